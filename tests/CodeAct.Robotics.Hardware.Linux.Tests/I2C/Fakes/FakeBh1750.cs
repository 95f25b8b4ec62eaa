using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

/// <summary>A BH1750: commands of one byte, and the count of the last measurement. Source: ROHM, Technical Note BH1750FVI.</summary>
internal sealed class FakeBh1750(IRobotClock clock) : FakeChip
{
    private int _time = 69;
    private ushort _count;
    private double _done = double.PositiveInfinity;
    private ushort _next;

    public double Lux { get; set; }

    /// <summary>The measurement time register.</summary>
    public int Time => _time;

    protected override bool Take(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != 1) return false;
        byte command = bytes[0];
        switch (command)
        {
            case 0x20:
                // 180 ms is the longest that the sheet gives.
                _done = clock.Now + 0.1799 * _time / 69;
                _next = (ushort)Math.Clamp(Math.Round(Lux * 1.2 * _time / 69), 0, 65535);
                return true;
            case >= 0x40 and <= 0x47:
                _time = (_time & 0x1F) | (command & 7) << 5;
                return true;
            case >= 0x60 and <= 0x7F:
                _time = (_time & 0xE0) | (command & 0x1F);
                return true;
            default:
                return command is 0x00 or 0x01 or 0x07;
        }
    }

    protected override bool Give(Span<byte> bytes)
    {
        if (clock.Now >= _done) _count = _next;
        (bytes[0], bytes[1]) = ((byte)(_count >> 8), (byte)_count);
        return true;
    }
}
