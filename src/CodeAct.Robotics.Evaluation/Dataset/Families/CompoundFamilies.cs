using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Simulators;

namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>Two wishes that hang together: until and then, act and question, first this where that is low, groups, there and back.</summary>
internal static class CompoundFamilies
{
    public static Draft? UntilThen(SynthRobot robot, Talk talk)
    {
        if (Goal.Draw(robot, talk) is not { } goal) return null;
        (string[] before, string why, string[] after) = Lines.Prepare(robot, goal.Actuator)!.Value;
        Act? act = goal.Actuator is { Kind: "dimmer", Spec.Hold: true } && talk.Dice.Chance(0.5) ? Leave(goal.Actuator, talk) : Acts.Any(robot, talk, goal.Actuator);
        if (act is null) return null;
        bool same = act.Device == goal.Actuator;
        (string Slot, string Text)[] slots = [("ar", talk.Ref(goal.Actuator)), ("sr", talk.Quantity(goal.Sensor)), ("word", goal.Up ? "above" : "below"), ("v", Said(goal, talk)), ("act", act.Say)];
        string task = talk.Fill(talk.Dice.Of(["until_then", "until_for"]), slots);
        if (talk.Dice.Chance(0.15)) task = $"{task.TrimEnd('.', '!')}. {SwitchingFamilies.Capital(talk.Fill("note_slow", ("s", talk.Ref(goal.Sensor))))}";
        return new Draft("until-then", talk.AsIs(task), $"{SwitchingFamilies.Capital(goal.Plan)}, then {act.Plan}.{(why.Length > 0 ? $" {goal.Actuator.Name}{why}" : "")}",
            [.. before, .. same ? goal.Run().SkipLast(1) : goal.Run(), .. same ? [] : after, .. act.Code, $"Done($\"{goal.Sensor.Name} reads {Lines.Reading(goal.Sensor, $"{goal.Sensor.Name}.Read()")}, and {act.Did}.\");"],
            f => f.End is { Ok: true } && goal.IsReached(f) && act.Holds(f))
        { Subject = goal.Actuator, Start = Starts.At(goal.Sensor, goal.Start) };
    }

    public static Draft? ActAndRead(SynthRobot robot, Talk talk)
    {
        SynthDevice? s = talk.Dice.OrNone(robot.Of("sensor").Where(s => robot.Effects.All(e => e.Sensor != s)).ToArray());
        if (s is null || Acts.Any(robot, talk) is not { } act) return null;
        string task = talk.Own(s, "question") is { } question && talk.Dice.Chance(0.5)
            ? talk.Dice.Of([$"{act.Say}. {SwitchingFamilies.Capital(question)}", $"{act.Say}. And {question}", $"{SwitchingFamilies.Capital(question)} And {act.Say}, please."])
            : talk.Fill("act_and_read", ("act", act.Say), ("sr", talk.Quantity(s)));
        return new Draft("act-and-read", talk.AsIs(task), $"{SwitchingFamilies.Capital(act.Plan)}, then read {Lines.Who(s)}.",
            [.. act.Code, $"Done($\"{SwitchingFamilies.Capital(act.Did)}, and {s.Name} reads {Lines.Reading(s, $"{s.Name}.Read()")}.\");"], f => f.End is { Ok: true } && act.Holds(f) && f.Only(act.Device))
        { Subject = s };
    }

    public static Draft? FirstIf(SynthRobot robot, Talk talk)
    {
        if (Goal.Draw(robot, talk, e => e.Rate > 0 && !robot.Rules(e.Actuator).Any()) is not { } goal || Acts.Any(robot, talk, goal.Actuator) is not { } act) return null;
        bool low = talk.Dice.Chance(0.65);
        double start = low ? goal.Start : goal.Value + Math.Abs(goal.Value - goal.Start) * 0.5;
        if (goal.Sensor.Spec.Range is { } range && !range.Contains(start)) return null;
        string task = talk.Fill("first_if", ("act", act.Say), ("sr", talk.Quantity(goal.Sensor)), ("v", Said(goal, talk)), ("b1", talk.Ref(goal.Actuator)));
        return new Draft("first-if", talk.AsIs(task), $"If {Lines.Who(goal.Sensor)} is below {goal.Number}, {goal.Plan.Replace($" until {Lines.Who(goal.Sensor)} is {goal.Number}", " until it is there", StringComparison.Ordinal)}. Then {act.Plan}.",
            [$"if ({goal.Missing})", "{", .. goal.Run().Select(l => "    " + l), "}", .. act.Code, $"Done($\"{goal.Sensor.Name} reads {Lines.Reading(goal.Sensor, $"{goal.Sensor.Name}.Read()")}, and {act.Did}.\");"],
            f => f.End is { Ok: true } && goal.IsReached(f) && act.Holds(f) && f.Obeyed(goal.Actuator).Any() == low)
        { Subject = goal.Sensor, Start = Starts.At(goal.Sensor, start) };
    }

    public static Draft? TwoWhen(SynthRobot robot, Talk talk)
    {
        SynthDevice? x = talk.Dice.OrNone(robot.Of("input").Where(x => talk.Bank.Of(x.Concept, "when").Length > 0).ToArray());
        if (x is null || Acts.Any(robot, talk) is not { } a || Acts.Any(robot, talk, a.Device) is not { } b) return null;
        double from = talk.Dice.Round(5, 300);
        string task = talk.Fill("two_when", ("c", ControlFamilies.Clause(talk.Own(x, "when")!)), ("a", a.Say), ("b", b.Say));
        return new Draft("two-when", talk.AsIs(task), $"Wait for {Lines.Who(x)}, then {a.Plan} and {b.Plan}.",
            [$"if (!{x.Name}.WaitFor(true, 3600)) Fail(\"{x.Name} did not become active within an hour.\");", .. a.Code, .. b.Code, $"Done(\"{x.Name} became active, so {a.Did} and {b.Did}.\");"],
            f => f.End is { Ok: true } && a.Holds(f) && b.Holds(f) && f.Obeyed(a.Device).FirstOrDefault()?.Time >= from)
        { Subject = x, Start = Starts.Window(x, from, from + 400) };
    }

