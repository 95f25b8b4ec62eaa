using System.Text.RegularExpressions;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>Whether a person's words name a device, or tell what it is for. What was asked for is not exchanged for another.</summary>
internal static partial class AskedFor
{
    private static readonly string[] Small = ["the", "and", "for", "with", "that", "this", "from", "into", "out", "off", "how", "what", "when", "are", "you", "can"];

    /// <summary>True where all words of the device's name are said, or two of its description.</summary>
    public static bool Is(DeviceSpec device, string task)
    {
        HashSet<string> said = [.. Stems(task)];
        string[] name = [.. Stems(NamePart().Replace(device.Name, " $0"))];
        return name.Length > 0 && name.All(said.Contains) || Stems(device.Description).Count(said.Contains) > 1;
    }

    private static IEnumerable<string> Stems(string text) =>
        Word().Matches(text.ToLowerInvariant()).Select(w => w.Value).Except(Small).Select(w => w.TrimEnd('s')).Where(w => w.Length > 2).Distinct();

    [GeneratedRegex(@"\p{Lu}\p{Ll}+", RegexOptions.None, 1000)]
    private static partial Regex NamePart();

    [GeneratedRegex(@"\w+", RegexOptions.None, 1000)]
    private static partial Regex Word();
}
