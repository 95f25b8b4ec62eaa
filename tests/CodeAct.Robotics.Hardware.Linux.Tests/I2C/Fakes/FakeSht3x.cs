using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

/// <summary>An SHT3x without clock stretching: it does not acknowledge a read while it measures. Source: Datasheet SHT3x-DIS, sections 4.3 to 4.13.</summary>
internal sealed class FakeSht3x(IRobotClock clock) : FakeChip
{
    private double _done = double.PositiveInfinity;
    private ushort _command;

    public double Celsius { get; set; } = 20;

    public double Percent { get; set; } = 50;

    /// <summary>That many words from now on come with a wrong checksum.</summary>
    public int BadChecksums { get; set; }

    public int Measurements { get; private set; }

    protected override bool Take(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != 2) return false;
        _command = (ushort)(bytes[0] << 8 | bytes[1]);
        if (_command == 0x2400)
        {
            Measurements++;
            _done = clock.Now + 0.015;
        }

        return _command is 0x2400 or 0xF32D;
    }

    protected override bool Give(Span<byte> bytes)
    {
        if (_command == 0xF32D)
        {
            Word(bytes, 0x8010);
            return true;
        }

        if (_command != 0x2400 || clock.Now < _done) return false;
        Word(bytes, (ushort)Math.Round((Celsius + 45) / 175 * 65535));
        if (bytes.Length > 3) Word(bytes[3..], (ushort)Math.Round(Percent / 100 * 65535));
        _done = double.PositiveInfinity;
        return true;
    }

    private void Word(Span<byte> to, ushort value)
    {
        (to[0], to[1]) = ((byte)(value >> 8), (byte)value);
        to[2] = Crc(to[..2]);
        if (BadChecksums > 0)
        {
            BadChecksums--;
            to[2] ^= 0x01;
        }
    }

    // Bit by bit as a shift register does it, in another way than the driver.
    private static byte Crc(ReadOnlySpan<byte> bytes)
    {
        int register = 0xFF;
        foreach (byte value in bytes)
        {
            for (int bit = 7; bit >= 0; bit--)
            {
                int feedback = (register >> 7 ^ value >> bit) & 1;
                register = register << 1 & 0xFF;
                if (feedback == 1) register ^= 0b0011_0001;
            }
        }

        return (byte)register;
    }
}
