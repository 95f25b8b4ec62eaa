using System.Globalization;

namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>
/// A length of time as one person says it. The code keeps the number that was said and leaves the arithmetic to C#: a small model
/// copies a number more surely than it multiplies one.
/// </summary>
/// <param name="Seconds">How long it is.</param>
/// <param name="Said">As the person says it: <c>an hour and a half</c>.</param>
/// <param name="Code">As C# seconds: <c>90 * 60</c>.</param>
/// <param name="Plain">As a thought or an answer writes it: <c>90 min</c>.</param>
internal readonly record struct Duration(int Seconds, string Said, string Code, string Plain)
{
    private static readonly int[] RoundSeconds = [2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 45, 50, 60, 90, 120, 180, 300, 600, 900, 1200, 1800, 2700, 3600, 5400, 7200, 10_800];
    private static readonly int[] RoundMinutes = [5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 300, 360, 480, 720];

    private static readonly Dictionary<int, string[]> Times = new()
    {
        [30] = ["half a minute"],
        [60] = ["a minute", "one minute", "1 min"],
        [90] = ["a minute and a half", "one and a half minutes"],
        [150] = ["two and a half minutes"],
        [900] = ["a quarter of an hour"],
        [1800] = ["half an hour", "half an hour"],
        [2700] = ["three quarters of an hour"],
        [5400] = ["an hour and a half", "one and a half hours"],
        [9000] = ["two and a half hours"],
    };

    /// <summary>Minutes as C#: what was said in hours stays in hours.</summary>
    public string Minutes => Seconds % 3600 == 0 && Plain.EndsWith('h') ? Seconds == 3600 ? "60" : $"{Seconds / 3600} * 60" : $"{Seconds / 60}";

    /// <summary>As <see cref="Plain"/>, but never in seconds.</summary>
    public string PlainMinutes => Plain.EndsWith('h') ? Plain : $"{Seconds / 60} min";

    /// <summary>A length between two, round or not, in the words of <see cref="Say"/>.</summary>
    public static Duration Any(Dice dice, int least, int most)
    {
        int[] round = [.. RoundSeconds.Where(s => s >= least && s <= most)];
        int minutes = Math.Min(most / 60, 59), hours = Math.Min(most / 3600, 12);
        return Say(dice.Next(10) switch
        {
            0 or 1 when least < 99 => dice.Between(least, Math.Min(most, 99)),
            2 or 3 when minutes >= 1 && least <= minutes * 60 => 60 * dice.Between(Math.Max(1, (least + 59) / 60), minutes),
            4 when hours >= 1 && least <= hours * 3600 => 3600 * dice.Between(Math.Max(1, (least + 3599) / 3600), hours),
            _ when round.Length > 0 => dice.Of(round),
            _ => dice.Between(least, most),
        }, dice);
    }

    /// <summary>A past to look at, in whole minutes.</summary>
    public static Duration AnyMinutes(Dice dice, int most) => Say(60 * dice.Next(4) switch
    {
        0 => dice.Between(2, 59),
        1 when most >= 120 => 60 * dice.Between(1, Math.Min(12, most / 60)),
        _ => dice.Of([.. RoundMinutes.Where(m => m <= most)]),
    }, dice);

    /// <summary>Seconds, as a person says them.</summary>
    public static Duration Say(int seconds, Dice dice)
    {
        if (Times.TryGetValue(seconds, out string[]? spoken) && dice.Chance(0.5)) return Written(seconds, dice.Of(spoken));
        if (seconds % 3600 == 0 && dice.Chance(0.8)) return Written(seconds, Unit(seconds / 3600, "hour", ["h", "hrs"], "an", dice));
        if (seconds % 60 == 0 && (seconds >= 120 || seconds == 60 && dice.Chance(0.5))) return Written(seconds, Unit(seconds / 60, "minute", ["min", "mins"], "a", dice));
        return new(seconds, Unit(seconds, "second", ["s", "sec", "s"], "a", dice), $"{seconds}", $"{seconds} s");
    }

    private static string Unit(int count, string unit, string[] brief, string article, Dice dice)
    {
        string plural = count == 1 ? unit : unit + "s", digits = count.ToString(CultureInfo.InvariantCulture);
        return dice.Next(6) switch
        {
            0 or 1 when count < 100 => count == 1 && dice.Chance(0.6) ? $"{article} {unit}" : $"{SpokenNumbers.Words(count)} {plural}",
            2 => $"{digits} {dice.Of(brief)}",
            3 when unit == "second" && dice.Chance(0.5) => $"{digits}s",
            _ => $"{digits} {plural}",
        };
    }

    private static Duration Written(int seconds, string said) => seconds switch
    {
        < 120 => new(seconds, said, $"{seconds}", $"{seconds} s"),
        _ when seconds % 3600 == 0 && said.Contains('h', StringComparison.Ordinal) => new(seconds, said, seconds == 3600 ? "3600" : $"{seconds / 3600} * 3600", $"{seconds / 3600} h"),
        _ when seconds % 60 == 0 => new(seconds, said, $"{seconds / 60} * 60", $"{seconds / 60} min"),
        _ => new(seconds, said, $"{seconds}", $"{seconds} s"),
    };
}
