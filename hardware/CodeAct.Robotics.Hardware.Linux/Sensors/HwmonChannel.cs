using System.Globalization;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Sensors;

/// <summary>
/// A channel of a hardware monitor in plain units: degrees Celsius, volt, ampere, watt, joule, percent of relative humidity, rounds a minute, hertz.
/// Source: Documentation/hwmon/sysfs-interface.rst.
/// </summary>
internal sealed class HwmonChannel : IReadingSource
{
    private const string Root = "/sys/class/hwmon";

    private static readonly (string Type, double Unit)[] Units =
        [("temp", 1e-3), ("in", 1e-3), ("curr", 1e-3), ("power", 1e-6), ("energy", 1e-6), ("humidity", 1e-3), ("fan", 1), ("freq", 1)];

    private readonly string _file;
    private readonly double _unit;

    private HwmonChannel(string folder, string file, double unit)
    {
        Place = folder;
        _file = file;
        _unit = unit;
    }

    /// <inheritdoc/>
    public string Place { get; }

    /// <summary>Finds a channel.</summary>
    /// <param name="kernel">The system calls.</param>
    /// <param name="device">For messages.</param>
    /// <param name="name">The monitor's name, such as <c>cpu_thermal</c> or <c>ina219</c>, or <c>hwmon0</c>.</param>
    /// <param name="channel">Such as <c>temp1</c>, <c>in1</c>, <c>fan1</c>.</param>
    /// <exception cref="DeviceException">It isn't there.</exception>
    public static HwmonChannel Find(IKernel kernel, string device, string name, string channel)
    {
        string folder = KernelFolders.Find(kernel, device, Root, "hwmon", name);
        string file = $"{folder}/{channel}_input";
        string type = channel.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        foreach ((string known, double unit) in Units)
            if (known == type && kernel.Exists(file)) return new HwmonChannel(folder, file, unit);
        throw KernelFolders.NoChannel(kernel, device, folder, channel, ChannelOf);
    }

    /// <inheritdoc/>
    public double Read(IKernel kernel) => double.Parse(kernel.ReadText(_file), NumberStyles.Float, CultureInfo.InvariantCulture) * _unit;

    private static string? ChannelOf(string file)
    {
        if (!file.EndsWith("_input", StringComparison.Ordinal)) return null;
        string channel = file[..^"_input".Length];
        return Units.Any(u => channel.StartsWith(u.Type, StringComparison.Ordinal)) ? channel : null;
    }
}
