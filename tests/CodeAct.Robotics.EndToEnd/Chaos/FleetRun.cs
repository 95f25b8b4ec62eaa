using System.Diagnostics;
using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Mqtt.Service;

namespace CodeAct.Robotics.EndToEnd.Chaos;

/// <summary>Several robots share the tasks of a fleet; two are killed and started again on the way. Each task ends at one robot, once.</summary>
internal static class FleetRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    public static async Task<int> RunAsync(int robots, int tasks, int seed, TextWriter to)
    {
        var random = new Random(seed);
        long began = Stopwatch.GetTimestamp();
        using var broker = new MosquittoBroker();
        using var program = new CodeActProgram();
        string model = ServedRobot.Blinking(program, tasks * 2);
        ServedRobot[] fleet = [.. Enumerable.Range(0, robots).Select(i => new ServedRobot(program, broker, $"robot-{i}", model, "--fleet", "yard"))];
        await using var watch = new TaskWatch(broker);
        await watch.StartAsync();
        foreach (ServedRobot robot in fleet) robot.Start();
        await watch.OnlineAsync(robots);

        for (int i = 0; i < tasks; i++)
        {
            // Half of them by what they need.
            string topic = i % 2 == 0 ? Topics.FleetTask : $"{Topics.FleetTask}/relay";
            await watch.Link.PublishAsync(MqttMessage.Of(topic, $$"""{"task":"Blink.","id":"f{{i}}","retry":true}"""), CancellationToken.None);
            if (i == tasks / 3 || i == 2 * tasks / 3)
            {
                ServedRobot victim = fleet[random.Next(robots)];
                await victim.KillAsync();
                await Task.Delay(500);
                victim.Start();
            }
        }
        await UntilAsync(() => watch.Ended >= tasks);
        foreach (ServedRobot robot in fleet) await robot.StopAsync();

        int lost = Enumerable.Range(0, tasks).Count(i => watch.Ends($"f{i}").Count == 0), twice = Enumerable.Range(0, tasks).Count(i => watch.Ends($"f{i}").Count > 1);
        await to.WriteLineAsync($"{robots} robots, {tasks} tasks, 2 killed and started again, {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s: {lost} lost, {twice} twice");
        await to.WriteLineAsync(string.Join(", ", fleet.Select(r => $"{r.Name} {Enumerable.Range(0, tasks).Count(i => watch.Ends($"f{i}").Any(e => e.Robot == r.Name))}")));
        foreach (ServedRobot robot in fleet) robot.Dispose();
        return lost + twice == 0 ? 0 : 1;

        async Task UntilAsync(Func<bool> holds)
        {
            while (!holds() && Stopwatch.GetElapsedTime(began) < Patience) await Task.Delay(50);
        }
    }
}
