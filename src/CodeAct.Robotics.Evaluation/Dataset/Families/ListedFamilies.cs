namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>Gripping, motors, texts and beeps in the words of the phrase lists.</summary>
internal static class ListedFamilies
{
    public static Draft? Grip(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("gripper"));
        if (d is null) return null;
        bool close = talk.Dice.Chance(0.5);
        string member = close ? "Close" : "Open";
        return Of("grip", talk.Fill(close ? "grip_close" : "grip_open", ("r", talk.Ref(d))), $"{member} {Lines.Who(d)}.", d, [$"{d.Name}.{member}();"], $"{d.Name} is {(close ? "closed" : "open")}", f => f.Did(d, member));
    }

    public static Draft? Motor(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("motor").Where(d => !robot.Rules(d).Any()).ToArray());
        if (d is null) return null;
        bool back = talk.Dice.Chance(0.4);
        int percent = talk.Dice.Of([10, 20, 25, 30, 40, 50, 60, 75, 80, 90, 100]);
        Duration span = Duration.Any(talk.Dice, 2, 300);
        string power = Lines.Number((back ? -1 : 1) * percent / 100.0);
        return Of("motor", talk.Fill(back ? "motor_back" : "motor", ("r", talk.Ref(d)), ("p", $"{percent}"), ("st", span.Said)), $"Run {Lines.Who(d)} at {power} for {span.Plain}.", d, [$"{d.Name}.Run({power});", $"Wait({span.Code});", $"{d.Name}.Stop();"], $"{d.Name} ran for {span.Plain}",
            f => f.Did(d, "Run") && f.Governor.Now >= span.Seconds);
    }

    public static Draft? Text(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("display"));
        if (d is null || Acts.Show(d, talk) is not { } act) return null;
        string text = act.Did[(d.Name.Length + " shows ".Length)..];
        return Of("show-text", talk.Fill("show_text", ("text", text), ("r", talk.Ref(d))), $"{SwitchingFamilies.Capital(act.Plan)}.", d, act.Code, act.Did, act.Holds);
    }

    public static Draft? Beep(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("buzzer"));
        if (d is null) return null;
        int k = talk.Dice.Between(2, 8);
        return Of("beep", talk.Fill("beep", ("k", SpokenNumbers.Count(k, talk.Dice))), $"Beep {k} times with {Lines.Who(d)}.", d, [$"for (int i = 0; i < {k}; i++)", "{", $"    {d.Name}.Beep(1000, 0.2);", "    Wait(0.5);", "}"], $"there were {k} beeps", f => f.State(d).Count == k);
    }

    public static Draft? VerbFor(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("relay").Where(d => !robot.Rules(d).Any() && talk.Bank.Of(d.Concept, "on").Length > 0).ToArray());
        if (d is null) return null;
        int most = (int)(d.Spec.Limits.MaxOn ?? 10_000);
        Duration span = Duration.Any(talk.Dice, 3, most);
        return Of("verb-for", talk.Fill("verb_for", ("v", talk.Own(d, "on")!), ("st", span.Said)), $"Run {Lines.Who(d)} for {span.Plain}.", d, [$"{d.Name}.On();", $"Wait({span.Code});", $"{d.Name}.Off();"], $"{d.Name} was on for {span.Plain}", f => f.Did(d, "On") && f.State(d).Value == 0 && f.Governor.Now >= span.Seconds);
    }

    private static Draft Of(string family, string task, string thought, SynthDevice device, IReadOnlyList<string> code, string did, Func<Facts, bool> holds, params SynthDevice[] others) =>
        new(family, SwitchingFamilies.Capital(task), thought, [.. code, $"Done(\"{SwitchingFamilies.Capital(did)}.\");"], f => f.End is { Ok: true } && holds(f) && f.Only([device, .. others])) { Subject = device };
}
