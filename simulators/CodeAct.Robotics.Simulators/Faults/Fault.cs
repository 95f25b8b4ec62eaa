namespace CodeAct.Robotics.Simulators;

/// <summary>One fault, in the time of the robot's clock.</summary>
public sealed record Fault
{
    /// <summary>What goes wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>The device that it befalls; null for <see cref="FaultKind.Brownout"/>, which befalls all actuators.</summary>
    public string? Device { get; init; }

    /// <summary>Seconds until it begins, 0 or more.</summary>
    public double After { get; init; }

    /// <summary>Seconds that it lasts, above 0; null for ever.</summary>
    public double? For { get; init; }

    /// <summary>Noise: the standard deviation in the device's unit, above 0.</summary>
    public double Sigma { get; init; }

    /// <summary>Bias: what is added, in the device's unit, not 0.</summary>
    public double Offset { get; init; }

    /// <summary>Slow: seconds more for each command or reading, above 0 and at most 3,600.</summary>
    public double Seconds { get; init; }

    /// <summary>True while it lasts.</summary>
    internal bool IsActive(double now) => now >= After && (For is not { } span || now < After + span);
}
