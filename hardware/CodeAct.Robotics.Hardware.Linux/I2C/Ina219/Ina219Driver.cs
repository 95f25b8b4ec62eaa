using CodeAct.Robotics.Hardware.Linux.Chips;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>
/// <c>linux.ina219</c>: a sensor of A, V or W. Settings: bus, address (0x40 to 0x4f), channel (current, voltage, power),
/// shunt (ohms; default 0.1), max-current (amperes; default 3.2; shunt × max-current is at most 0.32 V), scale, offset.
/// </summary>
internal static class Ina219Driver
{
    // The supply is specified to 26 V; 32 V is what the register can say.
    private static readonly ValueRange Volts = new(0, 32);

    /// <summary>Opens it.</summary>
    public static IDeviceDriver Open(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        var settings = device.With.Read(map =>
        {
            double shunt = map.Number("shunt", 0.1, 0.0001, 10, " ohm"), most = map.Number("max-current", 3.2, 0.001, 500, " A");
            if (shunt * most > 0.32 + 1e-9) map.Refuse("max-current", $"{most} A over {shunt} ohm are {shunt * most:0.###} V, and an INA219 measures 0.32 V.", $"Write {0.32 / shunt:0.###} or less, or take a smaller shunt.");
            return (Place: I2cPlace.Read(map, "INA219", 0x40, (0x40, 0x4f)), Channel: map.RequiredWord("channel", "current", "voltage", "power"), Shunt: shunt, Most: most, Calibration: map.Calibration());
        });
        I2cBuses buses = I2cBuses.Of(board);
        Ina219 chip = buses.Join(device, settings.Place, clock, d => new Ina219(d, settings.Shunt, settings.Most));
        if (chip.Shunt != settings.Shunt || chip.MaxCurrent != settings.Most)
        {
            buses.Leave(chip);
            throw device.With.Refused("max-current", $"another device has this chip with a shunt of {chip.Shunt} ohm and {chip.MaxCurrent} A.", "Write the same shunt and max-current at all devices of a chip.");
        }

        object reader = new();
        // 0.5 % beyond: the register reaches a little further than the figure asked for.
        double most = settings.Most * 1.005;
        (ValueRange sense, Func<double> measure) = settings.Channel switch
        {
            "voltage" => (Volts, () => chip.Read(reader).Volts),
            "power" => (new ValueRange(0, most * Volts.High), () => chip.Read(reader).Watts),
            _ => (new ValueRange(-most, most), (Func<double>)(() => chip.Read(reader).Amperes)),
        };
        return new ChipSensor(device, board.Time, settings.Calibration, sense, measure, () => buses.Leave(chip));
    }
}
