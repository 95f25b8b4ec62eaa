using System.Text.Json.Nodes;
using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.EndToEnd;
using CodeAct.Robotics.EndToEnd.Chaos;
using CodeAct.Robotics.Hardware.Linux.Guardian;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Mqtt.Mosquitto;
using CodeAct.Robotics.Mqtt.Service;

namespace CodeAct.Robotics.Benchmarks;

/// <summary>
/// The e-stop over MQTT under load: the embedded engine decodes on all cores, and twenty tasks a second go into the queue. Measured from
/// publishing the stop to the latch on the disk, which is written after the safe state, and to hearing of it. Who publishes it stands for
/// another machine, so that its threads go before the load.
/// </summary>
internal static class StopBenchmark
{
    private const int Rounds = 300;
    // A file's time is that of the kernel's last tick, which is up to so much earlier (CONFIG_HZ=250).
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(4);
    private static readonly Topics Topics = new("bench");

    public static async IAsyncEnumerable<Figure> RunAsync()
    {
        var random = new Random(1);
        using var broker = new MosquittoBroker();
        using var program = new CodeActProgram();
        using var robot = new ServedRobot(program, broker, "bench", "embedded");
        await using var watch = new TaskWatch(broker);
        await watch.StartAsync();
        string state = "";
        await watch.Link.SubscribeAsync(Topics.State, Delivery.Queued, m =>
        {
            Volatile.Write(ref state, JsonNode.Parse(m.Text)!["state"]!.ToString());
            watch.Tell();
        }, CancellationToken.None);
        await using var alarm = new MosquittoLink(broker.Options("alarm") with { Prepare = () => RealTime.RaiseThread() });
        await alarm.ConnectAsync(CancellationToken.None);
        robot.Start();
        await watch.OnlineAsync(1);

        using var enough = new CancellationTokenSource();
        Task sending = SendAsync(watch, enough.Token);
        var stopped = new List<double>();
        var told = new List<double>();
        for (int round = 0; round < Rounds; round++)
        {
            await watch.UntilAsync(() => Volatile.Read(ref state) == "running");
            // Anywhere in prefill, decoding, compiling and moving.
            await Task.Delay(random.Next(20, 600));
            DateTime at = await AlarmAsync(alarm);
            await watch.UntilAsync(() => Volatile.Read(ref state) == "estop");
            told.Add((DateTime.UtcNow - at).TotalMilliseconds);
            stopped.Add((File.GetLastWriteTimeUtc(robot.Latch) + Tick - at).TotalMilliseconds);
            await SayAsync(watch, Topics.EStopReset, "benchmark");
            await watch.UntilAsync(() => Volatile.Read(ref state) != "estop");
        }
        await enough.CancelAsync();
        await sending;

        yield return new Figure("e-stop published to safe and latched, under load, p50", Percentile.P50(stopped), "ms");
        yield return new Figure("e-stop published to safe and latched, under load, p99", Percentile.P99(stopped), "ms", AtMost: 50);
        yield return new Figure("e-stop published to safe and latched, under load, worst", stopped.Max(), "ms");
        yield return new Figure("e-stop published to told, under load, p50", Percentile.P50(told), "ms");
        yield return new Figure("e-stop published to told, under load, p99", Percentile.P99(told), "ms");
        await robot.StopAsync();
    }

    // When it was published.
    private static Task<DateTime> AlarmAsync(MosquittoLink alarm) => Task.Factory.StartNew(
        () =>
        {
            RealTime.RaiseThread();
            DateTime at = DateTime.UtcNow;
            alarm.PublishAsync(MqttMessage.Of(Topics.EStop, "benchmark"), CancellationToken.None).GetAwaiter().GetResult();
            return at;
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private static async Task SendAsync(TaskWatch watch, CancellationToken cancellation)
    {
        for (int i = 0; !cancellation.IsCancellationRequested; i++)
        {
            await SayAsync(watch, Topics.Task, new JsonObject { ["task"] = "Switch the light on for 20 seconds, then tell me the temperature.", ["id"] = $"e{i}" }.ToJsonString());
            await Task.Delay(50, CancellationToken.None);
        }
    }

    private static Task SayAsync(TaskWatch watch, string topic, string text) => watch.Link.PublishAsync(MqttMessage.Of(topic, text), CancellationToken.None);
}
