namespace CodeAct.Robotics.Simulators;

/// <summary>A world that a manifest's <c>simulator:</c> may name.</summary>
/// <param name="Name">As the manifest says it.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="Variables">What a scenario's <c>start:</c> may set beside the devices.</param>
public sealed record WorldDescription(string Name, string Summary, IReadOnlyList<WorldVariable> Variables);

/// <summary>A documented variable of a world.</summary>
/// <param name="Name">As <c>start:</c> says it.</param>
/// <param name="Unit">Its unit; empty where it has none.</param>
/// <param name="Default">Its value where nothing sets it; null where it follows from the others.</param>
/// <param name="Low">The smallest that is accepted.</param>
/// <param name="High">The largest that is accepted.</param>
/// <param name="Summary">What it is.</param>
public sealed record WorldVariable(string Name, string Unit, double? Default, double Low, double High, string Summary);
