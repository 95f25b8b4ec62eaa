namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>Driving, gripping, motors, texts and beeps in the words of the phrase lists.</summary>
internal static class ListedFamilies
{
    public static Draft? Drive(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("drive"));
        if (d is null) return null;
        double m = talk.Dice.Of([0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1]);
        int g = talk.Dice.Of([10, 15, 20, 30, 45, 60, 90, 90, 120, 135, 180]);
        string n = Lines.Number(m);
        bool right = talk.Dice.Chance(0.5);
        string degrees = right ? $"-{g}" : $"{g}", quarter = g == 90 && talk.Dice.Chance(0.5) ? $"Make a quarter turn to the {(right ? "right" : "left")}" : talk.Fill("turn", ("side", right ? "right" : "left"), ("g", $"{g}"));
        string far = talk.Dice.Chance(0.4) && m < 1 ? $"{m * 100:F0} cm" : $"{n} m";
        return talk.Dice.Next(5) switch
        {
            0 => Of("drive-fwd", talk.Fill("drive_fwd", ("m", n)), $"Drive {Lines.Who(d)} by {n} m.", d, [$"{d.Name}.Forward({n});"], $"{d.Name} drove {n} m", f => Facts.Near(f.State(d).Value, m, 0.02)),
            1 => Of("drive-back", talk.Fill("drive_back", ("m", n)), $"Drive {Lines.Who(d)} by -{n} m.", d, [$"{d.Name}.Forward(-{n});"], $"{d.Name} drove -{n} m", f => Facts.Near(f.State(d).Value, -m, 0.02)),
            2 => Of("turn", quarter, $"Turn {Lines.Who(d)} by {degrees}, left is positive.", d, [$"{d.Name}.Turn({degrees});"], $"{d.Name} turned by {degrees} degrees", f => Turned(f, d, right ? -g : g)),
            3 => Of("square", talk.Fill("square", ("m", n)), $"Drive {Lines.Who(d)} four times by {n} m, with a quarter turn after each.", d, ["for (int i = 0; i < 4; i++)", "{", $"    {d.Name}.Forward({n});", $"    {d.Name}.Turn(90);", "}"], $"{d.Name} drove a square", f => Facts.Near(f.State(d).Value, 0, 0.1) && Facts.Near(f.State(d).Second, 0, 0.1) && f.Obeyed(d).Count() == 8),
            _ => Of("turn-and-go", talk.Dice.Of([$"{quarter.TrimEnd('.', '!', '?')}, then go {far}.", $"{quarter.TrimEnd('.', '!', '?')} and go {far} that way", $"{quarter.TrimEnd('.', '!', '?')} and drive {far}.", $"First {char.ToLowerInvariant(quarter[0]) + quarter[1..].TrimEnd('.', '!', '?')}, then {far} straight on."]),
                $"Turn {Lines.Who(d)} by {degrees}, left is positive, then drive it by {n} m.", d, [$"{d.Name}.Turn({degrees});", $"{d.Name}.Forward({n});"], $"{d.Name} turned by {degrees} degrees and drove {n} m", f => Turned(f, d, right ? -g : g) && f.Did(d, "Forward")),
        };
    }

    /// <summary>Up to a thing, and take it.</summary>
    public static Draft? Fetch(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("drive")), r = talk.Dice.OrNone(robot.Of("range")), g = talk.Dice.OrNone(robot.Of("gripper"));
        if (d is null || r is null || g is null) return null;
        double m = talk.Dice.Of([0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5]);
        string n = Lines.Number(m), said = talk.Dice.Of([$"{n} m", $"{m * 100:F0} cm", $"{m * 100:F0} centimetres"]), grab = talk.Own(g, "close") is { } own && talk.Dice.Chance(0.5) ? own : talk.Dice.Of(["grab it", "take it", "pick it up", "grip it", $"close {talk.Ref(g)}"]);
        string task = talk.Dice.Of([$"Go to what is in front of you until it is {said} away, then {grab}.", $"{grab} after driving up to it; stop {said} before it", $"Approach the object ahead to {said} and {grab}.", $"Roll forward until only {said} are left in front, then {grab}", $"There is something ahead. Stop {said} short of it and {grab}.", $"Drive on until {talk.Ref(r)} says {said}, and {grab} then."]);
        return Of("fetch", task, $"Drive {Lines.Who(d)} until {Lines.Who(r)} is {n}, then close {Lines.Who(g)}.", d, [$"{d.Name}.Forward({r.Name}.Read() - {n});", $"{g.Name}.Close();"], $"{d.Name} is there and {g.Name} is closed", f => Facts.Near(f.State(r).Value, m, 0.08) && f.Did(g, "Close"), g);
    }

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

    private static bool Turned(Facts f, SynthDevice d, double by) => Facts.Near(Math.IEEERemainder(f.State(d).Third - by, 360), 0, 2);
}
