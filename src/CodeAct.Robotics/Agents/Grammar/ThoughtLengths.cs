using System.Globalization;
using System.Text.RegularExpressions;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>
/// Holds the metres in a thought against the centimetres of the task. A small model that was told 7 cm likes to write 0.7 m: where
/// the task has a length in centimetres, and the thought that length with the point in the wrong place, the right one stands there.
/// </summary>
internal static partial class ThoughtLengths
{
    private static readonly string[] Ones = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];
    private static readonly string[] Tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    private const double Slip = 10;

    /// <summary>Where the number is and what it must be; null where it is right, or none that the task has.</summary>
    /// <param name="device">Of which it is said.</param>
    /// <param name="said">What is said after its description.</param>
    /// <param name="task">The person's words.</param>
    public static (int At, string Text)? Wrong(DeviceSpec device, string said, string task)
    {
        Match length = device.Kind == DeviceKinds.Drive ? Driven().Match(said) : Match.Empty;
        // Where the task has metres, too, the number may be theirs.
        if (!length.Success || Metres().IsMatch(task) || !double.TryParse(length.Groups["n"].ValueSpan, CultureInfo.InvariantCulture, out double metres)) return null;
        double[] told = [.. Centimetres().Matches(task).Select(m => Number(m.Groups["n"].Value) / 100)];
        if (told.Any(t => Same(t, metres)) || !told.Any(t => Same(t * Slip, metres))) return null;
        double meant = told.First(t => Same(t * Slip, metres));
        return (length.Groups["n"].Index, meant.ToString("0.####", CultureInfo.InvariantCulture));
    }

    private static bool Same(double a, double b) => Math.Abs(a - b) < 1e-9;

    private static double Number(string said)
    {
        if (double.TryParse(said, CultureInfo.InvariantCulture, out double number)) return number;
        string[] words = said.ToLowerInvariant().Split([' ', '-']);
        int ones = Array.IndexOf(Ones, words[^1]) + 1, tens = Array.IndexOf(Tens, words[0]);
        return tens < 0 ? ones : 10 * (tens + 2) + (words.Length > 1 ? ones : 0);
    }

    [GeneratedRegex(@" by -?(?<n>\d+\.\d+) m$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Driven();

    [GeneratedRegex(@"(\b|\d)(m|met(er|re)s?)\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Metres();

    [GeneratedRegex(@"(?<n>\d+(\.\d+)?|((twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[ -])?(one|two|three|four|five|six|seven|eight|nine)|ten|eleven|twelve|\w+teen|\w+ty) ?(cm\b|centimet)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Centimetres();
}
