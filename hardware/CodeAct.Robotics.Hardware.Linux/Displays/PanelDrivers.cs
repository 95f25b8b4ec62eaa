using CodeAct.Robotics.Hardware.Linux.Chips;
using CodeAct.Robotics.Hardware.Linux.I2C;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Displays;

/// <summary>
/// <c>linux.lcd1602</c> (settings: bus, address 0x20 to 0x27 or 0x38 to 0x3f with default 0x27, size 16x2 or 20x4) and
/// <c>linux.ssd1306</c> (settings: bus, address 0x3c or 0x3d, size 128x64 or 128x32): displays.
/// </summary>
internal static class PanelDrivers
{
    /// <summary>Opens a character display.</summary>
    public static IDeviceDriver OpenLcd(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        var settings = device.With.Read(map =>
            (Place: I2cPlace.Read(map, "PCF8574", 0x27, (0x20, 0x27), (0x38, 0x3f)), Large: map.Word("size", "16x2", "16x2", "20x4") == "20x4"));
        return Open(device, board, clock, settings.Place, d => new Hd44780(d, settings.Large ? 20 : 16, settings.Large ? 4 : 2));
    }

    /// <summary>Opens an OLED.</summary>
    public static IDeviceDriver OpenOled(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        var settings = device.With.Read(map =>
            (Place: I2cPlace.Read(map, "SSD1306", 0x3c, (0x3c, 0x3d)), Height: map.Word("size", "128x64", "128x64", "128x32") == "128x32" ? 32 : 64));
        return Open(device, board, clock, settings.Place, d => new Ssd1306(d, settings.Height));
    }

    private static TextDisplay Open<T>(DeviceSpec device, LinuxBoard board, IRobotClock clock, I2cPlace place, Func<I2cDevice, T> create)
        where T : I2cChip, ITextPanel
    {
        I2cBuses buses = I2cBuses.Of(board);
        T? made = null;
        T chip = buses.Join(device, place, clock, d => made = create(d));
        if (ReferenceEquals(chip, made)) return new TextDisplay(device, chip, () => buses.Leave(chip));
        buses.Leave(chip);
        throw device.With.Refused("address", $"another device shows its text on the {chip.Name} at 0x{place.Address:x2}.", "Give each display an address of its own.");
    }
}
