using System.Globalization;
using System.Text.RegularExpressions;

namespace CodeAct.Robotics.Robots;

/// <summary>Where a servo or stepper is open and where it is closed, as its description says: <c>0 is open and 100 is closed</c>.</summary>
/// <param name="Open">The position, in the device's unit.</param>
/// <param name="Closed">The position, in the device's unit.</param>
public readonly partial record struct DeviceEnds(double Open, double Closed)
{
    /// <summary>A device's ends. A servo whose description says nothing opens upwards; null for another device that says nothing.</summary>
    public static DeviceEnds? Of(DeviceSpec device)
    {
        if (Told(device) is { } told) return told;
        return device.Kind == DeviceKinds.Servo && device.Range is { } range ? new DeviceEnds(range.High, range.Low) : null;
    }

    /// <summary>The ends that the description tells, or null.</summary>
    public static DeviceEnds? Told(DeviceSpec device)
    {
        Match open = OpenAt().Match(device.Description), closed = ClosedAt().Match(device.Description);
        return Number(open) is { } a && Number(closed) is { } b ? new DeviceEnds(a, b) : null;
    }

    private static double? Number(Match match) => double.TryParse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture, out double number) ? number : null;

    [GeneratedRegex(@"((?<n>-?[\d.]+) (is )?open)|(open at (?<n>-?[\d.]+))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OpenAt();

    [GeneratedRegex(@"((?<n>-?[\d.]+) (is )?closed)|(closed at (?<n>-?[\d.]+))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ClosedAt();
}
