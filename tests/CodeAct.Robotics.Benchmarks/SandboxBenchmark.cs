using System.Diagnostics;
using CodeAct.Robotics.Sandbox;

namespace CodeAct.Robotics.Benchmarks;

/// <summary>What a first action costs, and what a worker that was killed costs the next one.</summary>
internal static class SandboxBenchmark
{
    private const int Rounds = 5;

    public static async IAsyncEnumerable<Figure> RunAsync()
    {
        var cold = new List<double>();
        for (int i = 0; i < Rounds; i++)
        {
            long began = Stopwatch.GetTimestamp();
            await using var sandbox = new ActionSandbox();
            await using BenchRobot robot = await BenchRobot.OpenAsync(sandbox);
            await robot.ActAsync("Print(Soil.Read());");
            cold.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        yield return new Figure("cold worker to first observation, p50 of 5", Percentile.P50(cold), "ms", AtMost: 900);

        var first = new List<double>();
        var after = new List<double>();
        await using var warm = new ActionSandbox();
        for (int i = 0; i < Rounds; i++)
        {
            await using BenchRobot robot = await BenchRobot.OpenAsync(warm);
            await warm.WaitForSpareAsync();
            first.Add(await TimeAsync(() => robot.ActAsync("Print(Soil.Read());")));
            Kill(robot.Session);
            after.Add(await TimeAsync(() => robot.ActAsync("Print(Soil.Read());")));
            await warm.WaitForSpareAsync();
        }
        yield return new Figure("first action of a task, p50 of 5", Percentile.P50(first), "ms");
        yield return new Figure("more for the action after a killed worker, p50", Percentile.P50(after) - Percentile.P50(first), "ms", AtMost: 50);
    }

    // A process that died while nobody asked anything of it, as by the kernel's memory killer.
    private static void Kill(Agents.IActionSession session)
    {
        var ours = (ActionSession)session;
        using var worker = Process.GetProcessById(ours.WorkerId!.Value);
        worker.Kill();
        SpinWait.SpinUntil(() => ours.HasLostWorker);
    }

    private static async Task<double> TimeAsync(Func<Task> act)
    {
        long began = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}
