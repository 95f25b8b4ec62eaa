using System.Text.RegularExpressions;

namespace CodeAct.Robotics.Models.Embedded;

/// <summary>
/// A line of code that gives a device the value that the command before it did, with nothing between but waits: it changes nothing,
/// and a small model that has begun to write it goes on so until its tokens run out. Values that are not plain, and commands that do
/// more each time, such as a beep or a step, are none.
/// </summary>
static partial class RepeatedCommand
{
    /// <summary>Whether a text ends with such a line.</summary>
    public static bool Ends(string text) => Last(text) is var (line, before) && line == before && Command().IsMatch(line);

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

    [GeneratedRegex(@"^\w+\.(Set|MoveTo|Color|Show)\(([-\d., ]*|""[^""{;]*"")\);$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Command();

    [GeneratedRegex(@"^\s*Wait\([^;]*\);\s*$", RegexOptions.None, 1000)]
    private static partial Regex Wait();
}
