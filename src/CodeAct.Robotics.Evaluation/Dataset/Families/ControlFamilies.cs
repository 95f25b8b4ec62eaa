using CodeAct.Robotics.Simulators;

namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>Until a value is reached, around a value, if, when, one thing after the other.</summary>
internal static class ControlFamilies
{
    public static Draft? Until(SynthRobot robot, Talk talk)
    {
        if (Goal.Draw(robot, talk) is not { } goal) return null;
        (SynthDevice a, SynthDevice s, bool up) = (goal.Actuator, goal.Sensor, goal.Up);
        string said = CompoundFamilies.Said(goal, talk);
        string task = talk.Dice.Next(5) switch
        {
            0 => talk.Fill(up ? "reach_up" : "reach_down", ("sr", talk.Quantity(s)), ("v", said)),
            1 when (talk.Own(a, "on"), talk.Own(s, up ? "over" : "under")) is ({ } on, { } over) => $"{on} until {over.Replace("{v}", goal.Number, StringComparison.Ordinal)}",
            2 when talk.Own(a, "on") is { } vb => talk.Fill("verb_until", ("vb", vb), ("sr", talk.Quantity(s)), ("word", up ? "above" : "below"), ("v", said)),
            3 => talk.Fill("until_vague", ("ar", talk.Ref(a)), ("sr", talk.Quantity(s)), ("v", said)),
            _ => talk.Fill(up ? "until_up" : "until_down", ("ar", talk.Ref(a)), ("sr", talk.Quantity(s)), ("v", said)),
        };
        if (talk.Dice.Chance(0.3)) task = task.TrimEnd('.', '!') + talk.Dice.Of([", then tell me the value.", " and tell me the final reading.", ". What is it then?", ", and report it."]);
        (string[] before, string why, string[] after) = Lines.Prepare(robot, a)!.Value;
        string[] plain = [Lines.On(a), $"WaitUntil(() => {goal.Reached}, 3600);", Lines.Off(a)];
        string hasty = $"Run {Lines.Who(a)} until {Lines.Who(s)} is {goal.Number}.";
        bool bursts = a.Spec.Limits.MaxOn is not null;
        return new Draft(bursts ? "until-bursts" : "until", talk.AsIs(task), $"{SwitchingFamilies.Capital(goal.Plan)}.{(why.Length > 0 ? $" {a.Name}{why}" : "")}", [.. before, .. goal.Run(), .. after, goal.Done],
            f => f.End is { Ok: true } && goal.IsReached(f) && f.Did(a, a.Kind == "relay" ? "On" : "Set"))
        {
            Subject = a,
            Start = Starts.At(s, goal.Start),
            Hasty = bursts ? new(hasty, [.. before, .. plain, .. after, goal.Done], "max-on") { SecondThought = $"{a.Name} may be on for {Lines.Number(a.Spec.Limits.MaxOn!.Value)} s at a time, so {goal.Plan}." }
                : why.Contains("needs", StringComparison.Ordinal) ? new(hasty, [.. plain, goal.Done], "interlock") { SecondThought = $"{a.Name}{why}" } : null,
        };
    }

    public static Draft? HoldPoint(SynthRobot robot, Talk talk)
    {
        SynthEffect? e = talk.Dice.OrNone(robot.Effects.Where(e => e.Rate > 0 && e.Actuator.Spec.Limits.MaxOn is null && !robot.Rules(e.Actuator).Any()).ToArray());
        if (e is null) return null;
        (SynthDevice a, SynthDevice s) = (e.Actuator, e.Sensor);
        (double low, double high) = Plausible(s);
        double v = talk.Dice.Round(low + (high - low) * 0.3, low + (high - low) * 0.7);
        int minutes = talk.Dice.Of([2, 3, 5, 10, 15, 20, 30]);
        string n = Lines.Number(v);
        return new Draft("hold-point", talk.AsIs(talk.Fill("hold_point", ("sr", talk.Quantity(s)), ("v", n), ("m", $"{minutes}"), ("ar", talk.Ref(a)))), $"For {minutes} min switch {Lines.Who(a)} on below {n} of {s.Name} ({s.Spec.Description}) and off above.",
            [$"for (int i = 0; i < {minutes} * 60; i++)", "{", $"    if ({s.Name}.Read() < {n}) {Lines.On(a)}", $"    else {Lines.Off(a)}", "    Wait(1);", "}", Lines.Off(a), $"Done($\"{s.Name} reads {Lines.Reading(s, $"{s.Name}.Read()")}.\");"],
            f => f.End is { Ok: true } && f.Governor.Now >= minutes * 60 && f.State(a).Value == 0)
        { Subject = a, Start = Starts.At(s, v) };
    }

