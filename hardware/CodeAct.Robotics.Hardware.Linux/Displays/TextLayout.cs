using System.Text;

namespace CodeAct.Robotics.Hardware.Linux.Displays;

/// <summary>Fits a text into the lines of a display: breaks between words, within a word only where it is longer than a line, and marks what did not fit.</summary>
internal static class TextLayout
{
    private const string Cut = "...";

    /// <summary>At most that many lines of at most that many characters; line breaks of the text are kept, blank ends are not.</summary>
    public static IReadOnlyList<string> Lines(string text, int columns, int rows)
    {
        var lines = new List<string>();
        foreach (string paragraph in text.ReplaceLineEndings("\n").Split('\n')) Wrap(paragraph, columns, lines);
        while (lines.Count > 0 && lines[^1].Length == 0) lines.RemoveAt(lines.Count - 1);
        if (lines.Count <= rows) return lines;
        lines.RemoveRange(rows, lines.Count - rows);
        string last = lines[^1];
        lines[^1] = string.Concat(last.AsSpan(0, Math.Min(last.Length, columns - Cut.Length)), Cut);
        return lines;
    }

    private static void Wrap(string paragraph, int columns, List<string> lines)
    {
        var line = new StringBuilder();
        foreach (string word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string rest = word;
            if (line.Length > 0 && line.Length + 1 + rest.Length > columns) Break(line, lines);
            if (line.Length > 0) line.Append(' ');
            for (; rest.Length > columns; rest = rest[columns..]) lines.Add(rest[..columns]);
            line.Append(rest);
        }

        Break(line, lines);
    }

    private static void Break(StringBuilder line, List<string> lines)
    {
        lines.Add(line.ToString());
        line.Clear();
    }
}
