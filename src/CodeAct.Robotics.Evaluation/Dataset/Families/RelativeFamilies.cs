namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>Changes that are told from where things stand: warmer by so much, further by so much, half of what it is, as it was.</summary>
internal static class RelativeFamilies
{
    private static readonly (double Factor, string[] Words)[] Factors =
        [(0.5, ["half", "half", "50 %", "fifty percent"]), (0.25, ["a quarter", "25 %"]), (0.75, ["three quarters", "75 %"]), (0.333, ["a third", "one third"]), (2, ["double", "twice", "two times"]), (1.5, ["one and a half times", "150 %"])];

    /// <summary>A sensor brought up or down by an amount.</summary>
    public static Draft? ReachBy(SynthRobot robot, Talk talk)
    {
        if (Goal.Draw(robot, talk, e => !robot.Rules(e.Actuator).Any()) is not { } drawn) return null;
        double span = Math.Abs(drawn.Value - drawn.Start), by = talk.Dice.Round(span * 0.5, span);
        if (by <= 0) return null;
        (SynthDevice a, SynthDevice s, bool up) = (drawn.Actuator, drawn.Sensor, drawn.Up);
        Goal goal = drawn with { Value = drawn.Start + (up ? by : -by), Local = "goal" };
        string n = Lines.Number(by), said = SpokenNumbers.Value(by, talk.Dice) + s.UnitText;
        string task = talk.Fill(up ? "reach_by_up" : "reach_by_down", ("sr", talk.Quantity(s)), ("ar", talk.Ref(a)), ("v", said));
        string bursts = a.Spec.Limits.MaxOn is { } most ? $" in bursts of {Lines.Number(most)} s" : "";
        return new Draft("reach-by", talk.AsIs(task), $"Run {Lines.Who(a)}{bursts} until {Lines.Who(s)} is {n} {(up ? "more" : "less")} than it was.",
            [$"double goal = {s.Name}.Read() {(up ? "+" : "-")} {n};", .. goal.Run(), goal.Done], f => f.End is { Ok: true } && goal.IsReached(f) && f.Only(a))
        { Subject = a, Start = Starts.At(s, goal.Start) };
    }

    /// <summary>A servo further by so many degrees; it knows only where to go, so the code adds.</summary>
    public static Draft? ServoBy(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("servo").Where(d => !robot.Rules(d).Any()).ToArray());
        if (d?.Spec.Range is not { } range) return null;
        double width = range.High - range.Low, start = Math.Round(range.Low + width * talk.Dice.Real(0.3, 0.6)), by = Math.Max(2, Math.Round(talk.Dice.Round(0, width * 0.25)));
        bool back = talk.Dice.Chance(0.4);
        string n = Lines.Number(by), amount = talk.Dice.Of([$"{n} degrees", $"{n}°", by < 100 ? $"{SpokenNumbers.Words((int)by)} degrees" : $"{n} degrees"]);
        string say = Robots.DeviceEnds.Of(d.Spec) is { } ends && talk.Dice.Chance(0.5) ? talk.Fill(ends.Closed > ends.Open == back ? "open_more" : "close_more", ("r", talk.Ref(d)), ("x", amount))
            : talk.Fill(back ? "less_pos" : "more_pos", ("r", talk.Ref(d)), ("x", amount));
        return new Draft("servo-by", talk.AsIs(say), $"Move {Lines.Who(d)} by {(back ? "-" : "")}{n}.", [$"{d.Name}.MoveTo({d.Name}.Angle {(back ? "-" : "+")} {n});", $"Done($\"{d.Name} is at {{{d.Name}.Angle:F0}} degrees.\");"],
            f => Facts.Near(f.State(d).Value, start + (back ? -by : by), 0.6) && f.Only(d))
        { Subject = d, Start = Starts.At(d, start) };
    }

    /// <summary>A level at a part of what it is, or a multiple.</summary>
    public static Draft? Scale(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("dimmer").Where(d => d.Spec.Hold && !robot.Rules(d).Any()).ToArray());
        if (d is null) return null;
        (double factor, string[] words) = talk.Dice.Of(Factors);
        double start = talk.Dice.Between(factor > 1 ? 10 : 30, factor > 1 ? 50 : 100) / 100.0;
        string n = Lines.Number(factor), level = $"{d.Name}.Level * {n}";
        return new Draft("scale", talk.AsIs(talk.Fill("scale", ("r", talk.Ref(d)), ("f", talk.Dice.Of(words)))), $"{Lines.Who(d)}: set its level to {n} times what it is.",
            [$"{d.Name}.Set({(factor > 1 ? $"Math.Min(1, {level})" : level)});", $"Done($\"{d.Name} is at {{{d.Name}.Level * 100:F0}} %.\");"], f => Facts.Near(f.State(d).Value, Math.Min(1, start * factor), 0.02) && f.Only(d))
        { Subject = d, Start = Starts.At(d, start) };
    }

    /// <summary>Another level for a time, then the one that it had.</summary>
    public static Draft? Pause(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("dimmer").Where(d => d.Spec.Hold && !robot.Rules(d).Any()).ToArray());
        if (d is null) return null;
        int percent = talk.Dice.Of([0, 0, 0, 5, 10, 20, 50, 75, 100]);
        double start = talk.Dice.Between(11, 95) / 100.0;
        Duration span = Duration.Any(talk.Dice, 3, 3600);
        string level = Lines.Number(percent / 100.0);
        string task = percent == 0 ? talk.Fill("pause_off", ("r", talk.Ref(d)), ("t", span.Said)) : talk.Fill("pause_at", ("r", talk.Ref(d)), ("p", SpokenNumbers.Percent(percent, talk.Dice)), ("t", span.Said));
        return new Draft("pause", talk.AsIs(task), $"Set {Lines.Who(d)} to {level} for {span.Plain}, then back to what it was.",
            [$"double before = {d.Name}.Level;", $"{d.Name}.Set({level});", $"Wait({span.Code});", $"{d.Name}.Set(before);", $"Done($\"{d.Name} is back at {{{d.Name}.Level * 100:F0}} %.\");"],
            f => f.End is { Ok: true } && Facts.Near(f.State(d).Value, start, 0.01) && f.Obeyed(d).Count() == 2 && f.Governor.Now >= span.Seconds && f.Only(d))
        { Subject = d, Start = Starts.At(d, start) };
    }

    /// <summary>How far a reading is from a value.</summary>
    public static Draft? ShortOf(SynthRobot robot, Talk talk)
    {
        SynthDevice? s = talk.Dice.OrNone(robot.Of("sensor"));
        if (s is null) return null;
        (double low, double high) = ControlFamilies.Plausible(s);
        double v = talk.Dice.Round(low, high), start = talk.Dice.Real(low, high);
        string n = Lines.Number(v), far = Lines.Reading(s, $"Math.Abs({n} - {s.Name}.Read())");
        return new Draft("short-of", talk.AsIs(talk.Fill("short_of", ("sr", talk.Quantity(s)), ("v", SpokenNumbers.Value(v, talk.Dice) + s.UnitText))), $"Read {Lines.Who(s)} and tell how far it is from {n}.",
            [$"Done($\"{s.Name} is {far} from {n}.\");"], f => ReadingFamilies.Tells(f, Math.Abs(v - f.State(s).Value), (high - low) * 0.02) && f.Only())
        { Subject = s, Start = Starts.At(s, start) };
    }
}
