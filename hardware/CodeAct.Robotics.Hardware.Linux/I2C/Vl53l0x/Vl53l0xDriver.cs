using CodeAct.Robotics.Hardware.Linux.Chips;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>
/// <c>linux.vl53l0x</c>: a range finder in metres, or a sensor. Settings: bus, address (0x29), budget (time of one measurement, 20ms to 1s; default 33ms), scale, offset.
/// </summary>
internal static class Vl53l0xDriver
{
    /// <summary>Opens it.</summary>
    public static IDeviceDriver Open(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        var settings = device.With.Read(map =>
        {
            double budget = map.Seconds("budget") ?? 0.033;
            if (budget is < Vl53l0xTiming.Least or > 1) map.Refuse("budget", $"{budget} s is not from 20ms to 1s.", "Write the time of one measurement, such as 33ms.");
            return (Place: I2cPlace.Read(map, "VL53L0X", 0x29, (0x08, 0x77)), Budget: budget, Calibration: map.Calibration());
        });
        I2cBuses buses = I2cBuses.Of(board);
        Vl53l0x chip = buses.Join(device, settings.Place, clock, d => new Vl53l0x(d, settings.Budget));
        return new ChipSensor(device, board.Time, settings.Calibration, new ValueRange(0, 2.5), chip.Metres, () => buses.Leave(chip));
    }
}
