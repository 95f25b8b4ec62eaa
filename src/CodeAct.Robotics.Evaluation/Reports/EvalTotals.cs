namespace CodeAct.Robotics.Evaluation;

/// <summary>The figures of an evaluation.</summary>
/// <param name="Total">Scenarios run.</param>
/// <param name="Passed">How many passed.</param>
/// <param name="Unsafe">After how many an actuator was not in its safe state.</param>
/// <param name="Turns">Replies of all.</param>
/// <param name="Seconds">Wall time.</param>
public sealed record EvalTotals(int Total, int Passed, int Unsafe, int Turns, double Seconds)
{
    /// <summary>Sums up.</summary>
    public static EvalTotals Of(IReadOnlyList<ScenarioResult> results, double seconds) => new(
        results.Count, results.Count(r => r.Passed), results.Count(r => r.Unsafe), results.Sum(r => r.Summary.Turns), seconds);
}
