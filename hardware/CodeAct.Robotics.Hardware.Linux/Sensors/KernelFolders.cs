using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Sensors;

/// <summary>Finds the folder of a device by the name that its driver gives it, since the folders' numbers change from boot to boot.</summary>
internal static class KernelFolders
{
    /// <summary>The folder whose <c>name</c> (or <c>label</c>) is this, or which is called so itself.</summary>
    /// <exception cref="DeviceException">There is none, or more than one.</exception>
    public static string Find(IKernel kernel, string device, string root, string prefix, string name)
    {
        (string Folder, string Name, string Label)[] there = [.. kernel.List(root)
            .Where(f => f.StartsWith(prefix, StringComparison.Ordinal))
            .Select(f => (f, Text(kernel, $"{root}/{f}/name"), Text(kernel, $"{root}/{f}/label")))];
        string[] found = [.. there.Where(t => t.Folder == name || t.Name == name || t.Label == name).Select(t => t.Folder)];
        if (found.Length == 1) return $"{root}/{found[0]}";
        if (found.Length > 1) throw Fault(device, $"{found.Length} devices in {root} are called '{name}'; name one of {string.Join(", ", found)}.");
        if (there.Length == 0) throw Fault(device, $"there is no device in {root}; load its driver (modprobe or a device tree overlay), and check the wiring.");
        string? near = NearestName.Of(name, there.SelectMany(t => new[] { t.Folder, t.Name, t.Label }));
        string list = string.Join(", ", there.Select(t => $"{t.Folder} [{t.Name}]"));
        throw Fault(device, $"there is no device '{name}' in {root}{(near is null ? "" : $"; did you mean '{near}'?")} There are: {list}.");
    }

    /// <summary>A channel that is not in a folder: says which ones are.</summary>
    public static DeviceException NoChannel(IKernel kernel, string device, string folder, string channel, Func<string, string?> channelOf)
    {
        string[] channels = [.. kernel.List(folder).Select(channelOf).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        string? near = NearestName.Of(channel, channels);
        string rest = near is null ? $"There are: {string.Join(", ", channels)}." : $"Did you mean '{near}'?";
        return Fault(device, $"{folder} has no channel '{channel}'. {rest}");
    }

    private static DeviceException Fault(string device, string message) => new(ErrorCodes.DeviceFault, $"{device}: {message}");

    private static string Text(IKernel kernel, string path)
    {
        try
        {
            return kernel.ReadText(path);
        }
        catch (KernelException)
        {
            return "";
        }
    }
}
