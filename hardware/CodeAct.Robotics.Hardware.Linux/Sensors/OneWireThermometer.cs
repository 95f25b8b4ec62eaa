using System.Globalization;
using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Sensors;

/// <summary>
/// A DS18B20 or a relative on the one-wire bus, in degrees Celsius. The kernel checks the CRC; a scratchpad that says 85 degrees as after power-on is no
/// reading. A reading takes up to 750 ms. Sources: Documentation/w1/slaves/w1_therm.rst; datasheet of the DS18B20 (families 10, 22, 28, 3B, 42).
/// </summary>
internal sealed class OneWireThermometer : IReadingSource
{
    private const string Root = "/sys/bus/w1/devices";
    private static readonly string[] Families = ["10-", "22-", "28-", "3b-", "42-"];
    private readonly string _device;

    private OneWireThermometer(string device, string folder)
    {
        _device = device;
        Place = folder;
    }

    /// <inheritdoc/>
    public string Place { get; }

    /// <summary>Finds one by its number, or the only one.</summary>
    /// <exception cref="DeviceException">It isn't there, or there are more than one.</exception>
    public static OneWireThermometer Find(IKernel kernel, string device, string? id)
    {
        string[] there = [.. kernel.List(Root).Where(n => Families.Any(f => n.StartsWith(f, StringComparison.OrdinalIgnoreCase)))];
        if (there.Length == 0)
            throw Fault(device, $"there is no one-wire thermometer in {Root}; check the wiring and its 4.7 k resistor, and switch the bus on (dtoverlay=w1-gpio on a Raspberry Pi).");
        if (id is null)
        {
            if (there.Length == 1) return new OneWireThermometer(device, $"{Root}/{there[0]}");
            throw Fault(device, $"there are {there.Length} one-wire thermometers; give one of them as id: {string.Join(", ", there)}.");
        }

        if (there.FirstOrDefault(n => string.Equals(n, id, StringComparison.OrdinalIgnoreCase)) is { } found) return new OneWireThermometer(device, $"{Root}/{found}");
        string? near = NearestName.Of(id, there);
        throw Fault(device, $"there is no one-wire thermometer '{id}'. {(near is null ? $"There are: {string.Join(", ", there)}." : $"Did you mean '{near}'?")}");
    }

    /// <inheritdoc/>
    public double Read(IKernel kernel)
    {
        if (kernel.Exists($"{Place}/w1_slave")) return ReadScratchpad(kernel.ReadText($"{Place}/w1_slave"));
        string text = kernel.ReadText($"{Place}/temperature");
        // The kernel gives an empty file where the bus did not answer.
        return text.Length > 0 ? int.Parse(text, CultureInfo.InvariantCulture) / 1000.0 : throw NoReading("no answer; check wiring and power");
    }

    // Two lines: the scratchpad with its CRC's verdict, and again with t= in millidegrees.
    private double ReadScratchpad(string text)
    {
        int at = text.LastIndexOf("t=", StringComparison.Ordinal);
        if (at < 0 || !text.Contains("YES", StringComparison.Ordinal)) throw NoReading("the checksum is wrong; check the wiring and the resistor");
        int thousandths = int.Parse(text[(at + 2)..], CultureInfo.InvariantCulture);
        // 0x0550 is 85 degrees; the chip keeps 0x0C in byte 6 until its first conversion, and 0x10 after one.
        string[] bytes = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (thousandths == 85_000 && bytes.Length > 6 && bytes[0] == "50" && bytes[1] == "05" && bytes[6] == "0c")
            throw NoReading("it has just been powered and measured nothing yet");
        return thousandths / 1000.0;
    }

    private static DeviceException Fault(string device, string message) => new(ErrorCodes.DeviceFault, $"{device}: {message}");

    private DeviceException NoReading(string why) => new(ErrorCodes.NoReading, $"{_device} gives no reading: {why}.");
}
