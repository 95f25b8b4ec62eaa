using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

/// <summary>An INA219 over a shunt: its registers follow from each other as in SBOS448, sections 8.5 and 8.6.</summary>
internal sealed class FakeIna219(IRobotClock clock, double shunt) : FakeWordChip
{
    private ushort _config = 0x399F, _calibration;
    private double _done = double.PositiveInfinity;

    public double Volts { get; set; }

    public double Amperes { get; set; }

    /// <summary>What the configuration reads after a reset.</summary>
    public ushort AfterReset { get; set; } = 0x399F;

    public bool Hangs { get; set; }

    public ushort Calibration => _calibration;

    /// <summary>All that was written is gone.</summary>
    public void LosePower() => (_config, _calibration, _done) = (0x399F, 0, double.PositiveInfinity);

    protected override void Wrote(byte register, ushort value)
    {
        if (register == 5) _calibration = (ushort)(value & 0xFFFE);
        if (register != 0) return;
        if ((value & 0x8000) != 0)
        {
            LosePower();
            _config = AfterReset;
            return;
        }

        _config = value;
        // 16 samples of each, triggered.
        _done = Hangs ? double.PositiveInfinity : clock.Now + 2 * 0.00851;
    }

    protected override ushort Shows(byte register) => register switch
    {
        0 => _config,
        1 => (ushort)Shunt,
        2 => (ushort)(Bus << 3 | (clock.Now >= _done ? 2 : 0) | (Overflows ? 1 : 0)),
        3 => (ushort)(Math.Abs(Current) * Bus / 5000),
        4 => (ushort)Current,
        5 => _calibration,
        _ => 0,
    };

    private int Bus => (int)Math.Round(Volts / 0.004);

    // Steps of 10 µV; the amplifier's range cuts them off.
    private int Shunt
    {
        get
        {
            int most = 4000 << (_config >> 11 & 3);
            return (int)Math.Clamp(Math.Round(Amperes * shunt / 1e-5), -most, most);
        }
    }

    private bool Overflows => Math.Abs((long)Shunt * _calibration / 4096) > short.MaxValue;

    private short Current => (short)Math.Clamp((long)Shunt * _calibration / 4096, short.MinValue, short.MaxValue);
}
