namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>A text as the lines of a display.</summary>
internal static class TextLines
{
    private const string More = "...";

    /// <summary>Breaks between words, within one only where it is longer than a line; what does not fit is marked.</summary>
    public static IReadOnlyList<string> Of(string text, int columns, int rows)
    {
        var lines = new List<string>();
        foreach (string paragraph in text.ReplaceLineEndings("\n").Split('\n'))
        {
            string line = "";
            foreach (string word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(w => w.Chunk(columns).Select(c => new string(c))))
            {
                if (line.Length > 0 && line.Length + 1 + word.Length > columns)
                {
                    lines.Add(line);
                    line = "";
                }
                line = line.Length > 0 ? $"{line} {word}" : word;
            }
            lines.Add(line);
        }
        while (lines is [.., ""]) lines.RemoveAt(lines.Count - 1);
        if (lines.Count <= rows) return lines;
        string last = lines[rows - 1];
        return [.. lines.Take(rows - 1), last[..Math.Min(last.Length, columns - More.Length)] + More];
    }
}