    public static Draft? Condition(SynthRobot robot, Talk talk)
    {
        SynthDevice? s = talk.Dice.OrNone(robot.Of("sensor"));
        if (s is null || Acts.Any(robot, talk) is not { } act) return null;
        (double low, double high) = Plausible(s);
        double v = talk.Dice.Round(low + (high - low) * 0.2, low + (high - low) * 0.8), value = talk.Dice.Real(low, high);
        if (Math.Abs(value - v) < (high - low) * 0.05) return null;
        bool above = talk.Dice.Chance(0.5), holds = above ? value > v : value < v;
        string n = Lines.Number(v), said = SpokenNumbers.Value(v, talk.Dice) + (talk.Dice.Chance(0.5) ? s.UnitText : "");
        Act? other = talk.Dice.Chance(0.45) ? Acts.Any(robot, talk, act.Device) : null;
        string word = above ? talk.Dice.Of(["above", "over", "more than", "higher than"]) : talk.Dice.Of(["below", "under", "less than", "lower than"]);
        string task = talk.Own(s, above ? "over" : "under") is { } over && talk.Dice.Chance(0.4)
            ? talk.Dice.Of([$"If {over}, {act.Say}{{else}}", $"{act.Say} if {over}{{else}}", $"Should it be that {over}, {act.Say}{{else}}"]).Replace("{v}", n, StringComparison.Ordinal).Replace("{else}", other is null ? "." : $", otherwise {other.Say}.", StringComparison.Ordinal)
            : other is null ? talk.Fill("cond", ("sr", talk.Quantity(s)), ("word", word), ("v", said), ("act", act.Say))
            : talk.Fill("cond_else", ("sr", talk.Quantity(s)), ("word", word), ("v", said), ("act", act.Say), ("off", other.Say));
        string reading = $"{s.Name} reads {Lines.Reading(s, "v")}";
        string[] code =
        [
            $"double v = {s.Name}.Read();", $"if (v {(above ? ">" : "<")} {n})", "{", .. act.Code.Select(Lines.Indent), $"    Done($\"{reading}, so {act.Did}.\");", "}",
            .. other is null ? (string[])[$"Done($\"{reading}, so nothing was done.\");"] : ["else", "{", .. other.Code.Select(Lines.Indent), $"    Done($\"{reading}, so {other.Did}.\");", "}"],
        ];
        if (talk.Dice.Chance(0.2) && talk.Own(s, "question") is { } question) task = $"{task.TrimEnd('.', '!')}. {talk.Dice.Of(["And ", "", "Also: "])}{question}";
        SynthDevice[] touched = holds ? [act.Device] : other is null ? [] : [other.Device];
        return new Draft(other is null ? "condition" : "condition-else", talk.AsIs(task), $"If {Lines.Who(s)} is {(above ? "above" : "below")} {n}, {act.Plan}{(other is null ? "" : $", else {other.Plan}")}.", code,
            f => f.End is { Ok: true } && (holds ? act.Holds(f) : other?.Holds(f) ?? true) && f.Only(touched))
        { Subject = s, Start = Starts.At(s, value) };
    }

    public static Draft? WaitInput(SynthRobot robot, Talk talk)
    {
        SynthDevice? x = talk.Dice.OrNone(robot.Of("input").Where(x => talk.Bank.Of(x.Concept, "when").Length > 0).ToArray());
        if (x is null || Acts.Any(robot, talk) is not { } act) return null;
        string clause = Clause(talk.Own(x, "when")!);
        string task = talk.Fill("when_act", ("c", clause), ("act", act.Say));
        double from = talk.Dice.Round(5, 300);
        return new Draft("wait-input", talk.AsIs(task), $"Wait for {Lines.Who(x)}, then {act.Plan}.", [$"if (!{x.Name}.WaitFor(true, 3600)) Fail(\"{x.Name} did not become active within an hour.\");", .. act.Code, $"Done(\"{x.Name} became active, so {act.Did}.\");"],
            f => f.End is { Ok: true } && act.Holds(f) && f.Obeyed(act.Device).FirstOrDefault()?.Time >= from)
        { Subject = x, Start = Starts.Window(x, from, from + 400) };
    }

