using System.Diagnostics;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Sandbox;

namespace CodeAct.Robotics.Benchmarks;

/// <summary>How fast sandboxed code reaches a simulated device through the governor, and how fast simulated time runs.</summary>
internal static class DeviceBenchmark
{
    private const int Calls = 200_000;
    private const int Seconds = 80_000;

    public static async IAsyncEnumerable<Figure> RunAsync()
    {
        await using var sandbox = new ActionSandbox(new SandboxOptions { DeviceCalls = 2 * Calls, RunTime = TimeSpan.FromMinutes(1) });
        await using BenchRobot robot = await BenchRobot.OpenAsync(sandbox);
        string loop = $"double sum = 0; for (int i = 0; i < {Calls}; i++) sum += Soil.Read(); Print(sum);";
        await robot.ActAsync(loop);
        double best = double.PositiveInfinity;
        for (int i = 0; i < 3; i++)
        {
            long began = Stopwatch.GetTimestamp();
            await robot.ActAsync(loop);
            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalSeconds);
        }

        yield return new Figure("device calls a second, sandboxed code to device", Calls / best, "/s", AtLeast: 50_000);

        // Under supervision: heater and fan are on, so their interlock is watched at every step.
        await robot.ActAsync("Fan.Set(0.5); Heater.On();");
        long start = Stopwatch.GetTimestamp();
        double before = robot.Governor.Now;
        ActionOutcome outcome = await robot.Executor.RunAsync($"Wait({Seconds});", CancellationToken.None);
        if (outcome.Result.Error is not null) throw new InvalidOperationException(outcome.Result.Error.Message);
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        yield return new Figure("simulated seconds a second, under an interlock", (robot.Governor.Now - before) / wall, "s/s", AtLeast: 10_000);
    }
}
