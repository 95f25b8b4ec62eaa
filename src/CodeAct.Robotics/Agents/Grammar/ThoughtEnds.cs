using System.Globalization;
using System.Text.RegularExpressions;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>
/// Holds the position in a thought against the word for it: <c>to 0, its low end, closed</c> of a gate that is open at 0 cannot be
/// meant. The word is what the person said, so another position goes with it.
/// </summary>
internal static partial class ThoughtEnds
{
    /// <summary>What stands where the position does, and what would be true; null where it is, or nothing is said of an end.</summary>
    /// <param name="device">The device.</param>
    /// <param name="said">What is said of it after its description.</param>
    /// <returns>An index in <paramref name="said"/>, and the text to stand there.</returns>
    public static (int At, string Text)? Wrong(DeviceSpec device, string said)
    {
        if (End().Match(said) is not { Success: true } end || Ends(device) is not { } ends) return null;
        bool isOpen = end.Groups["way"].Value == "open", isHigh = end.Groups["end"].Value == "high", mustBeHigh = ends.Open > ends.Closed == isOpen;
        return isHigh == mustBeHigh ? null
            : (end.Groups["position"].Index, $"{(isOpen ? ends.Open : ends.Closed).ToString(CultureInfo.InvariantCulture)}, its {(mustBeHigh ? "high" : "low")} end,");
    }

    /// <summary>True where words could yet become ones about an end.</summary>
    public static bool MaySay(string said) => Beginning().IsMatch(said) && !End().IsMatch(said);

    // Of a description that says it in words that are not understood, nothing is known.
    private static DeviceEnds? Ends(DeviceSpec device) => DeviceEnds.Told(device) ?? (Spoken().IsMatch(device.Description) ? null : DeviceEnds.Of(device));

    [GeneratedRegex(@"\b(open|closed?|shut)\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Spoken();

    [GeneratedRegex(@"^ to (?<position>-?[\d.]+), its (?<end>low|high) end, (?<way>open|closed)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex End();

    [GeneratedRegex(@"^( (t(o( (-?[\d.]*(,[^.;]{0,22})?)?)?)?)?)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Beginning();
}
