using CodeAct.Robotics.Simulators;

namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>What people know to be unreliable: a device that may not obey, a sensor that at times says nothing.</summary>
internal static class ReportFamilies
{
    /// <summary>Do it, and say so where the device does not obey.</summary>
    public static Draft? OrSay(SynthRobot robot, Talk talk)
    {
        if (Acts.Any(robot, talk) is not { } act) return null;
        bool dead = talk.Dice.Chance(0.75);
        string[] code = [.. act.Code, $"Done(\"{SwitchingFamilies.Capital(act.Did)}.\");"];
        string thought = $"{SwitchingFamilies.Capital(act.Plan)}.";
        return new Draft("or-say", talk.AsIs(talk.Fill("or_say", ("a", act.Say))), thought, code, f => dead ? f.End is { Ok: false } : f.End is { Ok: true } && act.Holds(f))
        {
            Refuses = dead,
            Faults = dead ? [new Fault { Kind = FaultKind.Refuse, Device = act.Device.Name }] : [],
            Hasty = dead ? new(thought, code, "device-fault") { IsRight = true, Always = true, Second = ($"{act.Device.Name} does not obey, so say so.", [$"Fail(\"{act.Device.Name} does not respond.\");"]) } : null,
        };
    }

    /// <summary>A reading from a sensor that is told to cut out.</summary>
    public static Draft? Flaky(SynthRobot robot, Talk talk)
    {
        if (talk.Dice.OrNone(robot.Of("sensor")) is not { } s) return null;
        string ask = talk.Own(s, "question") is { } question && talk.Dice.Chance(0.6) ? question : talk.Fill("read", ("r", talk.Quantity(s))), note = talk.Fill("note_dropout", ("s", talk.Ref(s)));
        string task = talk.Dice.Chance(0.7) ? $"{Whole(ask)} {SwitchingFamilies.Capital(note)}" : $"{Whole(note)} {SwitchingFamilies.Capital(ask)}";
        string done = $"Done($\"{s.Name} reads {Lines.Reading(s, $"{s.Name}.Read()")}.\");";
        bool gone = talk.Dice.Chance(0.75), turns = gone && talk.Dice.Chance(0.5);
        string[] loop = ["for (int i = 0; i < 20; i++)", "{", "    try", "    {", $"        {done}", "    }", "    catch (DeviceException)", "    {", "        Wait(10);", "    }", "}", $"Fail(\"{s.Name} gives no reading.\");"];
        return new Draft("flaky", talk.AsIs(task), $"Read {Lines.Who(s)}. If it gives no reading, wait and try again.", loop, f => ReadingFamilies.Tells(f, s) && f.Only())
        {
            Faults = gone ? [new Fault { Kind = FaultKind.Dropout, Device = s.Name, For = talk.Dice.Of([5, 10, 20, 25, 40, 60]) }] : [],
            Hasty = turns ? new($"{Lines.Who(s)}: read it and tell the value.", [done], "no-reading") { IsRight = true, Always = true, SecondThought = $"{s.Name} gave no reading, so try again until it does." } : null,
        };
    }

    private static string Whole(string text) => ".!?".Contains(text[^1], StringComparison.Ordinal) ? text : text + ".";
}
