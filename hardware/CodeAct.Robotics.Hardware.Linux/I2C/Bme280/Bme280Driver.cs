using CodeAct.Robotics.Hardware.Linux.Chips;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>
/// <c>linux.bme280</c>: a sensor of °C, % or hPa. Settings: bus, address (0x76, 0x77), channel (temperature, humidity, pressure), scale, offset.
/// Devices with the same bus and address share one chip and one measurement.
/// </summary>
internal static class Bme280Driver
{
    /// <summary>The operating ranges of BST-BME280-DS002, table 1 to 3.</summary>
    private static readonly ValueRange Celsius = new(-40, 85), Percent = new(0, 100), HectoPascal = new(300, 1100);

    /// <summary>Opens it.</summary>
    public static IDeviceDriver Open(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        var settings = device.With.Read(map =>
            (Place: I2cPlace.Read(map, "BME280", 0x76, (0x76, 0x77)), Channel: map.RequiredWord("channel", "temperature", "humidity", "pressure"), Calibration: map.Calibration()));
        I2cBuses buses = I2cBuses.Of(board);
        Bme280 chip = buses.Join(device, settings.Place, clock, d => new Bme280(d));
        object reader = new();
        (ValueRange sense, Func<double> measure) = settings.Channel switch
        {
            "humidity" => (Percent, () => chip.Read(reader).Percent),
            "pressure" => (HectoPascal, () => chip.Read(reader).HectoPascal),
            _ => (Celsius, (Func<double>)(() => chip.Read(reader).Celsius)),
        };
        return new ChipSensor(device, board.Time, settings.Calibration, sense, measure, () => buses.Leave(chip));
    }
}
