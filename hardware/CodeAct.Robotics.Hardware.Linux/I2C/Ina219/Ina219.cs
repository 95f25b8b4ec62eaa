using CodeAct.Robotics.Hardware.Linux.Chips;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>
/// Texas Instruments INA219: voltage, current and power of a supply, over a shunt. Each reading is one triggered conversion of 16 averaged samples.
/// Source: SBOS448, Zerø-Drift, Bidirectional Current/Power Monitor, sections 8.5 (calibration) and 8.6 (registers).
/// </summary>
internal sealed class Ina219 : I2cChip
{
    private const byte Config = 0, BusVoltage = 2, Power = 3, Current = 4, Calibration = 5;
    private const ushort Reset = 0x8000, AfterReset = 0x399F;

    // 32 V, 16 samples of bus and shunt, both converted once.
    private const ushort Range32Volts = 0x2000, Samples16 = 0x0660, Once = 0x0003;
    private const double Conversion = 2 * 0.00936;

    private readonly SharedMeasurement<Supply> _shared;
    private readonly ushort _config;

    /// <summary>The chip at an address, not yet begun.</summary>
    /// <param name="device">Where it is.</param>
    /// <param name="shunt">Ohms.</param>
    /// <param name="maxCurrent">The largest current to measure, in amperes; over the shunt at most 0.32 V.</param>
    public Ina219(I2cDevice device, double shunt, double maxCurrent)
        : base(device)
    {
        Shunt = shunt;
        MaxCurrent = maxCurrent;
        _shared = new SharedMeasurement<Supply>(Measure, () => device.Now);
        (CurrentStep, CalibrationValue) = Scale(shunt, maxCurrent);
        _config = (ushort)(Range32Volts | Gain(shunt * maxCurrent) << 11 | Samples16 | Once);
    }

    /// <inheritdoc/>
    public override string Name => "INA219";

    /// <summary>Ohms.</summary>
    public double Shunt { get; }

    /// <summary>Amperes.</summary>
    public double MaxCurrent { get; }

    /// <summary>Amperes for one step of the current register; the power register's step is 20 V times that.</summary>
    public double CurrentStep { get; }

    /// <summary>What the calibration register gets.</summary>
    public ushort CalibrationValue { get; }

    /// <summary>The step and the calibration for a shunt: 0.04096 / (step × ohms), without its last bit, which the chip has not.</summary>
    public static (double Step, ushort Calibration) Scale(double shunt, double maxCurrent)
    {
        double step = maxCurrent / 32768;
        ushort calibration = (ushort)((int)Math.Min(0.04096 / (step * shunt) + 1e-6, 0xFFFE) & 0xFFFE);
        // The step that this calibration really gives.
        return (0.04096 / (calibration * shunt), calibration);
    }

    /// <inheritdoc/>
    public override void Begin()
    {
        Device.WriteWord(Config, Reset);
        ushort config = Device.ReadWord(Config);
        if (config != AfterReset) throw ChipException.Fault($"the chip at {Device.Place} reads 0x{config:x4} after a reset, an INA219 reads 0x399f: {Likely(config)}.");
    }

    /// <summary>The supply now, or as the devices beside this one have just got it.</summary>
    public Supply Read(object reader) => _shared.For(reader);

    private Supply Measure()
    {
        lock (Device.Bus.Lock)
        {
            // Written each time: the chip forgets it with its power, and then shows a current of 0.
            Device.WriteWord(Calibration, CalibrationValue);
            Device.WriteWord(Config, _config);
        }

        ushort bus = 0;
        Device.WaitUntil(() => ((bus = Device.ReadWord(BusVoltage)) & 0x2) != 0, Conversion, 0.1, $"the conversion of the INA219 at {Device.Place}");
        if ((bus & 0x1) != 0) throw ChipException.NoReading($"the current at the INA219 at {Device.Place} is beyond {MaxCurrent} A, the device's max-current.");
        double current = (short)Device.ReadWord(Current) * CurrentStep;
        double power = Device.ReadWord(Power) * 20 * CurrentStep;
        return new Supply((bus >> 3) * 0.004, current, power);
    }

    // The PGA field: 40, 80, 160 or 320 mV over the shunt.
    private static int Gain(double volts) => volts switch { <= 0.04 => 0, <= 0.08 => 1, <= 0.16 => 2, _ => 3 };

    private static string Likely(ushort config) => config switch
    {
        0x4127 => "it is likely an INA226, which has no driver here",
        0x7127 => "it is likely an INA3221, which has no driver here",
        0x0000 or 0xFFFF => "nothing sensible comes back; check the wiring",
        _ => "it is another chip; check the address",
    };

    /// <summary>What it measures.</summary>
    /// <param name="Volts">At the load's side of the shunt.</param>
    /// <param name="Amperes">Positive from V+ to V−.</param>
    /// <param name="Watts">Their product.</param>
    internal readonly record struct Supply(double Volts, double Amperes, double Watts);
}
