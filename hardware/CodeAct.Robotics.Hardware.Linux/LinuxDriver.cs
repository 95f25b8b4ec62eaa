using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux;

/// <summary>Opens a device of a kind that its driver takes.</summary>
/// <exception cref="InvalidFileException">Bad settings.</exception>
/// <exception cref="DeviceException">It can't be had.</exception>
internal delegate IDeviceDriver OpenDriver(DeviceSpec device, LinuxBoard board, IRobotClock clock);

/// <summary>A driver by the name that a manifest says.</summary>
/// <param name="Name">Such as <c>linux.gpio</c>.</param>
/// <param name="Kinds">The kinds it drives.</param>
/// <param name="Opener">Opens one.</param>
internal sealed record LinuxDriver(string Name, IReadOnlyList<DeviceKind> Kinds, OpenDriver Opener)
{
    /// <summary>Opens a device.</summary>
    public IDeviceDriver Open(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        if (!Kinds.Contains(device.Kind)) RefuseKind(device);
        try
        {
            return Opener(device, board, clock);
        }
        catch (KernelException e)
        {
            throw KernelFault.Of(device.Name, Name, e, null);
        }
    }

    private void RefuseKind(DeviceSpec device) => device.With.Read<object?>(map =>
    {
        foreach (string key in map.Keys) map.Find(key);
        string kinds = string.Join(", ", Kinds.Select(k => k.Name));
        map.File.Refuse(map.Node, device.Name, $"{Name} drives no {device.Kind.Name}.", $"It drives: {kinds}.");
        return null;
    });
}
