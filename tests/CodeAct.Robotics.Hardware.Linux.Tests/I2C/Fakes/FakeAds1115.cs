using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

/// <summary>An ADS1115 with a voltage at each of its inputs. Source: SBAS444, section 8.1.</summary>
internal sealed class FakeAds1115(IRobotClock clock) : FakeWordChip
{
    private static readonly int[] Rates = [8, 16, 32, 64, 128, 250, 475, 860];
    private static readonly double[] FullScales = [6.144, 4.096, 2.048, 1.024, 0.512, 0.256, 0.256, 0.256];
    private static readonly (int Plus, int Minus)[] Differences = [(0, 1), (0, 3), (1, 3), (2, 3)];

    private ushort _config = 0x8583;
    private short _conversion;
    private double _done = double.NegativeInfinity;

    public double[] Volts { get; } = new double[4];

    /// <summary>True: a conversion that is started never ends.</summary>
    public bool Hangs { get; set; }

    /// <summary>True: it is another chip, which keeps nothing.</summary>
    public bool KeepsNothing { get; set; }

    /// <summary>The configuration that was written last.</summary>
    public ushort Config => _config;

    protected override void Wrote(byte register, ushort value)
    {
        if (register != 1) return;
        if (!KeepsNothing) _config = (ushort)(value & 0x7FFF);
        if ((value & 0x8000) == 0) return;
        _done = Hangs ? double.PositiveInfinity : clock.Now + 1.0 / Rates[value >> 5 & 7];
        _conversion = Convert(value);
    }

    protected override ushort Shows(byte register) => register switch
    {
        // Until the conversion is done, the register holds the one before.
        0 => clock.Now >= _done ? (ushort)_conversion : (ushort)0x1234,
        1 => (ushort)(_config & 0x7FFF | (clock.Now >= _done ? 0x8000 : 0)),
        _ => 0,
    };

    private short Convert(ushort config)
    {
        int mux = config >> 12 & 7;
        double volts = mux >= 4 ? Volts[mux - 4] : Volts[Differences[mux].Plus] - Volts[Differences[mux].Minus];
        return (short)Math.Clamp(Math.Round(volts / FullScales[config >> 9 & 7] * 32768), short.MinValue, short.MaxValue);
    }
}
