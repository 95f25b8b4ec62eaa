using CodeAct.Robotics.Simulators;

namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>Tasks that reckon with what fails: gauges that stick or are off, devices that don't obey, a way that is blocked.</summary>
internal static class FaultFamilies
{
    /// <summary>A goal, watched: where the reading does not react, it is given up.</summary>
    public static Draft? Watch(SynthRobot robot, Talk talk)
    {
        if (Goal.Draw(robot, talk, e => !robot.Rules(e.Actuator).Any()) is not { } goal) return null;
        (SynthDevice a, SynthDevice s) = (goal.Actuator, goal.Sensor);
        double trial = Math.Min(20, a.Spec.Limits.MaxOn ?? 20);
        if (Math.Abs(goal.Value - goal.Start) < 1.5 * Math.Abs(goal.Rate) * trial) return null;
        bool stuck = talk.Dice.Chance(0.5);
        string t = Lines.Number(trial), least = Small(Math.Abs(goal.Rate) * trial * 0.25), rest = Lines.Number(a.Spec.Limits.MinOff ?? 0);
        string fail = $"Fail(\"{s.Name} does not react to {a.Name}, so it was stopped.\");";
        string[] check = a.Spec.Limits.MaxOn is null
            ? [$"if (Math.Abs({s.Name}.Read() - before) < {least})", "{", $"    {Lines.Off(a)}", $"    {fail}", "}", .. goal.Run().Skip(1)]
            : [Lines.Off(a), $"if (Math.Abs({s.Name}.Read() - before) < {least}) {fail}", $"Wait({rest});", .. goal.Run()];
        string task = talk.Fill("watch", ("ar", talk.Ref(a)), ("sr", talk.Quantity(s)), ("v", CompoundFamilies.Said(goal, talk)));
        return new Draft("watch", talk.AsIs(task), $"Run {Lines.Who(a)} for {t} s and look whether {Lines.Who(s)} changes. If not, stop, else go on until {goal.Number}.",
            [$"double before = {s.Name}.Read();", Lines.On(a), $"Wait({t});", .. check, goal.Done], f => stuck ? f.End is { Ok: false } && f.State(a).Value == 0 : f.End is { Ok: true } && goal.IsReached(f))
        { Refuses = stuck, Start = Starts.At(s, goal.Start), Faults = stuck ? [new Fault { Kind = FaultKind.Stuck, Device = s.Name }] : [] };
    }

    /// <summary>This, or that where this is broken.</summary>
    public static Draft? Fallback(SynthRobot robot, Talk talk)
    {
        if (Acts.Any(robot, talk) is not { } a || Acts.Any(robot, talk, a.Device) is not { } b) return null;
        bool broken = talk.Dice.Chance(0.6);
        string task = talk.AsIs(talk.Fill("fallback", ("a", a.Say), ("b", b.Say))), plan = $"{SwitchingFamilies.Capital(a.Plan)}. If it does not obey, {b.Plan}.";
        string instead = $"Done(\"{a.Device.Name} does not work, so {b.Did}.\");", well = $"Done(\"{SwitchingFamilies.Capital(a.Did)}.\");";
        string[] code = ["try", "{", .. Indented([.. a.Code, well]), "}", "catch (DeviceException)", "{", .. Indented([.. b.Code, instead]), "}"];
        bool turns = broken && talk.Dice.Chance(0.5);
        return new Draft("fallback", task, plan, code, f => f.End is { Ok: true } && (broken ? b.Holds(f) : a.Holds(f) && f.Only(a.Device)))
        {
            Faults = broken ? [new Fault { Kind = FaultKind.Refuse, Device = a.Device.Name }] : [],
            Hasty = turns ? new($"{SwitchingFamilies.Capital(a.Plan)} first.", [.. a.Code, well], "device-fault") { IsRight = true, Always = true, Second = ($"{a.Device.Name} does not obey, so {b.Plan}.", [.. b.Code, instead]) } : null,
        };
    }

