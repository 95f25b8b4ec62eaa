namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>What the past and other units say: spread, median, trend, how long above, plots with a figure, conversions.</summary>
internal static class StatisticsFamilies
{
    // Symbol in manifests, symbol asked for, spoken, how to convert.
    private static readonly (string Unit, string Other, string[] Said, string Convert)[] Units =
    [
        ("cm", "in", ["inches"], "/ 2.54"), ("mm", "cm", ["cm", "centimetres"], "/ 10"), ("m", "ft", ["feet"], "* 3.281"), ("bar", "kPa", ["kPa", "kilopascal"], "* 100"), ("kPa", "bar", ["bar"], "/ 100"),
        ("hPa", "kPa", ["kPa", "kilopascal"], "/ 10"), ("mbar", "bar", ["bar"], "/ 1000"), ("kg", "lb", ["pounds"], "* 2.205"), ("g", "kg", ["kg", "kilos"], "/ 1000"), ("m/s", "km/h", ["km/h", "kilometres per hour"], "* 3.6"),
        ("km/h", "m/s", ["m/s", "metres per second"], "/ 3.6"), ("L", "gal", ["gallons"], "/ 3.785"), ("l", "gal", ["gallons"], "/ 3.785"), ("V", "mV", ["millivolts", "mV"], "* 1000"), ("A", "mA", ["milliamps", "mA"], "* 1000"),
        ("W", "kW", ["kilowatts", "kW"], "/ 1000"), ("L/min", "L/h", ["litres per hour"], "* 60"), ("kW", "W", ["watts"], "* 1000"), ("L/h", "L/min", ["litres per minute"], "/ 60"), ("ppm", "%", ["percent"], "/ 10000"),
    ];

    public static Draft? Spread(SynthRobot robot, Talk talk) => Past(robot, talk, "stat_range", "spread", "highest minus lowest", (s, h) => ($"{Lines.Reading(s, $"{h}.Max() - {h}.Min()")}", $"{s.Name} varied by "));

    public static Draft? Median(SynthRobot robot, Talk talk) => Past(robot, talk, "stat_median", "median", "middle value", (s, h) => ($"{Lines.Reading(s, $"{h}.OrderBy(v => v).ElementAt({h}.Count / 2)")}", $"The median of {s.Name} was "));

    public static Draft? Trend(SynthRobot robot, Talk talk)
    {
        SynthDevice? s = talk.Dice.OrNone(robot.Of("sensor"));
        if (s is null) return null;
        Duration past = Duration.AnyMinutes(talk.Dice, 720);
        return new Draft("stat-trend", talk.AsIs(talk.Fill("stat_trend", ("sr", talk.Quantity(s)), ("ms", past.Said))), $"Compare the last and the first value of the last {past.PlainMinutes} of {Lines.Who(s)}.",
            [$"var h = History({s.Name}, {past.Minutes});", "double change = h.Last() - h.First();", $"Done(change > 0 ? $\"{s.Name} went up by {Lines.Reading(s, "change")}.\" : $\"{s.Name} went down by {Lines.Reading(s, "-change")}.\");"], f => f.End is { Ok: true } && f.Only())
        { Subject = s };
    }

    public static Draft? Above(SynthRobot robot, Talk talk)
    {
        SynthDevice? s = talk.Dice.OrNone(robot.Of("sensor"));
        if (s is null) return null;
        (double low, double high) = ControlFamilies.Plausible(s);
        bool above = talk.Dice.Chance(0.5);
        Duration past = Duration.AnyMinutes(talk.Dice, 720);
        string v = Lines.Number(talk.Dice.Round(low, high)), word = above ? "above" : "below";
        return new Draft("stat-above", talk.AsIs(talk.Fill("stat_above", ("sr", talk.Quantity(s)), ("word", word), ("v", v + (talk.Dice.Chance(0.5) ? s.UnitText : "")), ("ms", past.Said))), $"Count the minutes of the last {past.PlainMinutes} in which {Lines.Who(s)} was {word} {v}.",
            [$"int count = History({s.Name}, {past.Minutes}).Count(v => v {(above ? ">" : "<")} {v});", $"Done($\"{s.Name} was {word} {v} for {{count}} minutes.\");"], f => f.End is { Ok: true } && f.Only())
        { Subject = s };
    }

    public static Draft? Change(SynthRobot robot, Talk talk)
    {
        SynthDevice? s = talk.Dice.OrNone(robot.Of("sensor"));
        if (s is null) return null;
        Duration span = Duration.Any(talk.Dice, 5, 7200);
        return new Draft("stat-change", talk.AsIs(talk.Fill("stat_change", ("sr", talk.Quantity(s)), ("t", span.Said))), $"Read {Lines.Who(s)}, wait {span.Plain}, read it again and tell the difference.",
            [$"double before = {s.Name}.Read();", $"Wait({span.Code});", $"double change = {s.Name}.Read() - before;", $"Done($\"{s.Name} changed by {Lines.Reading(s, "change")}.\");"], f => f.End is { Ok: true } && f.Governor.Now >= span.Seconds && f.Only())
        { Subject = s };
    }

