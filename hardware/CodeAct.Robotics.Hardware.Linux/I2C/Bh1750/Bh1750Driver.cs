using CodeAct.Robotics.Hardware.Linux.Chips;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary><c>linux.bh1750</c>: a sensor of lux. Settings: bus, address (0x23, or 0x5c with ADDR high), scale, offset.</summary>
internal static class Bh1750Driver
{
    private static readonly ValueRange Lux = new(0, 121_600);

    /// <summary>Opens it.</summary>
    public static IDeviceDriver Open(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        var settings = device.With.Read(map =>
            (Place: I2cPlace.Read(map, "BH1750", 0x23, (0x23, 0x23), (0x5c, 0x5c)), Calibration: map.Calibration()));
        I2cBuses buses = I2cBuses.Of(board);
        Bh1750 chip = buses.Join(device, settings.Place, clock, d => new Bh1750(d));
        return new ChipSensor(device, board.Time, settings.Calibration, Lux, chip.Lux, () => buses.Leave(chip));
    }
}
