using System.Diagnostics;
using CodeAct.Robotics.Sandbox;

namespace CodeAct.Robotics.Benchmarks;

/// <summary>A warm action from text to observation, beside the scripting API that most programs would use.</summary>
internal static class ActionBenchmark
{
    // So long the just-in-time compiler works on Roslyn's own code, in the worker and in this process; it takes part of both cores.
    private const int Warm = 1000;
    private const int Measured = 60;
    private const int LongTask = 300;

    public static async IAsyncEnumerable<Figure> RunAsync()
    {
        await using var sandbox = new ActionSandbox();
        await using BenchRobot ours = await BenchRobot.OpenAsync(sandbox);
        await using BenchRobot theirs = await BenchRobot.OpenAsync(sandbox);
        var peer = new ScriptPeer(theirs.Governor);
        // The peer slows down with the length of its chain of submissions, so it is measured in a short one, and in one that is as
        // long as a long task.
        for (int i = 0; i < Warm; i++)
        {
            if (i % Measured == 0) peer.Restart();
            await ours.ActAsync(Bursts(i));
            await peer.ActAsync(Bursts(i));
        }
        List<double> mine = await TimeAsync(ours.ActAsync);
        peer.Restart();
        List<double> young = await TimeAsync(peer.ActAsync);
        for (int i = Measured; i < LongTask; i++) await peer.ActAsync(Bursts(i));
        List<double> old = await TimeAsync(peer.ActAsync);

        double p50 = Percentile.P50(mine), peerP50 = Percentile.P50(old);
        yield return new Figure("warm action, text to observation, p50", p50, "ms", AtMost: 8);
        yield return new Figure("CSharpScript.ContinueWithAsync, chain up to 60", Percentile.P50(young), "ms");
        yield return new Figure("the same, chain of 300 to 360", peerP50, "ms");
        yield return new Figure("times faster than that", peerP50 / p50, "x", AtLeast: 4);
    }

    /// <summary>Whether a long task slows down: one session, 210 actions that each leave a variable behind.</summary>
    public static async IAsyncEnumerable<Figure> RunLongTaskAsync()
    {
        await using var sandbox = new ActionSandbox();
        await using BenchRobot robot = await BenchRobot.OpenAsync(sandbox);
        var times = new List<double>();
        for (int i = 0; i < 210; i++) times.Add(await TimeAsync(() => robot.ActAsync(Code(i))));
        double early = Percentile.P50(times[4..16]), late = Percentile.P50(times[194..206]);
        yield return new Figure("turn 200 against turn 10 of one task, p50 of 12", late / early, "x", AtMost: 1.3);
    }

    // The kind of action that the prompts show, as a model writes it again and again: same names, other numbers.
    private static string Bursts(int turn) => $$"""
        var start = Soil.Read();
        for (int i = 0; i < 3 && Soil.Read() < {{90 + turn % 7}}; i++)
        {
            Lamp.On();
            Wait(2);
            Lamp.Off();
            Wait(10);
        }
        Print($"The soil went from {start:F1} to {Soil.Read():F1} %.");
        """;

    // Each turn leaves two new names behind.
    private static string Code(int turn) => $$"""
        var soil{{turn}} = Soil.Read();
        for (int i = 0; i < 3; i++)
        {
            Lamp.On();
            Wait(2);
            Lamp.Off();
            Wait(10);
        }
        var readings{{turn}} = Enumerable.Range(0, 5).Select(_ => Soil.Read()).ToList();
        Print($"The soil went from {soil{{turn}}:F1} to {readings{{turn}}.Average():F1}.");
        """;

    private static async Task<List<double>> TimeAsync(Func<string, Task> act)
    {
        var times = new List<double>();
        for (int i = 0; i < Measured; i++) times.Add(await TimeAsync(() => act(Bursts(i))));
        return times;
    }

    private static async Task<double> TimeAsync(Func<Task> act)
    {
        long began = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}
