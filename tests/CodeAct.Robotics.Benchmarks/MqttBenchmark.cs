using System.Diagnostics;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.EndToEnd;
using CodeAct.Robotics.EndToEnd.Chaos;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Mqtt.Service;

namespace CodeAct.Robotics.Benchmarks;

/// <summary>
/// A served robot with a scripted model at a real broker, all in processes of their own. What is measured is seen from the sender:
/// from publishing a task to hearing that it is queued, which the robot says after the commit; the broker is on the way three times.
/// </summary>
internal static class MqttBenchmark
{
    private const int Single = 300, Settling = 50, Many = 1_000;

    public static async IAsyncEnumerable<Figure> RunAsync()
    {
        using var broker = new MosquittoBroker();
        using var program = new CodeActProgram();
        using var robot = new ServedRobot(program, broker, "bench", ServedRobot.Blinking(program, 2 * Many));
        await using var watch = new TaskWatch(broker);
        await watch.StartAsync();
        robot.Start();
        await watch.OnlineAsync(1);

        var accepted = new List<double>();
        for (int i = 0; i < Single; i++)
        {
            long began = Stopwatch.GetTimestamp();
            await SendAsync(watch, $"s{i}");
            await watch.UntilAsync(() => watch.Was($"s{i}", "queued"));
            accepted.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        // The first ones load and compile.
        yield return new Figure("task published to committed and told, p50", Percentile.P50(accepted.Skip(Single / 6)), "ms", AtMost: 10);
        yield return new Figure("task published to committed and told, p99", Percentile.P99(accepted.Skip(Single / 6)), "ms");

        await robot.StopAsync();
    }

    /// <summary>A thousand tasks, each in a worker of its own: minutes long.</summary>
    public static async IAsyncEnumerable<Figure> RunManyAsync()
    {
        using var broker = new MosquittoBroker();
        using var program = new CodeActProgram();
        using var robot = new ServedRobot(program, broker, "bench", ServedRobot.Blinking(program, 2 * Many));
        await using var watch = new TaskWatch(broker);
        await watch.StartAsync();
        robot.Start();
        await watch.OnlineAsync(1);
        await Task.WhenAll(Enumerable.Range(0, Settling).Select(i => SendAsync(watch, $"s{i}")));
        await watch.UntilAsync(() => watch.Ended >= Settling);

        double before = Resident(robot.Id);
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Many).Select(i => SendAsync(watch, $"m{i}")));
        await watch.UntilAsync(() => watch.Ended >= Settling + Many);
        yield return new Figure($"{Many:#,0} tasks queued and drained", Many / Stopwatch.GetElapsedTime(start).TotalSeconds, "task/s");
        yield return new Figure("growth of the service over them", Resident(robot.Id) - before, "MB", AtMost: 20);
        await robot.StopAsync();
    }

    private static Task SendAsync(TaskWatch watch, string id) =>
        watch.Link.PublishAsync(MqttMessage.Of(new Topics("bench").Task, new JsonObject { ["task"] = "Blink.", ["id"] = id }.ToJsonString()), CancellationToken.None);

    private static double Resident(int process) =>
        double.Parse(File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], System.Globalization.CultureInfo.InvariantCulture) / 1000;
}