    /// <summary>No power for a while: the same again, later.</summary>
    public static Draft? PowerCut(SynthRobot robot, Talk talk)
    {
        if (Acts.Any(robot, talk) is not { } first) return null;
        Act? second = talk.Dice.Chance(0.5) ? Acts.Any(robot, talk, first.Device) : null;
        IReadOnlyList<Act> acts = second is null ? [first] : [first, second];
        string say = string.Join(" and ", acts.Select(a => a.Say)), plan = string.Join(", then ", acts.Select(a => a.Plan)), did = string.Join(" and ", acts.Select(a => a.Did));
        string[] code = [.. acts.SelectMany(a => a.Code), $"Done(\"{SwitchingFamilies.Capital(did)}.\");"];
        bool dark = talk.Dice.Chance(0.7), turns = dark && talk.Dice.Chance(0.6);
        string[] loop = ["for (int i = 0; i < 5; i++)", "{", "    try", "    {", .. Indented(Indented(code)), "    }", "    catch (DeviceException)", "    {", "        Wait(60);", "    }", "}", $"Fail(\"{first.Device.Name} does not respond.\");"];
        return new Draft("power-cut", talk.AsIs(talk.Fill("power_cut", ("a", say))), $"Try to {plan}. If that fails, wait a minute and try again.", loop, f => f.End is { Ok: true } && acts.All(a => a.Holds(f)))
        {
            Faults = dark ? [new Fault { Kind = FaultKind.Brownout, For = talk.Dice.Of([10, 20, 30, 45, 55]) }] : [],
            Hasty = turns ? new($"{SwitchingFamilies.Capital(plan)}.", code, "device-fault") { IsRight = true, Always = true, Second = ($"{first.Device.Name} has no power, so wait a minute and try again.", ["Wait(60);", .. code]) } : null,
        };
    }

    /// <summary>A gauge that shows too much or too little.</summary>
    public static Draft? Offset(SynthRobot robot, Talk talk)
    {
        if (Goal.Draw(robot, talk) is not { } drawn || drawn.Sensor.Spec.Range is not { } range) return null;
        bool high = talk.Dice.Chance(0.6);
        double off = Math.Max(1, talk.Dice.Round((range.High - range.Low) * 0.02, (range.High - range.Low) * 0.1));
        SynthDevice s = drawn.Sensor;
        string o = Lines.Number(off), real = $"{s.Name}.Read() {(high ? "-" : "+")} {o}";
        Goal goal = drawn with { Reading = real };
        (string[] before, string why, string[] after) = Lines.Prepare(robot, goal.Actuator)!.Value;
        string task = talk.Fill(high ? "offset_high" : "offset_low", ("sr", talk.Quantity(s)), ("o", o + s.UnitText), ("ar", talk.Ref(goal.Actuator)), ("v", CompoundFamilies.Said(goal, talk)));
        return new Draft("offset", talk.AsIs(task), $"{s.Name} shows {o} too {(high ? "much" : "little")}, so {(high ? "subtract" : "add")} {o}. {SwitchingFamilies.Capital(goal.Plan)}.{(why.Length > 0 ? $" {goal.Actuator.Name}{why}" : "")}",
            [.. before, .. goal.Run(), .. after, $"Done($\"{s.Name} is really {Lines.Reading(s, real)}.\");"], f => f.End is { Ok: true } && goal.IsReached(f) && (goal.Up ? f.State(s).Value < goal.Value + (range.High - range.Low) * 0.05 : f.State(s).Value > goal.Value - (range.High - range.Low) * 0.05))
        { Start = Starts.At(s, goal.Start), Faults = [new Fault { Kind = FaultKind.Bias, Device = s.Name, Offset = high ? off : -off }] };
    }

    public static Draft? ThereAndBack(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("drive"));
        if (d is null) return null;
        double m = talk.Dice.Of([1, 1.5, 2, 2.5, 3, 4, 5]);
        string n = Lines.Number(m), said = talk.Dice.Of([$"{n} m", $"{n} metres", $"{n} meters", m == Math.Floor(m) ? $"{SpokenNumbers.Words((int)m)} {(m == 1 ? "metre" : "metres")}" : $"{m * 100:F0} cm"]);
        string[] back = [$"double got = {d.Name}.Pose.X;", $"{d.Name}.Forward(-got);", $"Done($\"{d.Name} got {{got:F2}} m and is back.\");"];
        string free = $"Done(\"{d.Name} drove {n} m, nothing was in the way.\");";
        bool turns = talk.Dice.Chance(0.5);
        return new Draft("there-and-back", talk.AsIs(talk.Fill("there_back", ("d", said))), $"Drive {Lines.Who(d)} by {n} m. If it is blocked, drive back by what it got.",
            ["try", "{", $"    {d.Name}.Forward({n});", $"    {free}", "}", "catch (DeviceException)", "{", .. Indented(back), "}"],
            f => f.End is { Ok: true } && (f.Governor.Trace.Any(c => c.Refused is not null) || f.Obeyed(d).Count() > 1 ? Math.Abs(f.State(d).Value) < 0.15 : Facts.Near(f.State(d).Value, m, 0.05)))
        { Subject = d, Hasty = turns ? new($"Drive {Lines.Who(d)} by {n} m.", [$"{d.Name}.Forward({n});", free], "blocked") { IsRight = true, Always = true, Second = ($"{d.Name} was blocked, so drive back by what it got.", back) } : null };
    }

    private static string[] Indented(IEnumerable<string> lines) => [.. lines.Select(l => "    " + l)];

    private static string Small(double value) => value >= 1 ? Lines.Number(Math.Round(value, 1)) : Lines.Number(Math.Max(0.001, Math.Round(value, 3)));
}