    public static Draft? PlotWithFigure(SynthRobot robot, Talk talk)
    {
        SynthDevice? s = talk.Dice.OrNone(robot.Of("sensor"));
        if (s is null) return null;
        Duration past = Duration.AnyMinutes(talk.Dice, 720);
        (string word, string call) = talk.Dice.Of([("highest", "Max()"), ("lowest", "Min()"), ("average", "Average()")]);
        return new Draft("plot-figure", talk.AsIs(talk.Fill("plot_stat", ("sr", talk.Quantity(s)), ("ms", past.Said), ("w", word))), $"Plot the last {past.PlainMinutes} of {Lines.Who(s)} and take the {word}.",
            [$"var h = History({s.Name}, {past.Minutes});", $"Plot(\"{s.Name}\", h);", $"Done($\"The {word} of {s.Name} was {Lines.Reading(s, $"h.{call}")}.\");"], f => f.End is { Ok: true } && f.Governor.Plots.Count == 1 && f.Only())
        { Subject = s };
    }

    public static Draft? OtherUnit(SynthRobot robot, Talk talk)
    {
        SynthDevice? s = talk.Dice.OrNone(robot.Of("sensor").Where(s => IsCelsius(s) || Units.Any(u => u.Unit == s.Spec.Unit)).ToArray());
        if (s is null) return null;
        if (IsCelsius(s))
            return new Draft("other-unit", talk.AsIs(talk.Fill("fahrenheit_ask", ("sr", talk.Quantity(s)))), $"Read {Lines.Who(s)} and tell it in Fahrenheit.", [$"Done($\"{s.Name} reads {{{s.Name}.Read() * 9 / 5 + 32:F1}} °F.\");"], f => f.End is { Ok: true } && f.Only()) { Subject = s };
        (_, string other, string[] said, string convert) = Units.First(u => u.Unit == s.Spec.Unit);
        return new Draft("other-unit", talk.AsIs(talk.Fill("unit_ask", ("sr", talk.Quantity(s)), ("u", talk.Dice.Of(said)))), $"Read {Lines.Who(s)} and tell it in {other}, that is {convert.Replace("/", "divided by", StringComparison.Ordinal).Replace("*", "times", StringComparison.Ordinal)}.",
            [$"Done($\"{s.Name} reads {{{s.Name}.Read() {convert}:F2}} {other}.\");"], f => f.End is { Ok: true } && f.Only())
        { Subject = s };
    }

    public static Draft? FahrenheitGoal(SynthRobot robot, Talk talk)
    {
        if (Goal.Draw(robot, talk, e => IsCelsius(e.Sensor) && !robot.Rules(e.Actuator).Any()) is not { } drawn) return null;
        double f = Math.Round(drawn.Value * 9 / 5 + 32);
        Goal goal = drawn with { Value = (f - 32) * 5 / 9 };
        string n = Lines.Number(f), reading = $"{goal.Sensor.Name}.Read() * 9 / 5 + 32";
        Goal said = goal with { Reading = reading, Value = f };
        return new Draft("fahrenheit-goal", talk.AsIs(talk.Fill("fahrenheit_until", ("ar", talk.Ref(goal.Actuator)), ("sr", talk.Quantity(goal.Sensor)), ("f", talk.Dice.Of([$"{n} °F", $"{n} degrees Fahrenheit", $"{n} F"])))), $"{SwitchingFamilies.Capital(said.Plan)} °F.",
            [.. said.Run(), $"Done($\"{goal.Sensor.Name} reads {{{reading}:F1}} °F.\");"], f => f.End is { Ok: true } && goal.IsReached(f))
        { Subject = goal.Actuator, Start = Starts.At(goal.Sensor, goal.Start) };
    }

    private static Draft? Past(SynthRobot robot, Talk talk, string list, string word, string meaning, Func<SynthDevice, string, (string Value, string Says)> answer)
    {
        SynthDevice? s = talk.Dice.OrNone(robot.Of("sensor"));
        if (s is null) return null;
        Duration past = Duration.AnyMinutes(talk.Dice, 720);
        (string value, string says) = answer(s, "h");
        return new Draft("stat-" + word, talk.AsIs(talk.Fill(list, ("sr", talk.Quantity(s)), ("ms", past.Said))), $"Take the {word} ({meaning}) of the last {past.PlainMinutes} of {Lines.Who(s)}.",
            [$"var h = History({s.Name}, {past.Minutes});", $"Done($\"{says}{value}.\");"], f => f.End is { Ok: true } && f.Only())
        { Subject = s };
    }

    private static bool IsCelsius(SynthDevice s) => s.Spec.Unit is "C" or "°C" or "degC";

}
