using System.Text.RegularExpressions;
using CodeAct.Robotics.Simulators;

namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>A first reply that goes wrong, or a fault that the right one meets, and the reply that mends it.</summary>
/// <param name="Kind">What sort of slip.</param>
/// <param name="First">The whole first reply.</param>
/// <param name="FirstIsRight">True where it is learnt from, too: what went wrong was not its fault.</param>
/// <param name="Second">The whole second reply.</param>
/// <param name="Error">The error code that the first must meet.</param>
internal sealed record Slip(string Kind, string First, bool FirstIsRight, string Second, string Error)
{
    public IReadOnlyList<Fault> Faults { get; init; } = [];
}

/// <summary>Draws slips that people's and models' code really has.</summary>
internal static partial class Slips
{
    private static readonly Dictionary<string, (string Right, string[] Wrong)[]> Members = new()
    {
        ["relay"] = [(".On()", [".TurnOn()", ".Set(1)", ".Start()", ".Open()", ".Activate()", ".On(10)", ".SwitchOn()"]), (".Off()", [".TurnOff()", ".Set(0)", ".Stop()", ".Close()"])],
        ["dimmer"] = [(".Set(", [".SetLevel(", ".On(", ".Dim(", ".MoveTo(", ".Run("])],
        ["sensor"] = [(".Read()", [".Value", ".GetValue()", ".Level", ".Value()", ".ReadValue()"])],
        ["range"] = [(".Read()", [".Value", ".Distance", ".Measure()"])],
        ["servo"] = [(".MoveTo(", [".Set(", ".Rotate(", ".Turn(", ".SetAngle("])],
        ["stepper"] = [(".MoveTo(", [".Move(", ".Set(", ".GoTo("]), (".MoveBy(", [".Move(", ".Step("])],
        ["motor"] = [(".Run(", [".Start(", ".Set(", ".SetPower("]), (".Stop()", [".Off()", ".Halt()"])],
        ["input"] = [(".IsActive", [".Read()", ".IsOn", ".Value", ".IsOpen"]), (".WaitFor(true", [".WaitUntil(true", ".Wait(true"])],
        ["color-light"] = [(".Color(", [".SetColor(", ".Set(", ".On("])],
        ["buzzer"] = [(".Beep(", [".Sound(", ".Buzz(", ".On("])],
        ["display"] = [(".Show(", [".Print(", ".Write(", ".SetText("])],
        ["gripper"] = [(".Close()", [".Grab()", ".Grip()"]), (".Open()", [".Release()"])],
        ["drive"] = [(".Forward(", [".Move(", ".Drive(", ".Back("]), (".Turn(", [".TurnLeft(", ".Rotate("])],
    };

    /// <summary>A slip for this draft, or null where none of some drawn ones fits.</summary>
    public static Slip? Draw(SynthRobot robot, Draft draft, Dice dice)
    {
        if (draft.Hasty is { } hasty && (hasty.Always || dice.Chance(0.6))) return Hasty(draft, hasty);
        for (int i = 0; i < 5; i++)
            if (One(robot, draft, dice) is { } slip) return slip;
        return null;
    }

    private static Slip? One(SynthRobot robot, Draft draft, Dice dice) => dice.Next(15) switch
    {
        0 or 1 => UnknownName(robot, draft, dice),
        2 or 3 => WrongMember(robot, draft, dice),
        4 => WrongUnit(draft, dice),
        5 => Syntax(draft, dice),
        6 => NoBlock(draft, dice),
        7 => NoDone(draft),
        8 or 9 or 10 => Dropout(draft, dice),
        11 or 12 or 13 => Refusal(draft, dice),
        _ => Undeclared(draft, dice),
    };

    public static string Reply(string thought, IEnumerable<string> code) => $"{thought}\n```csharp\n{string.Join('\n', code)}\n```";

    private static Slip Hasty(Draft draft, Hasty hasty)
    {
        (string thought, IReadOnlyList<string> code) = hasty.Second ?? (hasty.SecondThought ?? draft.Thought, draft.Code);
        // After max-on or min-off the device must rest before it may be on again.
        string[] pause = hasty.Error is "max-on" or "min-off" && draft.Subject?.Spec.Limits.MinOff is { } off ? [$"Wait({Lines.Number(off)});"] : [];
        return new Slip("hasty-" + hasty.Error, Reply(hasty.Thought, hasty.Code), hasty.IsRight, Reply(thought, [.. pause, .. code]), hasty.Error);
    }

    private static Slip? UnknownName(SynthRobot robot, Draft draft, Dice dice)
    {
        if (draft.Subject is not { } d) return null;
        string[] others = [.. d.Concept["names"].Concat(d.Concept["other"]).Where(n => robot.Devices.All(x => !string.Equals(x.Name, n, StringComparison.OrdinalIgnoreCase)))];
        if (others.Length == 0) return null;
        string wrong = dice.Of(others);
        string[] code = [.. draft.Code.Select(l => Regex.Replace(l, $@"\b{Regex.Escape(d.Name)}\b(?=[.,])", wrong, RegexOptions.None, TimeSpan.FromSeconds(1)))];
        return code.SequenceEqual(draft.Code) ? null
            : new Slip("unknown-name", Reply($"{SwitchingFamilies.Capital(wrong)}: do it.", code), false, Reply($"There is no {wrong}, it is {Lines.Who(d)}.", draft.Code), "CS0103");
    }

