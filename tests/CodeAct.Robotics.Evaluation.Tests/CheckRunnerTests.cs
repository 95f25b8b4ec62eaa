using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;
using CodeAct.Robotics.Sandbox;
using CodeAct.Robotics.Simulators;

namespace CodeAct.Robotics.Evaluation.Tests;

public sealed class CheckRunnerTests
{
    private static readonly RobotManifest Robot = ManifestReader.Parse("""
        robot: tank
        simulator: generic
        devices:
          - { name: Level, kind: sensor, unit: cm, range: [0, 80], sim: { start: 22, noise: 5 } }
          - { name: Valve, kind: relay, safe: off, hold: true }
          - { name: Cart, kind: drive, safe: stop }
          - { name: Sign, kind: display, safe: off }
        """);

    [Fact]
    public async Task RunAsync_EveryFact_IsInReachAndTrue()
    {
        IReadOnlyList<CheckResult> results = await RunAsync(
            new TaskSummary("t", TaskOutcome.Done, "It was 18-20 °C outside, -3.5 inside and 22 cm.", null, 1, 10, 1),
            "Level.Value == 22",
            "Valve.IsOn && Sign.Text == \"hello\"",
            "Cart.Pose.X is > 0.9 and < 1.1",
            "Outcome == \"done\" && !Refused && Answer != null",
            "AnswerNumber.Near(-3.5, 0.01) && AnswerNumber.Near(20, 0.01) && AnswerNumber.Near(22, 0)",
            "Trace.Count == 4 && Trace[0].Device == \"Valve\" && Trace[0].Member == \"On\" && !Trace[0].Refused",
            "(double)Trace.First(c => c.Device == \"Cart\").Args[0] == 1",
            "(string)Trace.First(c => c.Device == \"Sign\").Args[0] == \"hello\"",
            "Trace.Any(c => c.Refused && c.Member == \"Turn\")",
            "History(Level, 10).Count == 10 && Math.Abs(History(Level, 10).Last() - 22) < 1",
            "Now > 0");

        Assert.All(results, r => Assert.True(r.Holds, $"{r.Expression}: {r.Problem}"));
    }

    [Fact]
    public async Task RunAsync_ChecksThatDoNotHold_SayWhy()
    {
        IReadOnlyList<CheckResult> results = await RunAsync(
            new TaskSummary("t", TaskOutcome.Refused, "no", "no", 1, 10, 1),
            "Level.Value > 60", "Answer == null && Refused", "Levle.Value > 1", "1 + 1", "new int[0][3] == 1", "System.IO.File.Exists(\"/etc/passwd\")");

        Assert.Equal([false, true, false, false, false, false], results.Select(r => r.Holds));
        Assert.Contains("Did you mean 'Level'?", results[2].Problem, StringComparison.Ordinal);
        Assert.Contains("not-allowed", results[5].Problem, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<CheckResult>> RunAsync(TaskSummary summary, params string[] checks)
    {
        using Simulation simulation = Simulation.Create(Robot, new SimulationOptions());
        var governor = new Governor(Robot, simulation);
        governor.BeginAction(CancellationToken.None);
        governor.Invoke(new HostCall(1, 0));
        governor.Invoke(new HostCall(2, 0, 1));
        governor.Invoke(new HostCall(3, 0, Text: "hello"));
        Assert.Throws<DeviceException>(() => governor.Invoke(new HostCall(2, 1, double.NaN)));
        await using var sandbox = new ActionSandbox();
        await using var runner = new CheckRunner(sandbox);
        var scenario = new Scenario { Id = "t", Robot = Robot, Task = "x", Check = checks };
        return await runner.RunAsync(scenario, simulation, governor, summary, CancellationToken.None);
    }
}
