namespace CodeAct.Robotics.Simulators;

/// <summary>What can go wrong with a simulated device.</summary>
public enum FaultKind
{
    /// <summary>Readings fail with <c>no-reading</c>.</summary>
    Dropout,

    /// <summary>Commands, or readings of what only reads, fail with <c>device-fault</c>. The safe state still works.</summary>
    Refuse,

    /// <summary>A reading stays at its last value; an actuator keeps its state without an error, even against the safe state.</summary>
    Stuck,

    /// <summary>Readings scatter by <see cref="Fault.Sigma"/> more, within the range.</summary>
    Noise,

    /// <summary>Readings are <see cref="Fault.Offset"/> too high, even beyond the range.</summary>
    Bias,

    /// <summary>Each command, or reading of what only reads, takes <see cref="Fault.Seconds"/> more.</summary>
    Slow,

    /// <summary>Every actuator loses its power and obeys nothing until it is back; then they are off until commanded.</summary>
    Brownout,
}

/// <summary>The words of the fault kinds.</summary>
public static class FaultKinds
{
    /// <summary>All words, as scenarios write them.</summary>
    public static readonly IReadOnlyList<string> Names =
        [.. Enum.GetNames<FaultKind>().Select(n => n.ToLowerInvariant())];

    /// <summary>The kind of that word.</summary>
    /// <exception cref="SimulationException">No such kind; the message lists them.</exception>
    public static FaultKind Parse(string text)
    {
        for (int i = 0; i < Names.Count; i++)
            if (Names[i] == text) return (FaultKind)i;
        throw new SimulationException($"There is no fault '{text}'. Faults: {string.Join(", ", Names)}.");
    }
}
