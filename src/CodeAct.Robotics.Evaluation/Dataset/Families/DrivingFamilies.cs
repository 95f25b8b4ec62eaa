namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>Vehicles: by a distance, by an angle, one after the other, round a square, up to a thing and take it.</summary>
internal static class DrivingFamilies
{
    public static Draft? Drive(SynthRobot robot, Talk talk)
    {
        if (talk.Dice.OrNone(robot.Of("drive")) is not { } d) return null;
        double m = Way.Any(talk.Dice);
        string n = Lines.Number(m), said = Way.Said(m, talk.Dice);
        return talk.Dice.Next(3) switch
        {
            0 => Of("drive-fwd", talk, Way.Fill(talk.Dice.Of(talk.Bank["drive_fwd"]), said), $"drive {Lines.Who(d)} by {n} m", [$"{d.Name}.Forward({n});"], $"{d.Name} drove {n} m", f => Facts.Near(f.State(d).Value, m, 0.02), d),
            1 => Of("drive-back", talk, Way.Fill(talk.Dice.Of(talk.Bank["drive_back"]), said), $"drive {Lines.Who(d)} by -{n} m", [$"{d.Name}.Forward(-{n});"], $"{d.Name} drove -{n} m", f => Facts.Near(f.State(d).Value, -m, 0.02), d),
            _ when Way.Turn(d, talk) is var (by, say, code) => Of("turn", talk, SwitchingFamilies.Capital(say), $"turn {Lines.Who(d)} by {code}, left is positive", [$"{d.Name}.Turn({code});"], $"{d.Name} turned by {code} degrees", f => Turned(f, d, by), d),
            _ => null,
        };
    }

    public static Draft? TurnAndGo(SynthRobot robot, Talk talk)
    {
        if (talk.Dice.OrNone(robot.Of("drive")) is not { } d) return null;
        double m = Way.Any(talk.Dice);
        string n = Lines.Number(m), said = Way.Said(m, talk.Dice);
        (double by, string turn, string degrees) = Way.Turn(d, talk);
        double x = m * Math.Cos(by * Math.PI / 180), y = m * Math.Sin(by * Math.PI / 180);
        return Of("turn-and-go", talk, talk.Fill("turn_go", ("turn", turn), ("d", said)), $"turn {Lines.Who(d)} by {degrees}, left is positive, then drive it by {n} m", [$"{d.Name}.Turn({degrees});", $"{d.Name}.Forward({n});"],
            $"{d.Name} turned by {degrees} degrees and drove {n} m", f => Turned(f, d, by) && Facts.Near(f.State(d).Value, x, 0.03) && Facts.Near(f.State(d).Second, y, 0.03), d);
    }

    /// <summary>Three legs: drive, turn, drive.</summary>
    public static Draft? Corner(SynthRobot robot, Talk talk)
    {
        if (talk.Dice.OrNone(robot.Of("drive")) is not { } d) return null;
        (double a, double b) = (Way.Any(talk.Dice), Way.Any(talk.Dice));
        (string first, string second) = (Lines.Number(a), Lines.Number(b));
        (double by, string turn, string degrees) = Way.Turn(d, talk);
        (string x, string y) = (Way.Said(a, talk.Dice), Way.Said(b, talk.Dice));
        string task = talk.Dice.Of([$"Drive {x}, {turn}, and drive another {y}.", $"Go {x} ahead, then {turn}, then {y} more", $"First {x} forward. Then {turn}. Then {y} forward.", $"{x} straight on, {turn}, {y} straight on again.", $"After {x} {turn} and go on for {y}.", $"Move {x}; {turn}; move {y}."]);
        return Of("corner", talk, task, $"drive {Lines.Who(d)} by {first} m, turn it by {degrees}, left is positive, then drive it by {second} m", [$"{d.Name}.Forward({first});", $"{d.Name}.Turn({degrees});", $"{d.Name}.Forward({second});"],
            $"{d.Name} went round the corner", f => Turned(f, d, by) && f.Obeyed(d).Count() == 3, d);
    }

    public static Draft? Square(SynthRobot robot, Talk talk)
    {
        if (talk.Dice.OrNone(robot.Of("drive")) is not { } d) return null;
        double m = Math.Min(1, Way.Any(talk.Dice));
        string n = Lines.Number(m);
        return Of("square", talk, talk.Fill("square", ("m", n)), $"drive {Lines.Who(d)} four times by {n} m, with a quarter turn after each", ["for (int i = 0; i < 4; i++)", "{", $"    {d.Name}.Forward({n});", $"    {d.Name}.Turn(90);", "}"], $"{d.Name} drove a square",
            f => Facts.Near(f.State(d).Value, 0, 0.1) && Facts.Near(f.State(d).Second, 0, 0.1) && f.Obeyed(d).Count() == 8, d);
    }

    /// <summary>Up to a thing, and take it.</summary>
    public static Draft? Fetch(SynthRobot robot, Talk talk)
    {
        SynthDevice? d = talk.Dice.OrNone(robot.Of("drive")), r = talk.Dice.OrNone(robot.Of("range")), g = talk.Dice.OrNone(robot.Of("gripper"));
        if (d is null || r is null || g is null) return null;
        double m = talk.Dice.Of([0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5]);
        string n = Lines.Number(m), grab = talk.Own(g, "close") is { } own && talk.Dice.Chance(0.4) ? own : talk.Dice.Of(["grab it", "take it", "pick it up", "grip it", $"close {talk.Ref(g)}", "get hold of it", "take hold of it"]);
        return Of("fetch", talk, talk.Fill("fetch", ("m", Way.Said(m, talk.Dice)), ("grab", Way.Bare(grab))), $"drive {Lines.Who(d)} until {Lines.Who(r)} is {n}, then close {Lines.Who(g)}", [$"{d.Name}.Forward({r.Name}.Read() - {n});", $"{g.Name}.Close();"],
            $"{d.Name} is there and {g.Name} is closed", f => Facts.Near(f.State(r).Value, m, 0.08) && f.Did(g, "Close"), d, g);
    }

    private static Draft Of(string family, Talk talk, string task, string plan, IReadOnlyList<string> code, string did, Func<Facts, bool> holds, SynthDevice device, params SynthDevice[] others) =>
        new(family, talk.AsIs(task), $"{SwitchingFamilies.Capital(plan)}.", [.. code, $"Done(\"{SwitchingFamilies.Capital(did)}.\");"], f => f.End is { Ok: true } && holds(f) && f.Only([device, .. others])) { Subject = device };

    private static bool Turned(Facts f, SynthDevice d, double by) => Facts.Near(Math.IEEERemainder(f.State(d).Third - by, 360), 0, 2);
}
