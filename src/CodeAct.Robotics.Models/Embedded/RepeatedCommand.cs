using System.Text.RegularExpressions;

namespace CodeAct.Robotics.Models.Embedded;

/// <summary>
/// A line of code that commands a device what the command before it did, with nothing between but waits: it changes nothing, and a
/// small model that has begun to write it goes on so until its tokens run out. Commands that do more each time, such as a beep or
/// a step, are none.
/// </summary>
static partial class RepeatedCommand
{
    /// <summary>The device of such a line at the end of a text, or null.</summary>
    public static string? Device(string text) =>
        Last(text) is var (line, before) && line == before && Command().Match(line) is { Success: true } command ? command.Groups["device"].Value : null;

    /// <summary>Whether the line at the end of a text could become one.</summary>
    public static bool MayBecome(string text) =>
        Last(text) is var (line, before) && line.Length > 0 && before.StartsWith(line, StringComparison.Ordinal) && Command().IsMatch(before);

    // The last line, and the one before it that is no wait.
    static (string Line, string Before)? Last(string text)
    {
        var lines = text.Split('\n');
        for (var i = lines.Length - 2; i >= 0; i--)
        {
            if (!Wait().IsMatch(lines[i]))
            {
                return (lines[^1].Trim(), lines[i].Trim());
            }
        }
        return null;
    }

    [GeneratedRegex(@"^(?<device>\w+)\.(On|Off|Set|MoveTo|Color|Show|Open|Close)\([^;]*\);$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Command();

    [GeneratedRegex(@"^\s*Wait\([^;]*\);\s*$", RegexOptions.None, 1000)]
    private static partial Regex Wait();
}
