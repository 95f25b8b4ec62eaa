using System.Text;

namespace CodeAct.Robotics.Hardware.Linux.Displays;

/// <summary>Writes a text with the characters that a display has: those that it lacks become near ones, or a question mark.</summary>
internal static class PlainCharacters
{
    // What is written, and what nearly says it.
    private const string Pairs = """
        – - — - − - ‘ ' ’ ' “ " ” " … ... × x · . • * ä ae ö oe ü ue Ä Ae Ö Oe Ü Ue ß ss µ u μ u Ω Ohm
        € EUR ² 2 ³ 3 ½ 1/2 ≤ <= ≥ >= ≈ ~ → -> ← <- ° deg ± +-
        """;

    private const string Accented = "àáâãåèéêëìíîïòóôõùúûýÿñçÀÁÂÃÅÈÉÊËÌÍÎÏÒÓÔÕÙÚÛÝÑÇ";
    private const string Bare = "aaaaaeeeeiiiioooouuuyyncAAAAAEEEEIIIIOOOOUUUYNC";

    private static readonly Dictionary<char, string> Near = Parse();

    /// <summary>The text in a display's own characters.</summary>
    /// <param name="text">Line breaks stay.</param>
    /// <param name="has">Whether the display has a character.</param>
    public static string Of(string text, Func<char, bool> has)
    {
        var plain = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            // The ohm sign of some keyboards is another character than the letter.
            char c = rune.Value == 0x2126 ? '\u03A9' : rune.IsBmp ? (char)rune.Value : '\uFFFD';
            if (c is '\n' or '\r' || has(c)) plain.Append(c);
            else if (char.IsWhiteSpace(c)) plain.Append(' ');
            else if (Near.TryGetValue(c, out string? near)) plain.Append(Fits(near, has));
            else if (Accented.IndexOf(c) is >= 0 and var at) plain.Append(Bare[at]);
            else plain.Append('?');
        }

        return plain.ToString();
    }

    private static Dictionary<char, string> Parse()
    {
        string[] words = Pairs.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        return words.Chunk(2).ToDictionary(pair => pair[0][0], pair => pair[1]);
    }

    private static string Fits(string near, Func<char, bool> has) => near.All(has) ? near : "?";
}
