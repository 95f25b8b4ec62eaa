using System.Globalization;

namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>Numbers as people say them: in digits, in words, as fractions, with the unit in many spellings.</summary>
internal static class SpokenNumbers
{
    private static readonly string[] Ones =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];

    private static readonly string[] Tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly Dictionary<int, string[]> Fractions = new()
    {
        [100] = ["full", "full power", "maximum", "100 %"],
        [50] = ["half", "half power", "50 %"],
        [25] = ["a quarter", "one quarter"],
        [75] = ["three quarters", "three-quarters"],
        [33] = ["a third", "one third"],
        [66] = ["two thirds"],
        [20] = ["a fifth"],
        [10] = ["a tenth", "10 %"],
    };

    /// <summary>As C# and people write it: at most three decimals, a point.</summary>
    public static string Plain(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>A whole number below 100 in words.</summary>
    public static string Words(int n) => n < 20 ? Ones[n] : n % 10 == 0 ? Tens[n / 10] : $"{Tens[n / 10]}-{Ones[n % 10]}";

    /// <summary>A share in percent: <c>40 %</c>, <c>forty percent</c>, <c>a third</c>.</summary>
    public static string Percent(int percent, Dice dice)
    {
        if (Fractions.TryGetValue(percent, out string[]? spoken) && dice.Chance(0.6)) return dice.Of(spoken);
        return dice.Next(6) switch
        {
            0 => $"{percent} percent",
            1 when percent < 100 => $"{Words(percent)} percent",
            2 => $"{percent}%",
            3 => $"{percent} per cent",
            _ => $"{percent} %",
        };
    }

    /// <summary>How many: <c>3</c>, <c>three</c>, <c>a dozen</c>.</summary>
    public static string Count(int n, Dice dice) => n == 12 && dice.Chance(0.5) ? "a dozen" : dice.Chance(0.5) && n < 20 ? Words(n) : $"{n}";

    /// <summary>A value, mostly in digits.</summary>
    public static string Value(double value, Dice dice) =>
        value == Math.Floor(value) && value is > 0 and < 100 && dice.Chance(0.15) ? Words((int)value) : Plain(value);
}
