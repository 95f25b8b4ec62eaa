using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>How the facade's functions and methods are called.</summary>
internal static class RobotFunctions
{
    /// <summary>The always-there names; null for one that is no function.</summary>
    private static readonly IReadOnlyDictionary<string, Callee?> All = new Dictionary<string, Callee?>
    {
        ["Wait"] = new(1, 1, false, "seconds"),
        ["WaitUntil"] = new(2, 2, false, "condition", "timeout"),
        ["Print"] = new(1, 1, true, "value"),
        ["History"] = new(2, 2, true, "sensor", "minutes") { Measures = true },
        ["Plot"] = new(2, 2, false, "name", "values"),
        ["Done"] = new(0, 1, false, "answer"),
        ["Fail"] = new(0, 1, false, "reason"),
        ["Now"] = null,
    };

    /// <summary>Those that a robot with such devices has: without a sensor there is nothing whose history could be asked for.</summary>
    public static IReadOnlyDictionary<string, Callee?> Of(IEnumerable<DeviceKind> kinds) =>
        kinds.Any(k => k.IsMeasuring) ? All : All.Where(f => f.Key != "History").ToDictionary();

    /// <summary>A device with its members.</summary>
    public static BareName Device(DeviceSpec device, bool isType)
    {
        DeviceMember[] values = [.. device.Kind.Members.Where(m => m.Result != MemberResult.None)];
        bool some = values.Length > 0 && values.Length < device.Kind.Members.Count;
        return Of(device.Kind.Members) with { IsType = isType, AsValue = some ? Of(values) with { IsType = isType } : null };
    }

    private static BareName Of(IReadOnlyList<DeviceMember> members) => new(BareKind.Device, NameTrie.Of(members.Select(m => m.Name)))
    {
        Methods = members.Where(m => m.Type != MemberType.State).ToDictionary(m => m.Name, Method),
    };

    private static Callee Method(DeviceMember member) =>
        new(member.Parameters.Count, member.Parameters.Count, false, [.. member.Parameters.Select(p => p.Name)]);
}
