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
        return Number(open, device) is { } a && Number(closed, device) is { } b ? new DeviceEnds(a, b) : null;
    }

    private static double? Number(Match match, DeviceSpec device) =>
        double.TryParse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture, out double number) && device.Range?.Contains(number) is not false ? number : null;

    [GeneratedRegex(@"((?<![\w.])(?<n>-?\d+(\.\d+)?)( ?(°|%|degrees))? (is )?((fully|wide|all the way) )?open\b)|(\bopen at (?<n>-?\d+(\.\d+)?))", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex OpenAt();

    [GeneratedRegex(@"((?<![\w.])(?<n>-?\d+(\.\d+)?)( ?(°|%|degrees))? (is )?((fully|tightly|all the way) )?(closed|shut)\b)|(\b(closed|shut) at (?<n>-?\d+(\.\d+)?))", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex ClosedAt();
}
