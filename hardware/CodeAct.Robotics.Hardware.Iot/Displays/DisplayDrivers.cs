using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>
/// Displays on I2C. <c>iot.lcd1602</c>: bus, address (default 0x27), size 16x2 or 20x4. <c>iot.ssd1306</c>: bus, address (default 0x3c), size 128x64 or 128x32.
/// </summary>
internal static class DisplayDrivers
{
    public static IDeviceDriver OpenLcd(DeviceSpec device, IotParts parts, IRobotClock clock)
    {
        var settings = device.With.Read(map => (Place: I2cPlace.Read(map, 0x27), IsLarge: map.Word("size", "16x2", "20x4") == "20x4"));
        parts.Claim(device, $"the display at {settings.Place}");
        return new TextDisplay(device, parts.Chip<ITextPanel>(device, settings.Place, wire => new LcdPanel(wire, settings.IsLarge ? 20 : 16, settings.IsLarge ? 4 : 2)));
    }

    public static IDeviceDriver OpenOled(DeviceSpec device, IotParts parts, IRobotClock clock)
    {
        var settings = device.With.Read(map => (Place: I2cPlace.Read(map, 0x3c), Height: map.Word("size", "128x64", "128x32") == "128x32" ? 32 : 64));
        parts.Claim(device, $"the display at {settings.Place}");
        return new TextDisplay(device, parts.Chip<ITextPanel>(device, settings.Place, wire => new OledPanel(wire, settings.Height)));
    }
}
