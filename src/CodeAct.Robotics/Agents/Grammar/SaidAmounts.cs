using System.Text.RegularExpressions;

namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>The lengths and times in a person's words.</summary>
internal sealed partial class SaidAmounts
{
    private static readonly Dictionary<string, double> Metric = Units(("m metre metres meter meters", 1), ("cm centimetre centimetres centimeter centimeters", 0.01), ("mm millimetre millimetres millimeter millimeters", 0.001), ("km kilometre kilometres foot feet ft inch inches yard yards", double.NaN));
    private static readonly Dictionary<string, double> Clock = Units(("s sec secs second seconds", 1), ("min mins minute minutes", 60), ("h hr hrs hour hours", 3600), ("ms millisecond milliseconds", double.NaN));
    private static readonly string[] OfOther = ["a", "an", "of", "turn", "circle", "power", "speed", "strength"];

    private readonly string[] _words;
    private readonly HashSet<double> _parts = [];

    /// <summary>Reads a task.</summary>
    public SaidAmounts(string task)
    {
        _words = Words(task);
        Metres = Find(Metric);
        Seconds = Find(Clock);
    }

    /// <summary>The lengths, in metres; none where one is not understood.</summary>
    public IReadOnlyList<double> Metres { get; }

    /// <summary>The times, in seconds, and the sums of those that belong together; none where one is not understood.</summary>
    public IReadOnlyList<double> Seconds { get; }

    /// <summary>True where a time was said.</summary>
    public static bool HasTime(string task) => Words(task).Any(Clock.ContainsKey);

    /// <summary>Whether an amount was said as a part of its unit: half a second, an hour and a half.</summary>
    public bool IsPart(double amount) => _parts.Contains(amount);

    /// <summary>All whole numbers and decimals of a single word, whatever they are of.</summary>
    public static IEnumerable<double> Numbers(string task) => Words(task).Where(w => !SaidNumber.IsPart(w)).Select(w => SaidNumber.Of([w])).OfType<double>();

    private static string[] Words(string task) => [.. Word().Matches(task.ToLowerInvariant()).Select(w => w.Value.Replace(',', '.'))];

    private static Dictionary<string, double> Units(params (string Words, double Size)[] units) => units.SelectMany(u => u.Words.Split(' ').Select(w => (w, u.Size))).ToDictionary();

    private List<double> Find(Dictionary<string, double> units)
    {
        var found = new List<double>();
        int end = -1;
        for (int i = 0; i < _words.Length; i++)
        {
            if (!units.TryGetValue(_words[i], out double size)) continue;
            int start = i;
            while (start > 0 && SaidNumber.Has(_words[start - 1])) start--;
            // "5 m and 10 cm", and "on and half a metre": the and belongs to neither.
            while (start < i && _words[start] is "and" or "of") start++;
            // I'm, it's, 8 a.m.
            if (_words[i].Length == 1 && (start == i || _words[i - 1] is "a")) continue;
            if (double.IsNaN(size) || IsMore(i + 1) || SaidNumber.Of(_words.AsSpan(start, i - start)) is not { } number) return [];
            number += Rest(i + 1);
            if (number != Math.Floor(number)) _parts.Add(number * size);
            found.Add(number * size);
            bool joined = end >= 0 && (end == start || end == start - 1 && _words[end] == "and");
            if (joined && found[^2] > found[^1]) found.Add(found[^2] + found[^1]);
            end = i + 1;
        }

        return found;
    }

    // A metre fifty; a second time, the second one.
    private bool IsMore(int at) =>
        at < _words.Length && (_words[at] is "time" or "one" or "go" or "round" || SaidNumber.Has(_words[at]) && _words[at] is not ("a" or "an" or "and" or "of") && !IsAmount(at));

    // 2 min 10 s, half a second, eight times
    private bool IsAmount(int at) => at + 1 < _words.Length && (_words[at + 1] == "times" || Metric.ContainsKey(_words[at + 1]) || Clock.ContainsKey(_words[at + 1]));

    // An hour and a half, two metres and a quarter; but 60 cm and a quarter turn.
    private double Rest(int at)
    {
        ReadOnlySpan<string> words = _words.AsSpan(at);
        return words is ["and", "a", "half" or "quarter" or "third", ..] && (words.Length == 3 || !OfOther.Contains(words[3])) ? SaidNumber.Of(words[1..3]) ?? 0 : 0;
    }

    [GeneratedRegex(@"\d+([.,]\d+)?|\p{L}+|[½¼¾⅓⅔]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();
}
