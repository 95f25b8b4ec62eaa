using System.Globalization;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Sensors;

/// <summary>
/// A channel of an industrial I/O device: in_CHANNEL_input where the kernel's driver reckons, else (raw + offset) × scale. The unit is the interface's:
/// millivolt, milliampere, millidegree Celsius, milli-percent of relative humidity, kilopascal, lux, metre, m/s², rad/s.
/// Source: Documentation/ABI/testing/sysfs-bus-iio.
/// </summary>
internal sealed class IioChannel : IReadingSource
{
    private const string Root = "/sys/bus/iio/devices";
    private readonly string _file;
    private readonly string? _scaleFile;
    private readonly string? _offsetFile;

    private IioChannel(string folder, string file, string? scaleFile, string? offsetFile)
    {
        Place = folder;
        _file = file;
        _scaleFile = scaleFile;
        _offsetFile = offsetFile;
    }

    /// <inheritdoc/>
    public string Place { get; }

    /// <summary>Finds a channel.</summary>
    /// <param name="kernel">The system calls.</param>
    /// <param name="device">For messages.</param>
    /// <param name="name">The IIO device's name, such as <c>ads1115</c>, its label, or <c>iio:device0</c>.</param>
    /// <param name="channel">Such as <c>voltage0</c>, <c>temp</c>, <c>accel_x</c>, <c>voltage0-voltage1</c>.</param>
    /// <exception cref="DeviceException">It isn't there.</exception>
    public static IioChannel Find(IKernel kernel, string device, string name, string channel)
    {
        string folder = KernelFolders.Find(kernel, device, Root, "iio:device", name);
        string prefix = $"{folder}/in_{channel}";
        if (kernel.Exists($"{prefix}_input")) return new IioChannel(folder, $"{prefix}_input", null, null);
        if (!kernel.Exists($"{prefix}_raw")) throw KernelFolders.NoChannel(kernel, device, folder, channel, ChannelOf);
        return new IioChannel(folder, $"{prefix}_raw", Shared(kernel, folder, channel, "scale"), Shared(kernel, folder, channel, "offset"));
    }

    /// <inheritdoc/>
    public double Read(IKernel kernel)
    {
        double value = Number(kernel, _file);
        // A scale may change with the chip's gain, so that it is read each time.
        if (_offsetFile is not null) value += Number(kernel, _offsetFile);
        if (_scaleFile is not null) value *= Number(kernel, _scaleFile);
        return value;
    }

    // in_voltage0_scale is one channel's, in_voltage_scale that of all of its type; accel_x has in_accel_scale.
    private static string? Shared(IKernel kernel, string folder, string channel, string what)
    {
        string type = new([.. channel.Where(c => !char.IsAsciiDigit(c))]);
        string bare = type.Split('_')[0];
        return new[] { channel, type, bare }.Select(c => $"{folder}/in_{c}_{what}").FirstOrDefault(kernel.Exists);
    }

    private static string? ChannelOf(string file)
    {
        if (!file.StartsWith("in_", StringComparison.Ordinal)) return null;
        foreach (string end in new[] { "_raw", "_input" })
            if (file.EndsWith(end, StringComparison.Ordinal)) return file["in_".Length..^end.Length];
        return null;
    }

    private static double Number(IKernel kernel, string file) =>
        double.Parse(kernel.ReadText(file).Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture);
}
