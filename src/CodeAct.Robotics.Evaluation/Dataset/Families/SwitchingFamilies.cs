using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>Commands of one device or several: as told, by a need, by a change, all of them.</summary>
internal static class SwitchingFamilies
{
    public static Draft? One(SynthRobot robot, Talk talk)
    {
        if (Acts.Any(robot, talk) is not { } act) return null;
        return new Draft("act-" + act.Device.Kind, talk.Sentence(act.Say), $"{Capital(act.Plan)}.", [.. act.Code, $"Done(\"{Capital(act.Did)}.\");"], f => act.Holds(f) && f.Only(act.Device)) { Subject = act.Device };
    }

    /// <summary>The phrases of the lists that name a device directly.</summary>
    public static Draft? Listed(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("relay", "dimmer", "servo", "stepper", "color-light", "motor").Where(d => !robot.Rules(d).Any()).ToArray());
        if (d is null || Acts.Of(d, talk) is not { } act) return null;
        string r = talk.Ref(d);
        Dice dice = talk.Dice;
        string? task = null;
        bool isPlace = act.Plan.Contains(", its", StringComparison.Ordinal) || act.Plan.Contains("the middle", StringComparison.Ordinal) || act.Plan.EndsWith(", home", StringComparison.Ordinal);
        if (act.Code is [_] && act.Did.EndsWith(" is on", StringComparison.Ordinal)) task = talk.Fill("on", ("r", r));
        else if (act.Code is [_] && act.Did.EndsWith(" is off", StringComparison.Ordinal)) task = talk.Fill("off", ("r", r));
        else if (act.Code is [var on, _, _] && act.Time.Length > 0 && on.EndsWith(".On();", StringComparison.Ordinal)) task = talk.Fill("on_for", ("r", r), ("st", act.Time));
        else if (act.Code is [var set] && d.Kind == "dimmer") task = talk.Fill("dim", ("r", r), ("ps", SpokenNumbers.Percent((int)Math.Round(100 * Argument(set)), dice)));
        else if (act.Code is [var move] && d.Kind == "servo" && !isPlace) task = talk.Fill("servo", ("r", r), ("x", Lines.Number(Argument(move))));
        else if (act.Code is [var step] && d.Kind == "stepper" && !isPlace) task = talk.Fill("stepper_to", ("r", r), ("x", Lines.Number(Argument(step))), ("u", d.Spec.Unit));
        else if (d.Kind == "color-light") task = talk.Fill("color", ("r", r), ("c", act.Did.Split(' ')[^1]));
        return task is null ? null : new Draft("listed-" + d.Kind, talk.AsIs(task), $"{Capital(act.Plan)}.", [.. act.Code, $"Done(\"{Capital(act.Did)}.\");"], f => act.Holds(f) && f.Only(d)) { Subject = d };
    }

    /// <summary>Somebody complains; the device that helps is to be found by what it is for.</summary>
    public static Draft? Need(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("relay", "dimmer").Where(d => talk.Bank.Of(d.Concept, "need_on").Length > 0 && !robot.Rules(d).Any()).ToArray());
        if (d is null) return null;
        bool off = talk.Dice.Chance(0.25) && d.Spec.Hold && talk.Own(d, "need_off") is not null;
        string need = talk.Own(d, off ? "need_off" : "need_on")!;
        string task = talk.AsIs(need);
        if (talk.Dice.Chance(0.25)) task = task.TrimEnd('.', '!') + talk.Dice.Of([", do something.", ". Can you help?", ". Please see to it.", ", could you fix that?"]);
        if (off)
            return new Draft("need-off", task, $"{Lines.Who(d)} should go off.", [Lines.Off(d), $"Done(\"{d.Name} is off.\");"], f => f.State(d).Value == 0 && f.Obeyed(d).Any() && f.Only(d)) { Subject = d, Start = Starts.At(d, 1) };
        if (d.Spec.Hold && d.Spec.Limits.MaxOn is null)
            return new Draft("need-on", task, $"{Lines.Who(d)} helps, switch it on.", [Lines.On(d), $"Done(\"{d.Name} is on.\");"], f => f.State(d).Value == 1 && f.Only(d)) { Subject = d };
        double seconds = Math.Min(d.Spec.Limits.MaxOn ?? 60, d.Spec.Hold ? 60 : 10);
        string n = Lines.Number(seconds);
        return new Draft("need-run", task, $"{Lines.Who(d)} helps, run it for {n} s.", [Lines.On(d), $"Wait({n});", Lines.Off(d), $"Done(\"{d.Name} was on for {n} s.\");"], f => f.Obeyed(d).Count() == 2 && f.Only(d)) { Subject = d };
    }

    public static Draft? Relative(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("dimmer").Where(d => d.Spec.Hold && !robot.Rules(d).Any()).ToArray());
        if (d is null) return null;
        bool more = talk.Dice.Chance(0.5);
        double start = talk.Dice.Of([0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]);
        string own = talk.Own(d, more ? "more" : "less") ?? $"turn {talk.Ref(d)} {(more ? "up" : "down")} a bit";
        double by = 0.2;
        bool listed = talk.Dice.Chance(0.5);
        if (listed)
        {
            int percent = talk.Dice.Of([5, 10, 15, 20, 25, 30]);
            by = percent / 100.0;
            own = talk.Fill(more ? "relative_up" : "relative_down", ("r", talk.Ref(d)), ("p", SpokenNumbers.Percent(percent, talk.Dice)));
        }
        double target = Math.Clamp(start + (more ? by : -by), 0, 1);
        string code = more ? $"{d.Name}.Set(Math.Min(1, {d.Name}.Level + {Lines.Number(by)}));" : $"{d.Name}.Set(Math.Max(0, {d.Name}.Level - {Lines.Number(by)}));";
        return new Draft("relative", listed ? talk.AsIs(own) : talk.Sentence(own), $"{Lines.Who(d)}: {(more ? "raise" : "lower")} its level by {Lines.Number(by)}.", [code, $"Done($\"{d.Name} is at {{{d.Name}.Level * 100:F0}} %.\");"],
            f => Facts.Near(f.State(d).Value, target, 0.02))
        { Subject = d, Start = Starts.At(d, start) };
    }

    public static Draft? StepBy(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("stepper"));
        if (d?.Spec.Range is not { } range) return null;
        double start = talk.Dice.Round(range.Low + (range.High - range.Low) * 0.3, range.Low + (range.High - range.Low) * 0.6);
        double by = Math.Max(1, Math.Round(talk.Dice.Round(0, (range.High - range.Low) * 0.25)));
        DeviceEnds? ends = DeviceEnds.Of(d.Spec);
        bool back = talk.Dice.Chance(0.4), own = talk.Own(d, back ? "back" : "by") is not null && DeviceEnds.Told(d.Spec) is null;
        string n = Lines.Number(by), amount = d.Spec.Unit.Length > 0 ? $"{n} {d.Spec.Unit}" : n;
        if (d.Spec.Unit == "%") amount = SpokenNumbers.Percent((int)by, talk.Dice);
        string say = own && talk.Dice.Chance(0.5) ? Talk.Fill("by", talk.Own(d, back ? "back" : "by")!, ("x", n), ("r", talk.Ref(d)), ("u", d.Spec.Unit))
            : ends is { } told && talk.Dice.Chance(0.7) ? talk.Fill(told.Closed > told.Open == back ? "open_more" : "close_more", ("r", talk.Ref(d)), ("x", amount))
            : !back && talk.Dice.Chance(0.4) ? talk.Fill("stepper_by", ("r", talk.Ref(d)), ("x", n), ("u", d.Spec.Unit)) : talk.Fill(back ? "less_pos" : "more_pos", ("r", talk.Ref(d)), ("x", amount));
        string signed = back ? $"-{n}" : n;
        return new Draft("step-by", talk.AsIs(say), $"Move {Lines.Who(d)} by {signed}.", [$"{d.Name}.MoveBy({signed});", $"Done($\"{d.Name} is at {{{d.Name}.Position:F1}}{d.UnitText}.\");"],
            f => Facts.Near(f.State(d).Value, start + (back ? -by : by), 0.6))
        { Subject = d, Start = Starts.At(d, start) };
    }

    public static Draft? Blink(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("relay").Where(d => !robot.Rules(d).Any() && d.Spec.Limits.MinOff is null or <= 20).ToArray());
        if (d is null) return null;
        int k = talk.Dice.Of([2, 3, 4, 5, 6, 7, 8, 10, 12]);
        string rest = Lines.Number(Math.Max(1, d.Spec.Limits.MinOff ?? 1));
        string why = d.Spec.Limits.MinOff is { } off ? $", with {Lines.Number(off)} s off between" : "";
        return new Draft("blink", talk.AsIs(talk.Fill("blink", ("r", talk.Ref(d)), ("k", SpokenNumbers.Count(k, talk.Dice)))), $"Switch {Lines.Who(d)} on and off {k} times{why}.",
            [.. Loop(d, k, "1", rest), $"Done(\"{d.Name} went on and off {k} times.\");"], f => f.Obeyed(d).Count(c => c.Member == "On") >= k && f.State(d).Value == 0)
        {
            Subject = d,
            Hasty = d.Spec.Limits.MinOff is > 1 ? new($"Switch {Lines.Who(d)} on and off {k} times.", [.. Loop(d, k, "1", "1"), $"Done(\"{d.Name} went on and off {k} times.\");"], "min-off") : null,
        };
    }

    public static Draft? AllOff(SynthRobot robot, Talk talk)
    {
        IReadOnlyList<SynthDevice> all = robot.Of("relay", "dimmer", "color-light", "motor", "drive");
        if (all.Count is < 2 or > 8) return null;
        SynthDevice[] on = [.. talk.Dice.Some([.. all.Where(d => d.Kind is "relay" or "dimmer" && d.Spec.Hold)], 2)];
        return new Draft("all-off", talk.AsIs(talk.Dice.Of(talk.Bank["all_off"])), "Switch every device off.", [.. all.Select(d => d.Kind == "color-light" ? $"{d.Name}.Off();" : Lines.Off(d) is var off && d.Kind == "drive" ? $"{d.Name}.Stop();" : off), "Done(\"Everything is off.\");"],
            f => robot.Of("relay", "dimmer").All(d => f.State(d).Value == 0))
        { Start = on.ToDictionary(d => d.Name, _ => Simulators.StartValue.Of(1)) };
    }

    private static IEnumerable<string> Loop(SynthDevice d, int times, string on, string off) =>
        [$"for (int i = 0; i < {times}; i++)", "{", $"    {d.Name}.On();", $"    Wait({on});", $"    {d.Name}.Off();", $"    Wait({off});", "}"];

    private static double Argument(string call) => double.Parse(call.AsSpan(call.IndexOf('(', StringComparison.Ordinal) + 1, call.IndexOf(')', StringComparison.Ordinal) - call.IndexOf('(', StringComparison.Ordinal) - 1), System.Globalization.CultureInfo.InvariantCulture);

    public static string Capital(string text) => char.ToUpper(text[0], System.Globalization.CultureInfo.InvariantCulture) + text[1..];
}
