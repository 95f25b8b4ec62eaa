using CodeAct.Robotics.Simulators;

namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>All devices of a sort, found by what their names and descriptions say, and no others.</summary>
internal static class GroupFamilies
{
    private static readonly (string Group, string[] Words)[] Groups =
    [
        ("lights", ["light", "lamp"]), ("pumps", ["pump"]), ("fans", ["fan", "ventilator"]), ("heaters", ["heater", "heating", "radiator", "heats"]), ("valves", ["valve"]), ("motors", ["motor"]), ("sprinklers", ["sprinkler"]),
    ];

    public static Draft? Off(SynthRobot robot, Talk talk)
    {
        foreach ((string group, string[] words) in talk.Dice.Some(Groups, Groups.Length))
        {
            SynthDevice[] members = [.. robot.Of("relay", "dimmer", "color-light").Where(d => words.Any(w => $"{d.Name} {d.Spec.Description}".Contains(w, StringComparison.OrdinalIgnoreCase)))];
            if (members.Length < 2) continue;
            Act? act = talk.Dice.Chance(0.5) ? Acts.Any(robot, talk, members) : null, more = act is not null && talk.Dice.Chance(0.5) ? Acts.Any(robot, talk, [.. members, act.Device]) : null;
            string task = act is null ? group == "lights" && talk.Dice.Chance(0.6) ? talk.Fill("lights_off") : talk.Fill("group_off", ("r", group)) : talk.Fill("group_off_and", ("r", group), ("act", more is null ? act.Say : $"{act.Say} and {more.Say}"));
            string did = string.Concat(((Act?[])[act, more]).OfType<Act>().Select(a => $", {a.Did}")), plan = string.Concat(((Act?[])[act, more]).OfType<Act>().Select(a => $", then {a.Plan}"));
            SynthDevice[] touched = [.. members, .. ((Act?[])[act, more]).OfType<Act>().Select(a => a.Device)];
            return new Draft("group-off", talk.AsIs(task), $"The {group} are {string.Join(", ", members.Select(Lines.Who))}: switch them off{plan}.",
                [.. members.Select(d => d.Kind == "color-light" ? $"{d.Name}.Off();" : Lines.Off(d)), .. act?.Code ?? [], .. more?.Code ?? [], $"Done(\"The {group} are off{did}.\");"],
                f => f.End is { Ok: true } && members.All(d => f.State(d).Value == 0) && act?.Holds(f) != false && more?.Holds(f) != false && f.Only(touched))
            { Start = members.Where(d => d.Kind != "color-light" && d.Spec.Hold).ToDictionary(d => d.Name, _ => StartValue.Of(1)) };
        }
        return null;
    }
}