    public static Draft? WaitValue(SynthRobot robot, Talk talk)
    {
        SynthDevice? s = talk.Dice.OrNone(robot.Of("sensor").Where(s => robot.Effects.All(e => e.Sensor != s)).ToArray());
        if (s is null || Acts.Any(robot, talk) is not { } act) return null;
        (double low, double high) = Plausible(s);
        bool above = talk.Dice.Chance(0.5);
        double v = talk.Dice.Round(low + (high - low) * 0.3, low + (high - low) * 0.7), value = above ? v + (high - low) * 0.1 : v - (high - low) * 0.1;
        string n = Lines.Number(v);
        if (talk.Own(s, above ? "over" : "under") is not { } over) return null;
        over = over.Replace("{v}", n, StringComparison.Ordinal);
        string task = talk.Fill("value_when", ("c", over), ("act", act.Say));
        return new Draft("wait-value", talk.AsIs(task), $"Wait until {Lines.Who(s)} is {(above ? "above" : "below")} {n}, then {act.Plan}.",
            [$"if (!WaitUntil(() => {s.Name}.Read() {(above ? ">" : "<")} {n}, 3600)) Fail(\"{s.Name} did not get there within an hour.\");", .. act.Code, $"Done(\"{SwitchingFamilies.Capital(act.Did)}.\");"],
            f => f.End is { Ok: true } && act.Holds(f))
        { Subject = s, Start = Starts.At(s, value) };
    }

    public static Draft? Sequence(SynthRobot robot, Talk talk)
    {
        var acts = new List<Act>();
        int count = talk.Dice.Chance(0.65) ? 2 : 3;
        for (int i = 0; i < count; i++)
            if (Acts.Any(robot, talk, [.. acts.Select(a => a.Device)]) is { } act) acts.Add(act);
        if (acts.Count < 2) return null;
        bool wait = acts.Count == 2 && talk.Dice.Chance(0.3);
        Duration pause = Duration.Any(talk.Dice, 2, 1800);
        string time = pause.Said;
        string task = wait ? talk.Fill("seq_wait", ("a", acts[0].Say), ("t", time), ("b", acts[1].Say))
            : acts.Count == 2 ? talk.Fill(talk.Dice.Of(["join2", "both_at"]), ("a", acts[0].Say), ("b", acts[1].Say))
            : talk.Fill("join3", ("a", acts[0].Say), ("b", acts[1].Say), ("c", acts[2].Say));
        string[] code = [.. acts[0].Code, .. wait ? (string[])[$"Wait({pause.Code});"] : [], .. acts.Skip(1).SelectMany(a => a.Code), $"Done(\"{SwitchingFamilies.Capital(string.Join(", ", acts.SkipLast(1).Select(a => a.Did)))} and {acts[^1].Did}.\");"];
        if (code.Count(l => l.Contains("Before", StringComparison.Ordinal)) > 0) return null;
        string plan = wait ? $"{acts[0].Plan}, wait {pause.Plain}, then {acts[1].Plan}" : string.Join(", then ", acts.Select(a => a.Plan));
        return new Draft(wait ? "sequence-wait" : $"sequence-{acts.Count}", talk.AsIs(task), $"{SwitchingFamilies.Capital(plan)}.", code, f => f.End is { Ok: true } && acts.TrueForAll(a => a.Holds(f)) && f.Only([.. acts.Select(a => a.Device)]));
    }

    public static Draft? CountEvents(SynthRobot robot, Talk talk)
    {
        SynthDevice? x = talk.Dice.OrNone(robot.Of("input").Where(x => talk.Bank.Of(x.Concept, "when").Length > 0).ToArray());
        if (x is null) return null;
        string clause = Clause(talk.Own(x, "when")!);
        int minutes = talk.Dice.Of([1, 2, 3, 5, 10]), times = talk.Dice.Between(0, 5);
        var windows = new List<Robots.TimeWindow>();
        for (int i = 0; i < times; i++) windows.Add(new(4 + i * minutes * 60 / 6.0, 4 + i * minutes * 60 / 6.0 + 3));
        string time = Duration.Say(minutes * 60, talk.Dice).Said;
        string task = talk.Fill("count_events", ("c", clause), ("t", time));
        return new Draft("count-events", talk.AsIs(task), $"Count how often {Lines.Who(x)} becomes active in {minutes} min.",
            ["int count = 0;", "bool before = false;", $"for (int i = 0; i < {minutes} * 60; i++)", "{", $"    bool now = {x.Name}.IsActive;", "    if (now && !before) count++;", "    before = now;", "    Wait(1);", "}", $"Done($\"{x.Name} became active {{count}} times.\");"],
            f => f.End is { Ok: true, Answer: { } a } && a.Contains($" {times} times", StringComparison.Ordinal))
        { Subject = x, Start = new Dictionary<string, StartValue> { [x.Name] = StartValue.Of(windows) } };
    }

