using CodeAct.Robotics.Hardware.Linux.Chips;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary><c>linux.mcp9808</c>: a sensor of °C. Settings: bus, address (0x18 to 0x1f by A0 to A2), scale, offset.</summary>
internal static class Mcp9808Driver
{
    private static readonly ValueRange Celsius = new(-40, 125);

    /// <summary>Opens it.</summary>
    public static IDeviceDriver Open(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        var settings = device.With.Read(map =>
            (Place: I2cPlace.Read(map, "MCP9808", 0x18, (0x18, 0x1f)), Calibration: map.Calibration()));
        I2cBuses buses = I2cBuses.Of(board);
        Mcp9808 chip = buses.Join(device, settings.Place, clock, d => new Mcp9808(d));
        return new ChipSensor(device, board.Time, settings.Calibration, Celsius, chip.Celsius, () => buses.Leave(chip));
    }
}
