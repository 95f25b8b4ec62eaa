namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

/// <summary>A PCA9685: what its sixteen pins do follows from its registers. Source: NXP, PCA9685 Rev. 4, section 7.3.</summary>
internal sealed class FakePca9685 : FakeRegisterChip
{
    private (int First, int Second)? _bridge;

    public FakePca9685() => PowerUp();

    /// <summary>True: it is another chip, which keeps nothing.</summary>
    public bool KeepsNothing { get; set; }

    /// <summary>Both inputs of the watched bridge were on together after some transfer.</summary>
    public bool ShotThrough { get; private set; }

    /// <summary>Hertz of its outputs.</summary>
    public double Frequency => 25e6 / 4096 / (Registers[0xFE] + 1);

    public bool IsAsleep => (Registers[0] & 0x10) != 0;

    public bool IsTotemPole => (Registers[1] & 0x04) != 0;

    /// <summary>Transfers that wrote outputs.</summary>
    public int OutputWrites { get; private set; }

    public void PowerUp()
    {
        Array.Clear(Registers);
        Registers[0] = 0x11;
        Registers[1] = 0x04;
        Registers[0xFE] = 0x1E;
        for (int i = 0; i < 16; i++) Registers[9 + 4 * i] = 0x10;
    }

    /// <summary>Notes when both inputs of a bridge are on.</summary>
    public void Watch(int first, int second) => _bridge = (first, second);

    /// <summary>The share of time that a pin is high.</summary>
    public double Duty(int channel)
    {
        if (IsAsleep) return 0;
        ReadOnlySpan<byte> output = Registers.AsSpan(6 + 4 * channel, 4);
        if ((output[3] & 0x10) != 0) return 0;
        if ((output[1] & 0x10) != 0) return 1;
        int on = (output[1] & 15) << 8 | output[0], off = (output[3] & 15) << 8 | output[2];
        return (off >= on ? off - on : off - on + 4096) / 4096.0;
    }

    /// <summary>Seconds that a pin is high in each period.</summary>
    public double Pulse(int channel) => Duty(channel) / Frequency;

    /// <summary>What a guardian writes, past all drivers.</summary>
    public void WriteRaw(ReadOnlySpan<byte> bytes) => Take(bytes);

    protected override bool Take(ReadOnlySpan<byte> bytes)
    {
        base.Take(bytes);
        if (bytes[0] is >= 6 and <= 0x45) OutputWrites++;
        if (_bridge is var (first, second)) ShotThrough |= Duty(first) > 0 && Duty(second) > 0;
        return true;
    }

    protected override byte Next(byte pointer) => (Registers[0] & 0x20) != 0 ? (byte)(pointer + 1) : pointer;

    protected override void Wrote(byte register, byte value)
    {
        if (KeepsNothing) return;
        switch (register)
        {
            // The prescaler is blocked while the oscillator runs.
            case 0xFE when !IsAsleep:
                return;
            case >= 0xFA and <= 0xFD:
                for (int i = 0; i < 16; i++) Registers[6 + 4 * i + register - 0xFA] = value;
                return;
            default:
                base.Wrote(register, value);
                return;
        }
    }
}
