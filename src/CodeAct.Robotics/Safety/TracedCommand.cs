namespace CodeAct.Robotics.Safety;

/// <summary>One command that code gave, obeyed or not.</summary>
/// <param name="Time">The robot's clock in seconds.</param>
/// <param name="Device">The device's name.</param>
/// <param name="Member">The member called.</param>
/// <param name="Args">Numbers and texts as given.</param>
/// <param name="Refused">The code of the refusal or fault, or null where it was obeyed.</param>
public sealed record TracedCommand(double Time, string Device, string Member, IReadOnlyList<object> Args, string? Refused)
{
    /// <summary>True for what leads to safety, which needs nobody's approval.</summary>
    public bool TowardSafety { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Device}.{Member}({string.Join(", ", Args)})";
}
