using System.Globalization;
using System.Text;

namespace CodeAct.Robotics.Models.Tokenization;

/// <summary>
/// Cuts text into the words within which bytes are merged: GPT-2's pattern
/// <c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c>, by code point.
/// </summary>
/// <param name="singleDigits">Whether each digit is a word of its own and parts the text around it (SmolLM).</param>
sealed class WordSplitter(bool singleDigits)
{
    static readonly string[] Contractions = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"];

    enum Kind
    {
        Letter,
        Digit,
        Space,
        Other,
    }

    /// <summary>The words' lengths in UTF-16 units, first to last; they add up to the text.</summary>
    public IEnumerable<int> Lengths(string text)
    {
        if (!singleDigits)
        {
            for (int at = 0, length; at < text.Length; at += length)
            {
                yield return length = Next(text.AsSpan(at));
            }
            yield break;
        }
        for (var at = 0; at < text.Length;)
        {
            if (At(text.AsSpan(at), out var digit) == Kind.Digit)
            {
                yield return digit;
                at += digit;
                continue;
            }
            var end = at;
            while (end < text.Length && At(text.AsSpan(end), out var units) != Kind.Digit)
            {
                end += units;
            }
            for (int length; at < end; at += length)
            {
                yield return length = Next(text.AsSpan(at, end - at));
            }
        }
    }

    static int Next(ReadOnlySpan<char> text)
    {
        foreach (var contraction in Contractions)
        {
            if (text.StartsWith(contraction, StringComparison.Ordinal))
            {
                return contraction.Length;
            }
        }
        var kind = At(text, out var first);
        if (text[0] == ' ' && text.Length > 1 && At(text[1..], out _) is var after && after != Kind.Space)
        {
            return 1 + Run(text[1..], after, out _);
        }
        var run = Run(text, kind, out var last);
        // White space before a word leaves its last character to the word.
        return kind == Kind.Space && run < text.Length && run > first ? run - last : run;
    }

    /// <summary>The length of the run of one kind at the front, and of its last code point.</summary>
    static int Run(ReadOnlySpan<char> text, Kind kind, out int last)
    {
        var length = 0;
        last = 0;
        while (length < text.Length && At(text[length..], out var units) == kind)
        {
            length += units;
            last = units;
        }
        return length;
    }

    static Kind At(ReadOnlySpan<char> text, out int units)
    {
        _ = Rune.DecodeFromUtf16(text, out var rune, out units);
        if (Rune.IsWhiteSpace(rune))
        {
            return Kind.Space;
        }
        return Rune.GetUnicodeCategory(rune) switch
        {
            <= UnicodeCategory.OtherLetter => Kind.Letter,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Kind.Digit,
            _ => Kind.Other,
        };
    }
}
