using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>A driver by the name that a manifest says.</summary>
/// <param name="Name">Such as <c>iot.gpio</c>.</param>
/// <param name="Kinds">The kinds it drives.</param>
/// <param name="Opener">Opens one of these.</param>
internal sealed record IotDriver(string Name, IReadOnlyList<DeviceKind> Kinds, Func<DeviceSpec, IotParts, IRobotClock, IDeviceDriver> Opener)
{
    public IDeviceDriver Open(DeviceSpec device, IotParts parts, IRobotClock clock)
    {
        if (!Kinds.Contains(device.Kind)) RefuseKind(device);
        return Opener(device, parts, clock);
    }

    private void RefuseKind(DeviceSpec device) => device.With.Read<object?>(map =>
    {
        foreach (string key in map.Keys) map.Find(key);
        map.File.Refuse(map.Node, device.Name, $"{Name} drives no {device.Kind.Name}.", $"It drives: {string.Join(", ", Kinds.Select(k => k.Name))}.");
        return null;
    });
}
