using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Agents;

/// <summary>All that came of one action: what the sandbox saw, and what became of the robot.</summary>
public sealed record ActionOutcome
{
    /// <summary>The action's own end.</summary>
    public required ActionResult Result { get; init; }

    /// <summary>The actuators whose state differs from before, by name, as texts.</summary>
    public IReadOnlyDictionary<string, DeviceChange> Changed { get; init; } = new Dictionary<string, DeviceChange>();

    /// <summary>Every device read afresh.</summary>
    public required IReadOnlyList<DeviceReading> Readings { get; init; }

    /// <summary>What the governor did by itself, as coded sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Why the twin could not foresee the action, or null. For records: the model has no use for it.</summary>
    public string? Twin { get; init; }

    /// <summary>What was plotted.</summary>
    public IReadOnlyList<PlotData> Plots { get; init; } = [];

    /// <summary>Robot seconds that it took.</summary>
    public double RobotSeconds { get; init; }

    /// <summary>True where nothing went wrong.</summary>
    public bool Ok => Result.Error is null && Result.Done is not { Ok: false };
}

/// <summary>A device's state before and after, as people read it.</summary>
/// <param name="From">Before.</param>
/// <param name="To">After.</param>
public sealed record DeviceChange(string From, string To);
