using System.Globalization;
using System.Text.RegularExpressions;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>
/// Holds the lengths, angles and times in a thought against those that the person said. A small model that was told a metre and a half likes
/// to write 0.5 m, and 30 s for half a second: what is not among the said ones, where all of them are understood, was not meant.
/// </summary>
internal static partial class ThoughtAmounts
{
    /// <summary>Where the amount is, and what may stand there; null where it is right, or nothing is known.</summary>
    /// <param name="device">Of which it is said.</param>
    /// <param name="said">What is said after its description.</param>
    /// <param name="before">The thought up to that.</param>
    /// <param name="task">The person's words.</param>
    public static (int At, string[] Fitting)? Wrong(DeviceSpec device, string said, string before, string task)
    {
        if (device.Kind == DeviceKinds.Drive && Driven().Match(said) is { Success: true } driven)
        {
            // The same length again is another, unless there is none.
            string[] used = [.. Earlier().Matches(before + said[..driven.Index]).Select(m => m.Groups["n"].Value)];
            return Wrong(driven, 1, new SaidAmounts(task).Metres, task, m => Plain(m) + " m", used);
        }

        if (device.Kind == DeviceKinds.Drive && Turned().Match(said) is { Success: true } turned && Right().IsMatch(task)) return Wrong(turned, 1, [90], task, d => Plain(d) + ",", []);
        if (Timed().Match(said) is not { Success: true } time) return null;
        // A time may be the rest of another, or a trial's: only what was taken for minutes or seconds is surely wrong.
        IReadOnlyList<double> told = new SaidAmounts(task).Seconds;
        double seconds = Number(time) * Size(time);
        if (told.Any(t => Same(t, seconds))) return null;
        return Wrong(time, Size(time), [.. told.Where(t => Same(t, seconds * 60) || Same(t * 60, seconds))], task, s => Time(s) + time.Groups["end"].Value, []);
    }

    private static (int At, string[] Fitting)? Wrong(Match match, double size, IReadOnlyList<double> told, string task, Func<double, string> write, string[] used)
    {
        double number = Number(match);
        if (told.Count == 0 || told.Any(t => Same(t, number * size)) || Multiple().IsMatch(task) || SaidAmounts.Numbers(task).Any(n => Same(n, number))) return null;
        string[] all = [.. told.Select(write).Distinct()], left = [.. all.Where(a => !used.Contains(a[..^2]))];
        return (match.Groups["n"].Index, left.Length > 0 ? left : all);
    }

    private static double Number(Match match) => double.Parse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture);

    private static double Size(Match time) => time.Groups["unit"].Value switch { "h" => 3600, "min" => 60, _ => 1 };

    // In the unit that such times are told in.
    private static string Time(double seconds) =>
        seconds < 120 ? Plain(seconds) + " s" : seconds % 3600 == 0 ? Plain(seconds / 3600) + " h" : seconds % 60 == 0 ? Plain(seconds / 60) + " min" : Plain(seconds) + " s";

    private static string Plain(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static bool Same(double a, double b) => Math.Abs(a - b) < 1e-6;

    [GeneratedRegex(@" by -?(?<n>\d+(\.\d+)?) m$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Driven();

    [GeneratedRegex(@" by -?(?<n>\d+(\.\d+)?) m\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Earlier();

    [GeneratedRegex(@" by -?(?<n>\d+(\.\d+)?),$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Turned();

    // Degrees are mostly of a temperature: only where none are said.
    [GeneratedRegex(@"^(?!.*(degree|°)).*\b(perpendicular|right angle|quarter turn)\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.Singleline, 1000)]
    private static partial Regex Right();

    [GeneratedRegex(@"(?<!may be on) ((for|wait) (?<n>\d+(\.\d+)?) (?<unit>s|min|h)|with (?<n>\d+(\.\d+)?) (?<unit>s|min|h)(?<end> between))$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Timed();

    // What may be reckoned from what was said.
    [GeneratedRegex(@"\b(twice|double|times as|half as|half of that|the rest|another|longer|shorter|further|more|less)\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Multiple();
}
