using System.Globalization;

namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>Distances and turns of a vehicle, as people say them.</summary>
internal static class Way
{
    private static readonly double[] Common = [0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.5, 0.6, 0.75, 0.8, 1, 1, 1.5, 2];
    private static readonly int[] Angles = [10, 15, 20, 25, 30, 35, 40, 45, 45, 50, 60, 70, 75, 80, 90, 90, 90, 90, 100, 120, 135, 150, 180, 180];

    private static readonly Dictionary<double, string[]> Words = new()
    {
        [0.5] = ["half a metre", "half a meter", "a half metre"],
        [1] = ["a metre", "one metre", "a meter", "one meter"],
        [1.5] = ["a metre and a half", "one and a half metres"],
        [2] = ["two metres", "two meters"],
        [0.25] = ["a quarter of a metre", "a quarter metre"],
        [0.75] = ["three quarters of a metre"],
    };

    /// <summary>A distance in metres that a person would choose.</summary>
    public static double Any(Dice dice) => dice.Chance(0.6) ? dice.Of(Common) : dice.Between(5, 95) / 100.0;

    /// <summary>It in words: <c>half a metre</c>, <c>40 cm</c>, <c>0.4 m</c>.</summary>
    public static string Said(double m, Dice dice)
    {
        if (Words.TryGetValue(m, out string[]? words) && dice.Chance(0.6)) return dice.Of(words);
        int cm = (int)Math.Round(m * 100);
        string n = SpokenNumbers.Plain(m);
        return dice.Next(5) switch
        {
            0 when m <= 1 => $"{cm} centimetres",
            1 when m < 1 => $"{cm}cm",
            2 or 3 when m < 1 => $"{cm} cm",
            4 when cm < 100 => $"{SpokenNumbers.Words(cm)} centimetres",
            _ => dice.Of([$"{n} m", $"{n} metres", $"{n} meters", $"{n}m"]),
        };
    }

    /// <summary>A phrase with a distance in <c>{m}</c>, whatever unit stands behind the slot.</summary>
    public static string Fill(string phrase, string said)
    {
        foreach (string unit in (string[])[" metres", " meters", " metre", " meter", " m"])
        {
            int at = phrase.IndexOf("{m}" + unit, StringComparison.Ordinal), end = at + 3 + unit.Length;
            if (at >= 0 && (end == phrase.Length || !char.IsLetter(phrase[end]))) return phrase[..at] + said + phrase[end..];
        }
        return phrase.Replace("{m}", said, StringComparison.Ordinal);
    }

    /// <summary>A turn: degrees with left positive, an imperative, and the number as code has it.</summary>
    public static (double By, string Say, string Code) Turn(SynthDevice d, Talk talk)
    {
        Dice dice = talk.Dice;
        int g = dice.Of(Angles);
        bool right = dice.Chance(0.5);
        string side = right ? "right" : "left";
        string say = g switch
        {
            90 when dice.Chance(0.5) => talk.Fill("quarter", ("side", side)),
            180 when dice.Chance(0.4) => dice.Of([$"make half a turn to the {side}", $"turn around over the {side}", $"do a half turn {side}"]),
            _ when talk.Own(d, side) is { } own && dice.Chance(0.3) => Talk.Measure(own, "{g}", g.ToString(CultureInfo.InvariantCulture), "degrees"),
            _ when dice.Chance(0.5) => talk.Fill("turn", ("side", side), ("g", $"{g}")),
            _ => dice.Of([$"turn {g} degrees to the {side}", $"turn {side} by {g} degrees", $"rotate {g}° {side}", $"turn {g}° to the {side}"]),
        };
        return (right ? -g : g, Bare(say), right ? $"-{g}" : $"{g}");
    }

    /// <summary>A sentence as a part of another.</summary>
    public static string Bare(string sentence) =>
        sentence.TrimEnd('.', '!', '?') is var bare && bare.Length > 1 && char.IsUpper(bare[0]) && !char.IsUpper(bare[1]) && !bare.StartsWith("I ", StringComparison.Ordinal) && !bare.StartsWith("I'", StringComparison.Ordinal)
            ? char.ToLowerInvariant(bare[0]) + bare[1..] : bare;
}
