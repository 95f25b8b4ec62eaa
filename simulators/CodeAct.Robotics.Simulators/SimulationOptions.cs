namespace CodeAct.Robotics.Simulators;

/// <summary>What makes one simulated run differ from another; everything else follows from it and from the commands.</summary>
public sealed record SimulationOptions
{
    /// <summary>All chance comes from it: same seed and same commands, same run. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Where things start: by device, or by a variable of the world (<see cref="Simulation.Worlds"/>). Names are exact.</summary>
    public IReadOnlyDictionary<string, StartValue> Start { get; init; } = new Dictionary<string, StartValue>();

    /// <summary>What goes wrong, and when.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];
}
