using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Agents.Grammar;

/// <summary>How the facade's functions and methods are called.</summary>
internal static class RobotFunctions
{
    /// <summary>The always-there names; null for one that is no function.</summary>
    public static readonly IReadOnlyDictionary<string, Callee?> All = new Dictionary<string, Callee?>
    {
        ["Wait"] = new(1, 1, false, "seconds"),
        ["WaitUntil"] = new(2, 2, false, "condition", "timeout"),
        ["Print"] = new(1, 1, true, "value"),
        ["History"] = new(2, 2, true, "sensor", "minutes"),
        ["Plot"] = new(2, 2, false, "name", "values"),
        ["Done"] = new(0, 1, false, "answer"),
        ["Fail"] = new(0, 1, false, "reason"),
        ["Now"] = null,
    };

    /// <summary>A device with its members.</summary>
    public static BareName Device(DeviceSpec device, bool isType) => new(BareKind.Device, NameTrie.Of(device.Kind.Members.Select(m => m.Name)))
    {
        IsType = isType,
        Methods = device.Kind.Members.Where(m => m.Type != MemberType.State).ToDictionary(m => m.Name, Method),
    };

    private static Callee Method(DeviceMember member) =>
        new(member.Parameters.Count, member.Parameters.Count, false, [.. member.Parameters.Select(p => p.Name)]);
}
