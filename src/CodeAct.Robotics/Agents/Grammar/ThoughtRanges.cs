using System.Globalization;
using System.Text.RegularExpressions;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>
/// Holds positions in a thought against the manifest's range: what the person asked for and the device cannot reach is refused, and
/// its middle is that of its own range.
/// </summary>
internal static partial class ThoughtRanges
{
    /// <summary>What must stand at the thought's beginning instead; null where it may stand.</summary>
    /// <param name="device">Of which it is said.</param>
    /// <param name="name">The device with its description.</param>
    /// <param name="before">The words before that.</param>
    /// <param name="said">What is said after it.</param>
    /// <param name="task">The person's words.</param>
    public static string? Instead(DeviceSpec device, string name, string before, string said, string task)
    {
        if (device.Kind != DeviceKinds.Servo && device.Kind != DeviceKinds.Stepper || device.Range is not { } range) return null;
        Match to = before == "Move" ? Moved().Match(said) : Match.Empty;
        if (!to.Success || !double.TryParse(to.Groups["n"].ValueSpan, CultureInfo.InvariantCulture, out double position)) return null;
        // Another number may be misread: then the device itself refuses.
        if (!SaidAmounts.Numbers(task).Contains(Math.Abs(position)) || position < 0 && !Negative().IsMatch(task)) return null;
        // A point may be followed by decimals, which take only what is too low nearer.
        double nearest = said[^1] == '.' && position >= 0 && position < range.Low ? position + 1 : position;
        return nearest < range.Low || position > range.High ? $"{name} goes from {Text(range)}, {to.Groups["n"].Value} is outside" : null;
    }

    /// <summary>Where a middle is told that is not the device's, and what it is; null where it is.</summary>
    public static (int At, string Text)? Middle(DeviceSpec device, string said)
    {
        if (device.Range is not { } range || MiddleOf().Match(said) is not { Success: true } middle) return null;
        string told = middle.Groups["range"].Value.TrimEnd('.', ' '), own = Text(range);
        return own.StartsWith(told, StringComparison.Ordinal) ? null : (middle.Groups["range"].Index, own);
    }

    private static string Text(ValueRange range) => string.Create(CultureInfo.InvariantCulture, $"{range.Low:0.###} to {range.High:0.###}");

    [GeneratedRegex(@"^ to (?<n>-?[0-9]+(\.[0-9]+)?)[.,; ]$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Moved();

    [GeneratedRegex(@"\bminus\b|-[0-9]|−", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Negative();

    [GeneratedRegex(@"(^|, then move it|, wait [^,]*, then move it) to the middle of (?<range>-?[\d. to]*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MiddleOf();
}
