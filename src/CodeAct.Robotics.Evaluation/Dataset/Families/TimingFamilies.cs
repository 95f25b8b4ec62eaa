namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>Bursts, long runs with rests, levels for a time, signals.</summary>
internal static class TimingFamilies
{
    private static readonly (string Word, string Code)[] Colors =
        [("red", "255, 0, 0"), ("green", "0, 255, 0"), ("blue", "0, 0, 255"), ("white", "255, 255, 255"), ("yellow", "255, 255, 0"), ("orange", "255, 128, 0"), ("purple", "128, 0, 255")];

    public static Draft? Bursts(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("relay", "motor").Where(d => !robot.Rules(d).Any()).ToArray());
        if (d is null) return null;
        double need = d.Spec.Limits.MinOff ?? 0, most = d.Spec.Limits.MaxOn ?? 1000;
        bool rest = need > 0 && talk.Dice.Chance(0.5);
        int k = talk.Dice.Between(2, 6);
        if (most < 1 || need > 120) return null;
        Duration on = Duration.Any(talk.Dice, 1, (int)Math.Min(most, 120)), off = Duration.Any(talk.Dice, (int)Math.Ceiling(Math.Max(1, need)), 180);
        string gap = rest ? Lines.Number(need) : off.Code, plain = rest ? $"{gap} s" : off.Plain;
        (string Slot, string Text)[] slots = [("r", talk.Ref(d)), ("k", SpokenNumbers.Count(k, talk.Dice)), ("s", on.Said), ("g", rest ? "" : off.Said)];
        string start = d.Kind == "relay" ? "On" : "Run";
        string done = $"Done(\"{d.Name} ran {k} times for {on.Plain}.\");";
        return new Draft("bursts", talk.AsIs(talk.Fill(rest ? "bursts_rest" : "bursts_gap", slots)), $"Run {Lines.Who(d)} {k} times for {on.Plain}, with {(rest ? $"the {plain} off that it needs" : plain)} between.",
            [.. Loop(d, k, on.Code, gap), done], f => f.End is { Ok: true } && f.Obeyed(d).Count(c => c.Member == start) >= k && f.State(d).Value == 0 && f.Only(d))
        { Subject = d, Hasty = need > 1 && rest ? new($"Run {Lines.Who(d)} {k} times for {on.Plain}.", [.. Loop(d, k, on.Code, "1"), done], "min-off") : null };
    }

    /// <summary>A time in all, which may be longer than the device may be on.</summary>
    public static Draft? TotalRun(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("relay").Where(d => d.Spec.Limits.MaxOn is <= 600 && !robot.Rules(d).Any()).ToArray());
        if (d is null) return null;
        double most = d.Spec.Limits.MaxOn!.Value, rest = d.Spec.Limits.MinOff ?? 0;
        int[] fitting = [.. new[] { 20, 30, 40, 60, 90, 120, 150, 180, 240, 300, 360, 480, 600 }.Where(t => t <= 5 * most)];
        Duration span = Duration.Say(talk.Dice.Chance(0.3) ? (int)most * talk.Dice.Between(2, 4) : talk.Dice.Of(fitting), talk.Dice);
        int total = span.Seconds;
        Act? act = talk.Dice.Chance(0.4) ? Acts.Any(robot, talk, d) : null;
        (string Slot, string Text)[] slots = [("r", talk.Ref(d)), ("t", span.Said), ("st", span.Said), ("act", act?.Say ?? "")];
        string list = act is null ? talk.Dice.Chance(0.3) ? "on_for" : "total_run" : "total_run_then";
        string task = talk.AsIs(talk.Fill(list, slots)), then = act is null ? "" : $" Then {act.Plan}.";
        string done = $"Done(\"{d.Name} was on for {span.Plain} in all{(act is null ? "" : $", and {act.Did}")}.\");";
        string[] code = total <= most ? [$"{d.Name}.On();", $"Wait({span.Code});", $"{d.Name}.Off();"]
            : [$"double left = {span.Code};", "while (left > 0)", "{", $"    double part = Math.Min({Lines.Number(most)}, left);", $"    {d.Name}.On();", "    Wait(part);", $"    {d.Name}.Off();", "    left -= part;", $"    if (left > 0) Wait({Lines.Number(rest)});", "}"];
        string thought = total <= most ? $"Run {Lines.Who(d)} for {span.Plain}.{then}" : $"{Lines.Who(d)} may be on for {Lines.Number(most)} s at a time, so run it {span.Plain} in parts with {Lines.Number(rest)} s off between.{then}";
        return new Draft("total-run", task, thought, [.. code, .. act?.Code ?? [], done], f => f.End is { Ok: true } && f.Obeyed(d).Count(c => c.Member == "On") == (int)Math.Ceiling(total / most) && f.State(d).Value == 0 && act?.Holds(f) != false) { Subject = d };
    }

    public static Draft? LevelFor(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("dimmer", "motor").Where(d => !robot.Rules(d).Any()).ToArray());
        if (d is null) return null;
        int percent = talk.Dice.Of([10, 20, 25, 30, 33, 40, 50, 60, 66, 70, 75, 80, 90, 100]);
        Duration span = Duration.Any(talk.Dice, 3, 14_400);
        string level = Lines.Number(percent / 100.0), set = d.Kind == "dimmer" ? "Set" : "Run";
        return new Draft("level-for", talk.AsIs(talk.Fill("level_for", ("r", talk.Ref(d)), ("p", SpokenNumbers.Percent(percent, talk.Dice)), ("t", span.Said))), $"{(set == "Set" ? "Set" : "Run")} {Lines.Who(d)} {(set == "Set" ? "to" : "at")} {level} for {span.Plain}, then off.",
            [$"{d.Name}.{set}({level});", $"Wait({span.Code});", Lines.Off(d), $"Done(\"{d.Name} was at {percent} % for {span.Plain}.\");"], f => f.End is { Ok: true } && f.State(d).Value == 0 && f.Governor.Now >= span.Seconds && f.Obeyed(d).Count() == 2 && f.Only(d))
        { Subject = d };
    }

    public static Draft? BeepGap(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("buzzer"));
        if (d is null) return null;
        int k = talk.Dice.Between(2, 6), gap = talk.Dice.Of([1, 2, 3, 4, 5, 10]);
        return new Draft("beep-gap", talk.AsIs(talk.Fill("beep_gap", ("k", SpokenNumbers.Count(k, talk.Dice)), ("g", gap == 1 && talk.Dice.Chance(0.5) ? "a second" : Duration.Say(gap, talk.Dice).Said))), $"Beep {k} times with {Lines.Who(d)}, {gap} s apart.",
            [$"for (int i = 0; i < {k}; i++)", "{", $"    if (i > 0) Wait({gap});", $"    {d.Name}.Beep(1000, 0.2);", "}", $"Done(\"There were {k} beeps.\");"], f => f.End is { Ok: true } && f.State(d).Count == k && f.Only(d))
        { Subject = d };
    }

    public static Draft? ColorSteps(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("color-light"));
        if (d is null) return null;
        List<(string Word, string Code)> some = talk.Dice.Some(Colors, talk.Dice.Between(2, 4));
        Duration span = Duration.Any(talk.Dice, 1, 120);
        string words = string.Join(", ", some.SkipLast(1).Select(c => c.Word)) + " and " + some[^1].Word;
        return new Draft("color-steps", talk.AsIs(talk.Fill("color_steps", ("r", talk.Ref(d)), ("cs", words), ("s", span.Said))), $"Make {Lines.Who(d)} {words}, {span.Plain} each.",
            [.. some.SelectMany(c => new[] { $"{d.Name}.Color({c.Code});", $"Wait({span.Code});" }), $"Done(\"{d.Name} was {words}.\");"], f => f.End is { Ok: true } && f.Obeyed(d).Count() == some.Count && f.Governor.Now >= span.Seconds * some.Count && f.Only(d))
        { Subject = d };
    }

    public static Draft? Sos(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("relay", "dimmer", "buzzer").Where(d => d.Spec.Limits.MinOff is null && !robot.Rules(d).Any()).ToArray());
        if (d is null) return null;
        string[] signal = d.Kind == "buzzer" ? [$"    {d.Name}.Beep(1000, c == '.' ? 0.2 : 0.6);"] : [$"    {Lines.On(d)}", "    Wait(c == '.' ? 0.2 : 0.6);", $"    {Lines.Off(d)}"];
        return new Draft("sos", talk.AsIs(talk.Fill("sos", ("r", talk.Ref(d)))), $"Give three short, three long and three short signals with {Lines.Who(d)}.",
            ["foreach (char c in \"...---...\")", "{", .. signal, "    Wait(0.2);", "}", $"Done(\"{d.Name} gave SOS.\");"], f => f.End is { Ok: true } && f.Obeyed(d).Count() == (d.Kind == "buzzer" ? 9 : 18) && f.Only(d))
        { Subject = d };
    }

    private static IEnumerable<string> Loop(SynthDevice d, int times, string on, string gap) =>
        [$"for (int i = 0; i < {times}; i++)", "{", $"    if (i > 0) Wait({gap});", $"    {Lines.On(d)}", $"    Wait({on});", $"    {Lines.Off(d)}", "}"];
}
