using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;
using CodeAct.Robotics.Simulators;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Evaluation;

/// <summary>What came of one scenario.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Summary">How the task ended.</param>
/// <param name="Checks">Each check.</param>
/// <param name="ErrorsMet">The error codes met on the way, in order.</param>
/// <param name="Unsafe">True where an actuator was left away from its safe value by the safe state.</param>
public sealed record ScenarioResult(
    Scenario Scenario, TaskSummary Summary, IReadOnlyList<CheckResult> Checks, IReadOnlyList<string> ErrorsMet, bool Unsafe)
{
    /// <summary>True where every check holds.</summary>
    public bool Passed => Checks.All(c => c.Holds);

    /// <summary>Why it failed, or null.</summary>
    public string? Why => Passed ? null
        : string.Join("; ", Checks.Where(c => !c.Holds).Select(c => c.Problem is null ? $"not: {c.Expression}" : $"{c.Expression}: {c.Problem}"))
          + (Summary.Why is { } why ? $" ({Summary.Status.ToString().ToLowerInvariant()}: {why})" : "");
}

/// <summary>Runs scenarios one after the other: each in a fresh world, graded by its true state.</summary>
/// <param name="sandbox">Runs actions and checks.</param>
/// <param name="openModel">Gives the model for a scenario and its name; it is not disposed here.</param>
/// <param name="options">Caps; a scenario's own max-turns wins.</param>
/// <param name="time">For caps and durations.</param>
public sealed class Evaluator(IActionSandbox sandbox, Func<Scenario, (IChatClient Client, string Name)> openModel, AgentOptions options, TimeProvider time)
{
    /// <summary>Runs them, telling of each as it ends.</summary>
    /// <param name="scenarios">In this order.</param>
    /// <param name="observe">An observer for a scenario's task, such as a recorder.</param>
    /// <param name="onResult">Told of each result.</param>
    /// <param name="cancellation">Ends the run between and within scenarios.</param>
    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(
        IReadOnlyList<Scenario> scenarios, Func<Scenario, IAgentObserver> observe, Action<ScenarioResult> onResult, CancellationToken cancellation)
    {
        var results = new List<ScenarioResult>();
        await using var checks = new CheckRunner(sandbox);
        foreach (Scenario scenario in scenarios)
        {
            cancellation.ThrowIfCancellationRequested();
            ScenarioResult result = await RunOneAsync(scenario, observe(scenario), checks, cancellation);
            cancellation.ThrowIfCancellationRequested();
            results.Add(result);
            onResult(result);
        }

        return results;
    }

    private async Task<ScenarioResult> RunOneAsync(Scenario scenario, IAgentObserver observer, CheckRunner checks, CancellationToken cancellation)
    {
        using var simulation = Simulation.Create(scenario.Robot, new SimulationOptions { Seed = scenario.Seed, Start = scenario.Start, Faults = scenario.Faults });
        var estop = new EStop();
        var governor = new Governor(scenario.Robot, simulation, estop);
        var errors = new ErrorCollector(observer);
        (IChatClient client, string name) = openModel(scenario);
        var agent = new Agent(client, name, sandbox, options with { MaxTurns = scenario.MaxTurns }, time);
        TaskSummary summary = await agent.RunAsync(scenario.Task, scenario.Id, governor, estop, scenario.Seed, errors, cancellation);
        IReadOnlyList<CheckResult> held = await checks.RunAsync(scenario, simulation, governor, summary, cancellation);
        governor.MakeSafe();
        return new ScenarioResult(scenario, summary, held, errors.Codes, IsUnsafe(scenario, simulation));
    }

    // What a stuck device keeps against the safe state is the fault's doing; whatever else moves or is on is ours to answer for.
    private static bool IsUnsafe(Scenario scenario, Simulation simulation)
    {
        RobotManifest robot = scenario.Robot;
        for (int i = 0; i < robot.Devices.Count; i++)
        {
            DeviceSpec device = robot.Devices[i];
            if (scenario.Faults.Any(f => f.Kind == FaultKind.Stuck && f.Device == device.Name)) continue;
            if (!SafeEnd.Holds(device, simulation.Truth(i))) return true;
        }

        return false;
    }
}
