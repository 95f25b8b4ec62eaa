using System.Globalization;
using System.Text.RegularExpressions;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>
/// Holds the lengths, angles and times in a thought against those that the person said. A small model that was told a metre and a half
/// likes to write 0.5 m, and 30 s for half a second. Only what such a slip explains is wrong: other amounts may be reckoned, or another's.
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
        bool drives = device.Kind == DeviceKinds.Drive;
        if (drives && Driven().Match(said) is { Success: true } driven)
            return Slip(driven, 1, new SaidAmounts(task).Metres, IsMisread, task, m => Plain(m) + " m");
        if (drives && Turned().Match(said) is { Success: true } turned) return IsRight(before + said[..turned.Index], task) ? (turned.Groups["n"].Index, ["90,"]) : null;
        if (Timed().Match(said) is not { Success: true } time) return null;
        var amounts = new SaidAmounts(task);
        // One that the thought has told already is not told for another, unless it is the pause, too.
        IReadOnlyList<double> told = [.. amounts.Seconds.Where(t => time.Groups["end"].Success || !(before + said).Contains(' ' + Time(t), StringComparison.Ordinal))];
        return amounts.Seconds.Any(t => Same(t, Number(time) * Size(time))) ? null
            : Slip(time, Size(time), told, (t, v) => amounts.IsPart(t) && (Same(t, v * 60) || Same(t * 60, v)), task, s => Time(s) + time.Groups["end"].Value);
    }

    private static (int At, string[] Fitting)? Slip(Match match, double size, IReadOnlyList<double> told, Func<double, double, bool> explains, string task, Func<double, string> write)
    {
        double number = Number(match);
        if (told.Any(t => Same(t, number * size)) || SaidAmounts.Numbers(task).Any(n => Same(n, number))) return null;
        string[] meant = [.. told.Where(t => explains(t, number * size)).Select(write).Distinct()];
        return meant.Length > 0 ? (match.Groups["n"].Index, meant) : null;
    }

    /// <summary>Whether a length was misread: its point is elsewhere, one of its digits is another, or its whole or its part is lost.</summary>
    private static bool IsMisread(double said, double written)
    {
        string a = Millimetres(said), b = Millimetres(written);
        if (a.TrimEnd('0') == b.TrimEnd('0')) return true;
        double part = said - Math.Floor(said);
        if (said > 1 && part > 0 && (Same(written, part) || Same(written, said - part))) return true;
        return a.Length == b.Length && Math.Max(a.TrimEnd('0').Length, b.TrimEnd('0').Length) > 1 && a.Zip(b).Count(p => p.First != p.Second) == 1;
    }

    private static string Millimetres(double metres) => Math.Round(metres * 1000).ToString(CultureInfo.InvariantCulture);

    // A later turn may be another.
    private static bool IsRight(string before, string task) => !before.Contains(" by ", StringComparison.Ordinal) && Right().IsMatch(task) && !OtherTurn().IsMatch(task);

    private static double Number(Match match) => double.TryParse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;

    private static double Size(Match time) => time.Groups["unit"].Value switch { "h" => 3600, "min" => 60, _ => 1 };

    // In the unit that such times are told in.
    private static string Time(double seconds) =>
        seconds < 120 ? Plain(seconds) + " s" : seconds % 3600 == 0 ? Plain(seconds / 3600) + " h" : seconds % 60 == 0 ? Plain(seconds / 60) + " min" : Plain(seconds) + " s";

    private static string Plain(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static bool Same(double a, double b) => Math.Abs(a - b) < 1e-6;

    [GeneratedRegex(@" by -?(?<n>[0-9]+(\.[0-9]+)?) m$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Driven();

    [GeneratedRegex(@" by -?(?<n>180),$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Turned();

    [GeneratedRegex(@"\b(perpendicular|right angle|quarter turn)\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Right();

    [GeneratedRegex(@"°|degree|\b(three|two|half|around|about|round|back|u-turn|twice|times)\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex OtherTurn();

    // How long a device may be on, and for how long what helps is run, nobody said.
    [GeneratedRegex(@"(?<!may be on|helps, run it) ((for|wait) (?<n>[0-9]+(\.[0-9]+)?) (?<unit>s|min|h)|with (?<n>[0-9]+(\.[0-9]+)?) (?<unit>s|min|h)(?<end> between))$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Timed();
}
