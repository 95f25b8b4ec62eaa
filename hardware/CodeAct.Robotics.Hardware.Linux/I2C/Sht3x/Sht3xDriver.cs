using CodeAct.Robotics.Hardware.Linux.Chips;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary><c>linux.sht3x</c>: a sensor of °C or %. Settings: bus, address (0x44, 0x45), channel (temperature, humidity), scale, offset.</summary>
internal static class Sht3xDriver
{
    /// <summary>What the part is made for, section 2 of its datasheet.</summary>
    private static readonly ValueRange Celsius = new(-40, 125), Percent = new(0, 100);

    /// <summary>Opens it.</summary>
    public static IDeviceDriver Open(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        var settings = device.With.Read(map =>
            (Place: I2cPlace.Read(map, "SHT3x", 0x44, (0x44, 0x45)), Channel: map.RequiredWord("channel", "temperature", "humidity"), Calibration: map.Calibration()));
        I2cBuses buses = I2cBuses.Of(board);
        Sht3x chip = buses.Join(device, settings.Place, clock, d => new Sht3x(d));
        object reader = new();
        bool humidity = settings.Channel == "humidity";
        return new ChipSensor(device, board.Time, settings.Calibration, humidity ? Percent : Celsius,
            () => humidity ? chip.Read(reader).Percent : chip.Read(reader).Celsius, () => buses.Leave(chip));
    }
}
