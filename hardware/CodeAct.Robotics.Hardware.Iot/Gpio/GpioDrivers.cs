using System.Device.Gpio;
using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>
/// <c>iot.gpio</c>: relay or input on one line. Settings: line, chip (a GPIO chip's label; without it the one that System.Device.Gpio takes for the board),
/// active (high or low; default high), and for an input pull (none, up, down; default none).
/// </summary>
internal static class GpioDrivers
{
    public static IDeviceDriver Open(DeviceSpec device, IotParts parts, IRobotClock clock)
    {
        var settings = device.With.Read(map => (
            Chip: map.Text("chip"),
            Line: Line(map, "line"),
            IsLow: map.Word("active", "high", "low") == "low",
            Mode: device.Kind == DeviceKinds.Input ? map.Word("pull", "none", "up", "down") switch { "up" => PinMode.InputPullUp, "down" => PinMode.InputPullDown, _ => PinMode.Input } : PinMode.Output));
        parts.Claim(device, Name(settings.Chip, settings.Line));
        return IotFaults.Do<IDeviceDriver>(device.Name, () =>
        {
            GpioController gpio = parts.Board.Gpio(settings.Chip);
            return device.Kind == DeviceKinds.Input
                ? new GpioInput(device, gpio, settings.Line, settings.IsLow, settings.Mode)
                : new GpioRelay(device, gpio, settings.Line, settings.IsLow);
        });
    }

    /// <summary>The number of a line.</summary>
    public static int Line(YamlMap map, string key) => map.RequiredWhole(key, "Write the number of the line on its chip; on a Raspberry Pi that is the GPIO number.", 0, 511);

    /// <summary>A line as claims and messages name it.</summary>
    public static string Name(string? chip, int line) => $"line {line} of {chip ?? "the board's GPIO chip"}";
}
