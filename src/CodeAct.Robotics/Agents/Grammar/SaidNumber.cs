using System.Globalization;

namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>Numbers as people say them, in digits, words and parts: <c>62</c>, <c>sixty-two</c>, <c>one and a half</c>, <c>a quarter of</c>, <c>half a dozen</c>.</summary>
internal static class SaidNumber
{
    private static readonly string[] Ones =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];

    private static readonly string[] Tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly Dictionary<string, int> Parts = new()
    {
        ["half"] = 2,
        ["third"] = 3,
        ["thirds"] = 3,
        ["quarter"] = 4,
        ["quarters"] = 4,
        ["fifth"] = 5,
        ["fifths"] = 5,
        ["tenth"] = 10,
        ["tenths"] = 10,
    };

    /// <summary>True for a word that a number may have.</summary>
    public static bool Has(string word) =>
        char.IsAsciiDigit(word[0]) || Parts.ContainsKey(word) || word is "a" or "an" or "and" or "of" or "point" or "hundred" or "dozen" or "couple" || Ones.Contains(word) || Tens.Contains(word);

    /// <summary>True for a part of something: half, a third.</summary>
    public static bool IsPart(string word) => Parts.ContainsKey(word);

    /// <summary>The number; null for words that make none.</summary>
    public static double? Of(ReadOnlySpan<string> words)
    {
        if (words.Length > 1 && words[^1] is "a" or "an") words = words[..^1];
        if (words.Length > 1 && words[^1] == "of") words = words[..^1];
        if (words.Length == 0) return null;
        if (words.Length == 1 && double.TryParse(words[0], CultureInfo.InvariantCulture, out double digits)) return digits;
        int and = words.LastIndexOf("and");
        if (Parts.TryGetValue(words[^1], out int part))
        {
            double? whole = and < 0 ? 0 : Whole(words[..and]);
            double? times = and == words.Length - 2 || words.Length == 1 ? 1 : Whole(words[(and + 1)..^1]);
            return whole + times / part;
        }

        if (words is ["half", "a", "dozen"]) return Whole(["six"]);
        int point = words.IndexOf("point");
        if (point < 0) return Whole(words);
        double value = Whole(words[..point]) ?? double.NaN, place = 1;
        foreach (string word in words[(point + 1)..]) value += (place /= 10) * (Array.IndexOf(Ones, word) is >= 0 and < 10 and var n ? n : double.NaN);
        return double.IsNaN(value) || point == words.Length - 1 ? null : value;
    }

    private static double? Whole(ReadOnlySpan<string> words)
    {
        double sum = 0;
        string? before = null;
        foreach (string word in words)
        {
            double? next = word switch
            {
                "a" or "an" when before is null => 1,
                "couple" => 2,
                "dozen" => sum == 0 ? 12 : sum * 12,
                "hundred" => sum == 0 ? null : sum * 100,
                "and" when before == "hundred" => 0,
                _ when Array.IndexOf(Ones, word) is >= 0 and var n && (before is null or "hundred" or "and" || Tens.Contains(before) && n < 10) => n,
                _ when Array.IndexOf(Tens, word) is >= 0 and var t && before is null or "hundred" or "and" => 10 * (Array.IndexOf(Tens, word) + 2),
                _ when words.Length == 1 && double.TryParse(word, CultureInfo.InvariantCulture, out double digits) => digits,
                _ => null,
            };
            if (next is null) return null;
            sum = word is "dozen" or "hundred" or "couple" ? next.Value : sum + next.Value;
            before = word;
        }

        return before is null or "and" ? null : sum;
    }
}
