using System.Globalization;
using System.Text.RegularExpressions;

namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>Where a thing that opens and closes is open and where it is closed, as its description says: <c>0 is open and 100 is closed</c>.</summary>
internal static partial class Ends
{
    private static readonly string[] Ways =
        ["{a} is open and {b} is closed", "{b} is closed and {a} is open", "{a} open, {b} closed", "open at {a}, closed at {b}", "{b} closed, {a} open", "closed at {b}, open at {a}"];

    /// <summary>A description that says it, with open at either end.</summary>
    public static string Describe(string description, double low, double high, Dice dice)
    {
        (double open, double closed) = dice.Chance(0.5) ? (low, high) : (high, low);
        string ends = dice.Of(Ways).Replace("{a}", Lines.Number(open), StringComparison.Ordinal).Replace("{b}", Lines.Number(closed), StringComparison.Ordinal);
        return $"{description}, {ends}";
    }

    /// <summary>The positions for open and closed. A servo that says nothing opens upwards; null for another thing that says nothing.</summary>
    public static (double Open, double Closed)? Of(SynthDevice device)
    {
        Match open = Open().Match(device.Spec.Description), closed = Closed().Match(device.Spec.Description);
        if (open.Success && closed.Success) return (Number(open), Number(closed));
        return device.Kind == "servo" && device.Spec.Range is { } range ? (range.High, range.Low) : null;
    }

    /// <summary>True where the description says it.</summary>
    public static bool AreTold(SynthDevice device) => Open().IsMatch(device.Spec.Description) && Closed().IsMatch(device.Spec.Description);

    private static double Number(Match match) => double.Parse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"((?<n>-?[\d.]+) (is )?open)|(open at (?<n>-?[\d.]+))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Open();

    [GeneratedRegex(@"((?<n>-?[\d.]+) (is )?closed)|(closed at (?<n>-?[\d.]+))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Closed();
}
