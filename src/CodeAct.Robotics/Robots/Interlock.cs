namespace CodeAct.Robotics.Robots;

/// <summary><c>DEVICE.ACTION requires DEVICE.STATE [op number]</c>: a condition that holds while a device is active.</summary>
public sealed record Interlock
{
    /// <summary>As the manifest writes it; the prompt and errors quote it.</summary>
    public required string Text { get; init; }

    /// <summary>The device that must not be active unless the condition holds.</summary>
    public required string Device { get; init; }

    /// <summary>The member that commands it.</summary>
    public required string Action { get; init; }

    /// <summary>The device whose state counts.</summary>
    public required string Subject { get; init; }

    /// <summary>Value, Level, Power, Angle, Position, IsOn, IsOff, IsActive or IsInactive.</summary>
    public required string State { get; init; }

    /// <summary>How the state is compared with <see cref="Limit"/>; <see cref="Comparison.IsTrue"/> for the Is… states.</summary>
    public Comparison Comparison { get; init; }

    /// <summary>The number on the right.</summary>
    public double Limit { get; init; }

    /// <summary>True where the value (a truth as 0 or 1) fulfils the condition.</summary>
    public bool Holds(double value) => Comparison switch
    {
        Comparison.IsTrue => value != 0,
        Comparison.Less => value < Limit,
        Comparison.LessOrEqual => value <= Limit,
        Comparison.Greater => value > Limit,
        Comparison.GreaterOrEqual => value >= Limit,
        Comparison.Equal => value == Limit,
        _ => value != Limit,
    };
}

/// <summary>How an interlock compares.</summary>
public enum Comparison
{
    /// <summary>The state itself is true.</summary>
    IsTrue,

    /// <summary>&lt;</summary>
    Less,

    /// <summary>&lt;=</summary>
    LessOrEqual,

    /// <summary>&gt;</summary>
    Greater,

    /// <summary>&gt;=</summary>
    GreaterOrEqual,

    /// <summary>==</summary>
    Equal,

    /// <summary>!=</summary>
    NotEqual,
}
