using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Safety;
using CodeAct.Robotics.Simulators;

namespace CodeAct.Robotics.Evaluation;

/// <summary>One check and whether it holds.</summary>
/// <param name="Expression">As the scenario says it.</param>
/// <param name="Holds">True where it gave true.</param>
/// <param name="Problem">Why it could not be told, or null.</param>
public sealed record CheckResult(string Expression, bool Holds, string? Problem);

/// <summary>Holds checks against a world, in a worker: an expression of a scenario file is foreign code too. One session serves all scenarios of a robot.</summary>
public sealed class CheckRunner(IActionSandbox sandbox) : IAsyncDisposable
{
    private readonly Dictionary<string, IActionSession> _sessions = [];

    /// <summary>Evaluates every check of a scenario.</summary>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(
        Scenario scenario, Simulation simulation, Governor governor, TaskSummary summary, CancellationToken cancellation)
    {
        SandboxApi api = CheckApi.For(scenario.Robot);
        if (!_sessions.TryGetValue(api.Source, out IActionSession? session))
            _sessions[api.Source] = session = await sandbox.OpenAsync(api, cancellation);
        var facts = new CheckFacts(scenario.Robot, simulation, governor, summary);
        var results = new List<CheckResult>();
        foreach (string check in scenario.Check)
        {
            // A scope of its own, so that a pattern variable of one check is none of the next.
            ActionResult result = await session.RunAsync($"new Func<bool>(() => {check.Trim().TrimEnd(';')})()", facts, cancellation);
            results.Add(new CheckResult(check, result.Error is null && result.Returned == "True", result.Error is { } error ? $"{error.Code}: {error.Message}" : null));
        }

        return results;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (IActionSession session in _sessions.Values) await session.DisposeAsync();
    }
}
