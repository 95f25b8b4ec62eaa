using CodeAct.Robotics.Hardware.Linux.Chips;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>
/// <c>linux.ads1115</c>: a sensor of volts, or what scale and offset make of them. Settings: bus, address (0x48 to 0x4b),
/// channel (0 to 3, or a difference such as 0-1), gain (2/3, 1, 2, 4, 8, 16; default 1: ±4.096 V), rate (8 to 860 a second; default 128), scale, offset.
/// </summary>
internal static class Ads1115Driver
{
    private static readonly ValueRange Volts = new(-6.144, 6.144);

    /// <summary>Opens it.</summary>
    public static IDeviceDriver Open(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        var settings = device.With.Read(map =>
            (Place: I2cPlace.Read(map, "ADS1115", 0x48, (0x48, 0x4b)),
                Input: Array.IndexOf(Ads1115.Inputs, map.RequiredWord("channel", Ads1115.Inputs)),
                Gain: Array.IndexOf(Ads1115.Gains, map.Word("gain", "1", Ads1115.Gains)),
                Rate: Array.IndexOf(Ads1115.Rates, int.Parse(map.Word("rate", "128", [.. Ads1115.Rates.Select(r => $"{r}")]))),
                Calibration: map.Calibration()));
        I2cBuses buses = I2cBuses.Of(board);
        Ads1115 chip = buses.Join(device, settings.Place, clock, d => new Ads1115(d));
        return new ChipSensor(device, board.Time, settings.Calibration, Volts, () => chip.Volts(settings.Input, settings.Gain, settings.Rate), () => buses.Leave(chip));
    }
}
