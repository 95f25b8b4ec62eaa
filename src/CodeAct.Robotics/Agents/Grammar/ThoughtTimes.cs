using System.Globalization;
using System.Text.RegularExpressions;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>Holds how long a device is to run against how long it may: what is longer runs in parts.</summary>
internal static partial class ThoughtTimes
{
    /// <summary>The thought for a plan that the device's longest time on does not allow; null where it does.</summary>
    /// <param name="name">The device with its description.</param>
    /// <param name="limits">Its limits.</param>
    /// <param name="said">What is said after it.</param>
    public static string? InParts(string name, DeviceLimits limits, string said)
    {
        if (limits.MaxOn is not { } most || Time().Match(said) is not { Success: true } time) return null;
        double unit = time.Groups["unit"].Value switch { "h" => 3600, "min" => 60, _ => 1 };
        if (!double.TryParse(time.Groups["n"].ValueSpan, CultureInfo.InvariantCulture, out double number) || number * unit <= most) return null;
        string rest = (limits.MinOff ?? 0).ToString(CultureInfo.InvariantCulture), longest = most.ToString(CultureInfo.InvariantCulture);
        return $"{name} may be on for {longest} s at a time, so run it {time.Groups["n"].Value} {time.Groups["unit"].Value} in parts with {rest} s off";
    }

    /// <summary>True where words could yet become a time.</summary>
    public static bool MaySay(DeviceLimits limits, string said) => limits.MaxOn is not null && Beginning().IsMatch(said);

    [GeneratedRegex(@"^ for (?<n>[\d.]+) (?<unit>s|min|h)[.,]$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Time();

    [GeneratedRegex(@"^( (f(o(r( ([\d.]+( (s|h|m(in?)?)?)?)?)?)?)?)?)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Beginning();
}
