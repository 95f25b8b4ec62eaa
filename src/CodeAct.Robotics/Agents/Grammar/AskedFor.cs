using System.Text.RegularExpressions;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>Whether a person's words name a device, or tell what it is for. What was asked for is not exchanged for another.</summary>
internal static partial class AskedFor
{
    private static readonly string[] Small = ["the", "and", "for", "with", "that", "this", "from", "into", "out", "off", "how", "what", "when", "are", "you", "can"];

    /// <summary>True where the device's name is said, as it is or in words, or two words of its description.</summary>
    public static bool Is(DeviceSpec device, string task)
    {
        string[] said = [.. Words(task)];
        return said.Contains(device.Name.ToLowerInvariant()) || $" {string.Join(' ', Parts(task))} ".Contains($" {string.Join(' ', Parts(device.Name))} ", StringComparison.Ordinal)
            || Telling(device.Description).Intersect(Telling(task)).Count() > 1;
    }

    private static IEnumerable<string> Words(string text) => Word().Matches(text.ToLowerInvariant()).Select(w => w.Value);

    // FillValve, fill_valve and fill valve are the same.
    private static IEnumerable<string> Parts(string text) => Part().Matches(text).Select(w => w.Value.ToLowerInvariant().TrimEnd('s'));

    private static IEnumerable<string> Telling(string text) => Words(text).Except(Small).Where(w => w.Length > 2).Select(w => w.TrimEnd('s'));

    [GeneratedRegex(@"\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\d+", RegexOptions.None, 1000)]
    private static partial Regex Part();

    [GeneratedRegex(@"\w+", RegexOptions.None, 1000)]
    private static partial Regex Word();
}
