using System.Globalization;
using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.Gpio;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Boards.Examination;

/// <summary>A line that a device's settings name.</summary>
/// <param name="Key">The setting.</param>
/// <param name="Address">Where it is.</param>
/// <param name="IsOutput">Whether the device drives it.</param>
internal sealed record LinePlace(string Key, LineAddress Address, bool IsOutput);

/// <summary>What of the machine a device's settings name: lines, a PWM channel by its pin, a bus. Read from the settings alone, without opening anything.</summary>
/// <param name="Lines">GPIO lines.</param>
/// <param name="PwmPins">Pins of the header whose PWM it uses.</param>
/// <param name="Bus">A device file of an I2C or SPI bus, or null.</param>
internal sealed record DevicePlaces(IReadOnlyList<LinePlace> Lines, IReadOnlyList<int> PwmPins, string? Bus)
{
    private const string Header = "header ";

    private static readonly string[] LineKeys = ["line", "pin", "trigger", "echo", "step", "dir", "enable", "home", "forward", "backward", "direction"];

    // What the device listens to; all else it drives.
    private static readonly string[] Inputs = ["echo", "home"];

    // By the part after the dot: linux.pwm and iot.pwm are wired alike.
    private static readonly string[] PwmDrivers = ["pwm", "servo"];

    private static readonly string[] SpiDrivers = ["mcp3008"];

    private static readonly string[] I2cDrivers = ["bme280", "sht3x", "ads1115", "ina219", "bh1750", "mcp9808", "vl53l0x", "pca9685", "lcd1602", "ssd1306"];

    /// <summary>Those of a device.</summary>
    public static DevicePlaces Of(DeviceSpec device) => device.With.Read(map =>
    {
        // The driver refuses what it does not know; here every key is fine.
        foreach (string key in map.Keys) map.Find(key);
        string? chip = map.Text("chip");
        bool pwm = PwmDrivers.Contains(Model(device)) || map.Has("channel") && PinIn(map, "channel") is not null;
        var lines = new List<LinePlace>();
        var pins = new List<int>();
        foreach (string key in map.Keys)
        {
            if (pwm && PinIn(map, key) is { } pin) pins.Add(pin);
            else if (key.StartsWith("pwm", StringComparison.Ordinal) && PinIn(map, key) is { } other) pins.Add(other);
            else if (!pwm && LineKeys.Contains(key) && LineIn(map, key, chip) is { } address) lines.Add(new LinePlace(key, address, device.Kind != DeviceKinds.Input && !Inputs.Contains(key)));
        }

        return new DevicePlaces(lines, pins, BusOf(device, map));
    });

    private static LineAddress? LineIn(YamlMap map, string key, string? chip)
    {
        // `pin: 11` means the header's, too; `direction: forward` is a word and no line.
        if (key is "pin" or "line") return LineAddress.OfOneLine(map);
        return map.Text(key) is { } text && (text.StartsWith(Header, StringComparison.Ordinal) || text.Contains(':', StringComparison.Ordinal) || chip is not null) ? LineAddress.Optional(map, key, chip) : null;
    }

    private static int? PinIn(YamlMap map, string key)
    {
        if (map.Find(key) is not YamlDotNet.RepresentationModel.YamlScalarNode { Value: { } text }) return null;
        if (text.StartsWith(Header, StringComparison.Ordinal)) text = text[Header.Length..];
        else if (key != "pin") return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int pin) ? pin : null;
    }

    private static string? BusOf(DeviceSpec device, YamlMap map)
    {
        string bus = map.Has("bus") ? map.Text("bus") ?? "" : "";
        if (SpiDrivers.Contains(Model(device)) || map.Has("select")) return $"/dev/spidev{(bus.Length > 0 ? bus : "0")}.{(map.Has("select") ? map.Text("select") : "0")}";
        return I2cDrivers.Contains(Model(device)) || map.Has("address") ? $"/dev/i2c-{(bus.Length > 0 ? bus : "1")}" : null;
    }

    private static string Model(DeviceSpec device) => device.Driver?[(device.Driver.LastIndexOf('.') + 1)..] ?? "";
}
