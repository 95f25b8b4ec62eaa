using CodeAct.Robotics.Robots;
using Iot.Device.Adc;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>
/// <c>iot.ina219</c>: a sensor of A, V or W. Settings: bus, address (default 0x40), channel (current, voltage, power), shunt (ohms; default 0.1),
/// max-current (amperes; default 3.2), scale, offset. Devices of one chip have one shunt and one max-current.
/// </summary>
internal static class Ina219Driver
{
    // The most that the shunt's converter takes, and the factor of the calibration register (INA219 datasheet, section 8.5).
    private const double MostVolts = 0.32, CalibrationFactor = 0.04096;

    public static IDeviceDriver Open(DeviceSpec device, IotParts parts, IRobotClock clock)
    {
        var settings = device.With.Read(map =>
        {
            double shunt = map.Within("shunt", 0.1, 0.0001, 10), most = map.Within("max-current", 3.2, 0.001, 500);
            if (shunt * most > MostVolts + 1e-9) map.Refuse("max-current", $"{most} A over {shunt} ohm are {shunt * most:0.###} V, and an INA219 measures {MostVolts} V.", $"Write {MostVolts / shunt:0.###} or less, or take a smaller shunt.");
            return (Place: I2cPlace.Read(map, 0x40), Channel: map.RequiredWord("channel", "current", "voltage", "power"), Shunt: shunt, Most: most, Calibrate: map.Calibration());
        });
        double lsb = settings.Most / 32768;
        SharedChip<Calibrated> chip = parts.Chip(device, settings.Place, wire => new Calibrated(new Ina219(wire), settings.Shunt, settings.Most));
        if (chip.Use(c => (c.Shunt, c.Most)) != (settings.Shunt, settings.Most)) throw new DeviceException(ErrorCodes.DeviceFault, $"{device.Name} has another shunt or max-current than another device of its chip. Write the same at both.");
        // The binding takes both registers with the wrong sign: more than 16.384 V are negative there, and a negative current is more than the most.
        double? Volts(Calibrated c) => c.Chip.ReadBusVoltage().Volts is var volts && volts < 0 ? volts + 32.768 : volts;
        double? Amperes(Calibrated c) => c.Chip.ReadCurrent().Amperes is var amperes && amperes > lsb * 32767.5 ? amperes - lsb * 65536 : amperes;
        double? Watts(Calibrated c) => (double)c.Chip.ReadPower().Watts;
        (ValueRange sense, Func<Calibrated, double?> measure) = settings.Channel switch
        {
            "voltage" => (new ValueRange(0, 32.768), Volts),
            "power" => (new ValueRange(0, settings.Most * 33), Watts),
            _ => (new ValueRange(-settings.Most * 1.01, settings.Most * 1.01), (Func<Calibrated, double?>)Amperes),
        };
        return new ChipSensor(device, settings.Calibrate, sense, () => chip.Use(measure));
    }

    private sealed class Calibrated : IDisposable
    {
        public Calibrated(Ina219 chip, double shunt, double most)
        {
            (Chip, Shunt, Most) = (chip, shunt, most);
            chip.Reset();
            chip.SetCalibration((ushort)(CalibrationFactor / (most / 32768 * shunt)), (float)(most / 32768));
        }

        public Ina219 Chip { get; }

        public double Shunt { get; }

        public double Most { get; }

        public void Dispose() => Chip.Dispose();
    }
}
