using CodeAct.Robotics.Simulators;

namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>What hangs on an input: if it is active or not, once it is over, each time it comes.</summary>
internal static class InputFamilies
{
    public static Draft? Condition(SynthRobot robot, Talk talk)
    {
        if (Spoken(robot, talk) is not { } x || Acts.Any(robot, talk) is not { } act) return null;
        Act? other = talk.Dice.Chance(0.55) ? Acts.Any(robot, talk, act.Device) : null;
        bool whenActive = talk.Dice.Chance(0.65), isActive = talk.Dice.Chance(0.5), holds = whenActive == isActive;
        string clause = State(x, talk, whenActive), opposite = State(x, talk, !whenActive);
        string task = other is null ? talk.Fill("input_if", ("c", clause), ("act", act.Say))
            : talk.Dice.Chance(0.4) ? talk.Fill("input_if_both", ("c", clause), ("d", opposite), ("act", act.Say), ("off", other.Say))
            : talk.Fill("input_if_else", ("c", clause), ("act", act.Say), ("off", other.Say));
        string not = whenActive ? "" : "not ", is1 = $"{x.Name} is {not}active", is2 = $"{x.Name} is {(whenActive ? "not " : "")}active";
        string[] code =
        [
            $"if ({(whenActive ? "" : "!")}{x.Name}.IsActive)", "{", .. act.Code.Select(Lines.Indent), $"    Done(\"{is1}, so {act.Did}.\");", "}",
            .. other is null ? (string[])[$"Done(\"{is2}, so nothing was done.\");"] : ["else", "{", .. other.Code.Select(Lines.Indent), $"    Done(\"{is2}, so {other.Did}.\");", "}"],
        ];
        SynthDevice[] touched = holds ? [act.Device] : other is null ? [] : [other.Device];
        return new Draft(other is null ? "input-if" : "input-if-else", talk.AsIs(task), $"If {Lines.Who(x)} is {not}active, {act.Plan}{(other is null ? "" : $", else {other.Plan}")}.", code,
            f => f.End is { Ok: true } && (holds ? act.Holds(f) : other?.Holds(f) ?? true) && f.Only(touched))
        { Subject = x, Start = Starts.Input(x, isActive) };
    }

    /// <summary>Once what is there now is over.</summary>
    public static Draft? Over(SynthRobot robot, Talk talk)
    {
        if (Spoken(robot, talk) is not { } x || Acts.Any(robot, talk) is not { } act) return null;
        double until = talk.Dice.Round(20, 400);
        string task = talk.Fill("input_over", ("c", State(x, talk, true)), ("d", State(x, talk, false)), ("act", act.Say));
        return new Draft("input-over", talk.AsIs(task), $"Wait until {Lines.Who(x)} is not active, then {act.Plan}.",
            [$"if (!{x.Name}.WaitFor(false, 3600)) Fail(\"{x.Name} was active for an hour.\");", .. act.Code, $"Done(\"{x.Name} is not active, so {act.Did}.\");"],
            f => f.End is { Ok: true } && act.Holds(f) && f.Only(act.Device) && f.Obeyed(act.Device).FirstOrDefault()?.Time >= until - 1)
        { Subject = x, Start = Starts.Window(x, 0, until) };
    }

    /// <summary>Again and again, a number of times.</summary>
    public static Draft? EachTime(SynthRobot robot, Talk talk)
    {
        SynthDevice? x = talk.Dice.OrNone(robot.Of("input").Where(x => talk.Bank.Of(x.Concept, "when").Length > 0).ToArray());
        SynthDevice? d = talk.Dice.OrNone(robot.Of("buzzer", "relay").Where(d => d.Spec.Limits.MinOff is null && !robot.Rules(d).Any()).ToArray());
        if (x is null || d is null) return null;
        int times = talk.Dice.Between(2, 5), seconds = Math.Min(talk.Dice.Of([2, 3, 5, 10]), (int)(d.Spec.Limits.MaxOn ?? 10));
        bool beeps = d.Kind == "buzzer";
        Duration on = Duration.Say(Math.Max(2, seconds), talk.Dice);
        if (d.Spec.Limits.MaxOn < on.Seconds) return null;
        string say = beeps ? "beep once" : talk.Own(d, "on") is { } own && talk.Dice.Chance(0.5) ? $"{own} for {on.Said}" : $"run {talk.Ref(d)} for {on.Said}";
        string plan = beeps ? $"beep once with {Lines.Who(d)}" : $"run {Lines.Who(d)} for {on.Plain}";
        string[] act = beeps ? [$"{d.Name}.Beep(1000, 0.2);"] : [$"{d.Name}.On();", $"Wait({on.Code});", $"{d.Name}.Off();"];
        string task = talk.Fill("each_time", ("c", ControlFamilies.Clause(talk.Own(x, "when")!)), ("act", say), ("k", SpokenNumbers.Count(times, talk.Dice)));
        Robots.TimeWindow[] windows = [.. Enumerable.Range(0, times + 1).Select(i => new Robots.TimeWindow(10 + i * 60, 14 + i * 60))];
        return new Draft("each-time", talk.AsIs(task), $"Each time {Lines.Who(x)} becomes active, {plan}, {times} times.",
            [$"for (int n = 0; n < {times}; n++)", "{", $"    if (!{x.Name}.WaitFor(true, 3600)) Fail(\"{x.Name} did not become active within an hour.\");", .. act.Select(Lines.Indent), $"    {x.Name}.WaitFor(false, 3600);", "}", $"Done(\"{x.Name} became active {times} times.\");"],
            f => f.End is { Ok: true } && f.Obeyed(d).Count(c => c.Member is "Beep" or "On") == times && f.Only(d))
        { Subject = x, Start = new Dictionary<string, StartValue> { [x.Name] = StartValue.Of(windows) } };
    }

    // An input of which people say in a sentence how it stands.
    private static SynthDevice? Spoken(SynthRobot robot, Talk talk) =>
        talk.Dice.OrNone(robot.Of("input").Where(x => talk.Bank.Of(x.Concept, "active").Length > 0 && talk.Bank.Of(x.Concept, "inactive").Length > 0).ToArray());

    private static string State(SynthDevice input, Talk talk, bool active) => Way.Bare(talk.Own(input, active ? "active" : "inactive")!);
}
