using System.Diagnostics;
using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Mqtt.Service;
using CodeAct.Robotics.Tasks;

namespace CodeAct.Robotics.EndToEnd.Chaos;

/// <summary>Kills host, worker or broker at random moments while tasks arrive, and then asks of each task: did it end, and once?</summary>
internal static class ChaosRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(90);

    public static async Task<int> RunAsync(int rounds, int tasks, int seed, TextWriter to)
    {
        var random = new Random(seed);
        long began = Stopwatch.GetTimestamp();
        using var broker = new MosquittoBroker();
        using var program = new CodeActProgram();
        using var robot = new ServedRobot(program, broker, "victim", ServedRobot.Blinking(program, tasks * 4));
        await using var watch = new TaskWatch(broker);
        await watch.StartAsync();
        robot.Start();
        await watch.OnlineAsync(1);

        int hosts = 0, workers = 0, brokers = 0, sent = 0;
        var sending = new List<Task>();
        for (int round = 0; round < rounds; round++)
        {
            for (int due = (int)((long)tasks * (round + 1) / rounds); sent < due; sent++)
                sending.Add(watch.Link.PublishAsync(MqttMessage.Of(new Topics("victim").Task, $$"""{"task":"Blink.","id":"t{{sent}}","retry":{{(IsRetried(sent) ? "true" : "false")}}}"""), CancellationToken.None));
            await Task.Delay(random.Next(100, 3000));
            switch (random.Next(10))
            {
                case < 4:
                    await robot.KillAsync();
                    robot.Start();
                    hosts++;
                    break;
                case < 7:
                    if (robot.KillWorker(random)) workers++;
                    break;
                default:
                    broker.Kill();
                    broker.Start();
                    brokers++;
                    break;
            }
            if ((round + 1) % 10 == 0) await to.WriteLineAsync($"round {round + 1}: {sent} sent, {watch.Ended} ended");
        }
        await Task.WhenAll(sending);
        while (watch.Ended < tasks && Stopwatch.GetElapsedTime(began) < Patience) await Task.Delay(100);
        await to.WriteLineAsync($"{watch.Ended} of {tasks} ended; stopping the robot");
        await robot.StopAsync();

        using TaskQueue queue = TaskQueue.Open(robot.Queue, TimeProvider.System);
        QueuedTask?[] all = [.. Enumerable.Range(0, tasks).Select(i => queue.Find($"t{i}"))];
        int lost = all.Count(t => t is null || t.State < TaskState.Done);
        int twice = all.Where((t, i) => t is not null && !IsRetried(i) && t.Attempts > 1).Count() + Enumerable.Range(0, tasks).Count(i => watch.Ends($"t{i}").Count > 1);
        string Count(TaskState state) => $"{all.Count(t => t?.State == state)} {state.ToString().ToLowerInvariant()}";
        await to.WriteLineAsync($"{rounds} rounds, seed {seed}, {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s: killed {hosts} hosts, {workers} workers, {brokers} brokers");
        await to.WriteLineAsync($"{tasks} tasks: {Count(TaskState.Done)}, {Count(TaskState.Failed)} (interrupted), {lost} lost, {twice} twice");
        return lost + twice == 0 ? 0 : 1;
    }

    private static bool IsRetried(int task) => task % 10 == 0;
}
