namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>Two devices at a time, and signals of more than one length.</summary>
internal static class TogetherFamilies
{
    public static Draft? Meanwhile(SynthRobot robot, Talk talk)
    {
        SynthDevice[] fitting = [.. robot.Of("relay", "dimmer").Where(d => d.Spec.Limits.MaxOn is null && !robot.Rules(d).Any())];
        if (talk.Dice.Some(fitting, 2) is not [var a, var b]) return null;
        Duration span = Duration.Any(talk.Dice, 3, 5400);
        return new Draft("meanwhile", talk.AsIs(talk.Fill("meanwhile", ("a", talk.Ref(a)), ("b", talk.Ref(b)), ("t", span.Said))), $"Run {Lines.Who(a)} and {Lines.Who(b)} together for {span.Plain}.",
            [Lines.On(a), Lines.On(b), $"Wait({span.Code});", Lines.Off(a), Lines.Off(b), $"Done(\"{a.Name} and {b.Name} were on for {span.Plain}.\");"],
            f => f.End is { Ok: true } && f.Obeyed(a).Count() == 2 && f.Obeyed(b).Count() == 2 && f.State(a).Value == 0 && f.State(b).Value == 0 && f.Governor.Now >= span.Seconds && f.Only(a, b))
        { Subject = a };
    }

    public static Draft? LongAndShort(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("buzzer"));
        if (d is null) return null;
        int first = talk.Dice.Between(1, 3), second = talk.Dice.Between(1, 4), length = talk.Dice.Between(2, 6);
        bool longFirst = talk.Dice.Chance(0.6);
        (int a, int b) = longFirst ? (length, 1) : (1, length);
        Duration ofA = Duration.Say(a, talk.Dice), ofB = Duration.Say(b, talk.Dice);
        string task = talk.Fill(longFirst ? "long_short" : "short_long", ("k1", SpokenNumbers.Count(first, talk.Dice)), ("k2", SpokenNumbers.Count(second, talk.Dice)), ("t1", ofA.Said), ("t2", ofB.Said));
        task = task.Replace("one times", "once", StringComparison.Ordinal).Replace("1 times", "once", StringComparison.Ordinal);
        return new Draft("long-short", talk.AsIs(task), $"Beep {first} times for {a} s, then {second} times for {b} s with {Lines.Who(d)}.",
            [.. Beeps(d, first, a), .. Beeps(d, second, b), $"Done(\"There were {first + second} beeps.\");"],
            f => f.End is { Ok: true } && f.Only(d) && f.Obeyed(d).Select(c => Math.Round(Convert.ToDouble(c.Args[1], System.Globalization.CultureInfo.InvariantCulture), 3)).SequenceEqual(Enumerable.Repeat((double)a, first).Concat(Enumerable.Repeat((double)b, second))))
        { Subject = d };
    }

    public static Draft? HalfSeconds(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("relay", "dimmer").Where(d => d.Spec.Limits.MinOff is null && !robot.Rules(d).Any()).ToArray());
        if (d is null) return null;
        int k = talk.Dice.Between(2, 10);
        (string said, string n) = talk.Dice.Of([("half a second", "0.5"), ("half a second", "0.5"), ("0.5 s", "0.5"), ("a second and a half", "1.5"), ("one and a half seconds", "1.5"), ("a quarter of a second", "0.25"), ("a second", "1"), ("two seconds", "2")]);
        return new Draft("flash-each", talk.AsIs(talk.Fill("flash_each", ("r", talk.Ref(d)), ("k", SpokenNumbers.Count(k, talk.Dice)), ("t", said))), $"Run {Lines.Who(d)} {k} times for {n} s, with {n} s between.",
            [$"for (int i = 0; i < {k}; i++)", "{", $"    if (i > 0) Wait({n});", $"    {Lines.On(d)}", $"    Wait({n});", $"    {Lines.Off(d)}", "}", $"Done(\"{d.Name} ran {k} times for {n} s.\");"],
            f => f.End is { Ok: true } && f.Obeyed(d).Count() == 2 * k && f.State(d).Value == 0 && f.Only(d) && Facts.Near(f.Governor.Now, (2 * k - 1) * double.Parse(n, System.Globalization.CultureInfo.InvariantCulture), 1 + k * 0.1))
        { Subject = d };
    }

    private static string[] Beeps(SynthDevice d, int times, int seconds) => times == 1 ? [$"{d.Name}.Beep(1000, {seconds});", "Wait(0.5);"]
        : [$"for (int i = 0; i < {times}; i++)", "{", $"    {d.Name}.Beep(1000, {seconds});", "    Wait(0.5);", "}"];
}