    /// <summary>Once an input has been quiet for a while.</summary>
    public static Draft? Quiet(SynthRobot robot, Talk talk)
    {
        SynthDevice? x = talk.Dice.OrNone(robot.Of("input"));
        if (x is null || Acts.Any(robot, talk) is not { } act) return null;
        Duration span = Duration.Any(talk.Dice, 60, 900);
        int seconds = span.Seconds;
        double last = talk.Dice.Round(30, 400);
        TimeWindow[] windows = [new(last / 3, last / 3 + 5), new(last - 8, last)];
        string task = talk.Fill("quiet", ("x", talk.Ref(x)), ("t", span.Said), ("act", act.Say));
        return new Draft("quiet", talk.AsIs(task), $"Wait until {Lines.Who(x)} has not been active for {span.Plain}, then {act.Plan}.",
            ["double since = Now;", $"while (Now - since < {span.Code})", "{", $"    if ({x.Name}.IsActive) since = Now;", "    Wait(1);", "}", .. act.Code, $"Done(\"{x.Name} was quiet for {span.Plain}, so {act.Did}.\");"],
            f => f.End is { Ok: true } && act.Holds(f) && f.Obeyed(act.Device).FirstOrDefault()?.Time is { } time && time >= Quieted(windows, seconds) - 2 && time <= Quieted(windows, seconds) + 5)
        { Subject = x, Start = new Dictionary<string, StartValue> { [x.Name] = StartValue.Of(windows) } };
    }

    public static Draft? MoveBack(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("servo", "stepper").Where(d => !robot.Rules(d).Any()).ToArray());
        if (d?.Spec.Range is not { } range) return null;
        string unit = d.Kind == "servo" ? " degrees" : d.UnitText, state = d.Kind == "servo" ? "Angle" : "Position";
        double start = talk.Dice.Round(range.Low, range.High), x = talk.Dice.Round(range.Low, range.High);
        Duration span = Duration.Any(talk.Dice, 2, 600);
        bool named = talk.Dice.Chance(0.5);
        (double y, string said) = talk.Dice.Next(3) switch
        {
            0 => ((range.Low + range.High) / 2, talk.Dice.Of(["the middle", "the centre", "the middle position", "the mid position"])),
            1 when range.Contains(0) => (0, talk.Dice.Of(["zero", $"0{unit}", "its zero position"])),
            _ => talk.Dice.Round(range.Low, range.High) is var z ? (z, Lines.Number(z) + unit) : default,
        };
        if (Math.Abs(x - start) < 2 || named && Math.Abs(x - y) < 2) return null;
        (string Slot, string Text)[] slots = [("r", talk.Ref(d)), ("x", Lines.Number(x) + unit), ("s", span.Said), ("y", said)];
        bool middle = named && said.Contains("mid", StringComparison.Ordinal) || named && said.Contains("centre", StringComparison.Ordinal);
        string n = Lines.Number(x), home = middle ? $"({Lines.Number(range.Low)} + {Lines.Number(range.High)}) / 2.0" : Lines.Number(y), place = middle ? $"the middle of {Lines.Number(range.Low)} to {Lines.Number(range.High)}" : home;
        return new Draft("move-back", talk.AsIs(talk.Fill(named ? "move_back_to" : "move_back", slots)), $"Move {Lines.Who(d)} to {n}, wait {span.Plain}, then move it {(named ? $"to {place}" : "back to where it was")}.",
            [.. named ? (string[])[] : [$"double before = {d.Name}.{state};"], $"{d.Name}.MoveTo({n});", $"Wait({span.Code});", $"{d.Name}.MoveTo({(named ? home : "before")});", $"Done($\"{d.Name} is back at {{{d.Name}.{state}:F0}}{unit}.\");"],
            f => f.End is { Ok: true } && Facts.Near(f.State(d).Value, named ? y : start, 0.6) && f.Obeyed(d).Count() == 2 && f.Only(d))
        { Subject = d, Start = Starts.At(d, start) };
    }

    private static double Quieted(TimeWindow[] windows, int seconds)
    {
        double since = 0;
        foreach (TimeWindow window in windows)
        {
            if (window.From - since >= seconds) break;
            since = window.To;
        }
        return since + seconds;
    }

    private static Act Leave(SynthDevice d, Talk talk)
    {
        int percent = talk.Dice.Of([5, 10, 15, 20, 25, 30, 40, 50]);
        return new(d, $"leave {(talk.Dice.Chance(0.5) ? "it" : talk.Ref(d))} at {SpokenNumbers.Percent(percent, talk.Dice)}", $"leave it at {Lines.Number(percent / 100.0)}", [$"{d.Name}.Set({Lines.Number(percent / 100.0)});"], $"{d.Name} is at {percent} %", f => Facts.Near(f.State(d).Value, percent / 100.0, 0.011));
    }

    public static string Said(Goal goal, Talk talk) => SpokenNumbers.Value(goal.Value, talk.Dice) + (talk.Dice.Chance(0.6) ? goal.Sensor.UnitText : "");
}