    private static Slip? WrongMember(SynthRobot robot, Draft draft, Dice dice)
    {
        string code = string.Join('\n', draft.Code);
        foreach (SynthDevice d in dice.Some(robot.Devices, robot.Devices.Count))
        {
            foreach ((string right, string[] wrong) in Members[d.Kind])
            {
                if (!code.Contains(d.Name + right, StringComparison.Ordinal)) continue;
                string bad = dice.Of(wrong);
                return new Slip("wrong-member", Reply(draft.Thought, [code.Replace(d.Name + right, d.Name + bad, StringComparison.Ordinal)]), false,
                    Reply($"{d.Name} is a {d.Kind}, so use {right.TrimStart('.').Split('(')[0]}.", draft.Code), "CS");
            }
        }
        return null;
    }

    private static Slip? WrongUnit(Draft draft, Dice dice)
    {
        if (draft.Subject is not { Kind: "dimmer" or "motor" } d) return null;
        string code = string.Join('\n', draft.Code);
        Match match = LevelCall().Match(code);
        if (!match.Success || !double.TryParse(match.Groups["n"].Value, System.Globalization.CultureInfo.InvariantCulture, out double level) || level is 0 or 1 or -1) return null;
        string percent = Lines.Number(level * 100);
        return new Slip("wrong-unit", Reply(draft.Thought, [code.Replace(match.Value, $".{match.Groups["m"].Value}({percent})", StringComparison.Ordinal)]), false,
            Reply($"{d.Name} takes {(d.Kind == "motor" ? "-1" : "0")} to 1, so {percent} % is {match.Groups["n"].Value}.", draft.Code), "range");
    }

    private static Slip? Syntax(Draft draft, Dice dice)
    {
        string code = string.Join('\n', draft.Code);
        (string Find, string Put)[] ways = [.. new (string Find, string Put)[] { (");\n", ")\n"), ("\");", "\";"), ("    }\n", "    \n"), ("))", ")"), ("{\n", "\n"), ("();", "(;") }.Where(w => code.Contains(w.Find, StringComparison.Ordinal))];
        if (ways.Length == 0) return null;
        (string find, string put) = dice.Of(ways);
        int at = code.IndexOf(find, StringComparison.Ordinal);
        return new Slip("syntax", Reply(draft.Thought, [code[..at] + put + code[(at + find.Length)..]]), false, Reply("Write it again without the mistake.", draft.Code), "CS");
    }

    private static Slip NoBlock(Draft draft, Dice dice) => new("no-block",
        dice.Next(3) switch { 0 => draft.Thought, 1 => $"{draft.Thought}\n{string.Join('\n', draft.Code)}", _ => $"{Reply(draft.Thought, draft.Code)}\n{Reply("Then again.", draft.Code)}" },
        false, Reply(draft.Thought, draft.Code), "format");

    private static Slip? NoDone(Draft draft)
    {
        string last = draft.Code[^1];
        if (draft.Refuses || !last.StartsWith("Done(", StringComparison.Ordinal) || draft.Code.Count < 2 || draft.Code.Count(l => l.Contains("Done(", StringComparison.Ordinal)) > 1) return null;
        // What the answer needs must still be there.
        if (last.Contains("{v", StringComparison.Ordinal) || last.Contains("{sum", StringComparison.Ordinal) || last.Contains("{best", StringComparison.Ordinal) || last.Contains("{count", StringComparison.Ordinal)) return null;
        return new Slip("no-done", Reply(draft.Thought, draft.Code.SkipLast(1)), false, Reply("It is done, so say so.", [last]), "");
    }

    private static Slip? Dropout(Draft draft, Dice dice)
    {
        if (draft.Subject is not { Kind: "sensor" or "range" } s || draft.Refuses || draft.Faults.Count > 0 || draft.Family is "history" or "plot" or "extremes" or "average") return null;
        int span = dice.Of([3, 5, 8, 10, 15, 20]);
        return new Slip("dropout", Reply(draft.Thought, draft.Code), true, Reply($"{s.Name} gave no reading, so wait 30 s and try again.", ["Wait(30);", .. draft.Code]), "no-reading")
        { Faults = [new Fault { Kind = FaultKind.Dropout, Device = s.Name, For = span }] };
    }

    private static Slip? Refusal(Draft draft, Dice dice)
    {
        if (draft.Subject is not { } d || !d.Spec.Kind.IsActuator || draft.Refuses || draft.Faults.Count > 0 || draft.Family == "state") return null;
        bool forever = dice.Chance(0.5);
        return new Slip(forever ? "refuses-forever" : "refuses", Reply(draft.Thought, draft.Code), true, Reply($"{d.Name} did not obey, so wait a minute and try once more.", ["Wait(60);", .. draft.Code]), "device-fault")
        { Faults = [new Fault { Kind = FaultKind.Refuse, Device = d.Name, For = forever ? null : dice.Of([5, 10, 20, 40]) }] };
    }

    private static Slip? Undeclared(Draft draft, Dice dice)
    {
        string[] declared = [.. draft.Code.Where(l => Declaration().IsMatch(l))];
        if (declared.Length == 0) return null;
        string line = dice.Of(declared);
        string name = Declaration().Match(line).Groups["name"].Value;
        return new Slip("undeclared", Reply(draft.Thought, draft.Code.Where(l => l != line)), false, Reply($"{name} must be declared first.", draft.Code), "CS0103");
    }

    [GeneratedRegex(@"\.(?<m>Set|Run)\((?<n>-?\d*\.?\d+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LevelCall();

    [GeneratedRegex(@"^(double|int|bool) (?<name>\w+) = ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Declaration();
}