    public static Draft? ShowValue(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("display")), s = talk.Dice.OrNone(robot.Of("sensor"));
        if (d is null || s is null) return null;
        return new Draft("show-value", talk.AsIs(talk.Fill("show_value", ("sr", talk.Quantity(s)), ("r", talk.Ref(d)))), $"Read {Lines.Who(s)} and show it on {Lines.Who(d)}.",
            [$"double v = {s.Name}.Read();", $"{d.Name}.Show($\"{Lines.Reading(s, "v")}\");", $"Done($\"{d.Name} shows {Lines.Reading(s, "v")}.\");"], f => f.End is { Ok: true } && f.State(d).Text is { Length: > 0 })
        { Subject = s };
    }

    public static Draft? Ramp(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("dimmer").Where(d => d.Spec.Hold && !robot.Rules(d).Any()).ToArray());
        if (d is null) return null;
        bool up = talk.Dice.Chance(0.5);
        int seconds = talk.Dice.Of([5, 10, 15, 20, 30, 40, 60]);
        string step = Lines.Number(seconds / 10.0);
        return new Draft("ramp", talk.AsIs(talk.Fill(up ? "ramp_up" : "ramp_down", ("r", talk.Ref(d)), ("s", $"{seconds}"))), $"Set {Lines.Who(d)} in 10 steps of {step} s from {(up ? "0 to 1" : "1 to 0")}.",
            ["for (int i = 0; i <= 10; i++)", "{", $"    {d.Name}.Set({(up ? "i / 10.0" : "1 - i / 10.0")});", $"    if (i < 10) Wait({step});", "}", $"Done(\"{d.Name} is at {(up ? 100 : 0)} %.\");"],
            f => f.End is { Ok: true } && Facts.Near(f.State(d).Value, up ? 1 : 0, 0.001) && f.Governor.Now >= seconds - 1)
        { Subject = d, Start = Starts.At(d, up ? 0 : 1) };
    }

    public static Draft? DriveUntil(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("drive")), r = talk.Dice.OrNone(robot.Of("range"));
        if (d is null || r is null) return null;
        double m = talk.Dice.Of([0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8]);
        string n = Lines.Number(m);
        return new Draft("drive-until", talk.AsIs(talk.Fill("drive_until", ("m", n))), $"Drive {Lines.Who(d)} until {Lines.Who(r)} is {n}.", [$"{d.Name}.Forward({r.Name}.Read() - {n});", $"Done($\"{r.Name} reads {{{r.Name}.Read():F2}} m.\");"],
            f => f.End is { Ok: true } && Facts.Near(f.State(r).Value, m, 0.08))
        { Subject = d };
    }

    // "when the door opens", "once the door opens": the clause alone.
    public static string Clause(string phrase)
    {
        foreach (string word in (string[])["when ", "whenever ", "once ", "as soon as ", "the moment ", "until ", "if ", "after ", "the next time ", "next time "])
            if (phrase.StartsWith(word, StringComparison.OrdinalIgnoreCase)) return phrase[word.Length..];
        return phrase;
    }

    public static (double Low, double High) Plausible(SynthDevice s)
    {
        (double low, double high) = s.Concept.Typical ?? s.Concept.Range ?? (s.Spec.Range is { } r ? (r.Low, r.High) : (0, 100));
        if (s.Concept.Device is not null && s.Concept.Typical is null)
            (low, high) = s.Name switch { "Temperature" => (14, 30), "Soil" => (20, 80), "Humidity" => (30, 90), "Light" => (500, 50_000), "Co2" => (400, 1800), "KitchenLux" => (20, 800), "TankLevel" => (16, 70), "WaterTemp" => (15, 40), _ => (low, high) };
        return (low, high);
    }
}
