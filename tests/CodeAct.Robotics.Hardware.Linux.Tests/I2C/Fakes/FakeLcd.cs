using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

/// <summary>
/// An HD44780 behind a PCF8574: each falling edge of E takes four bits, as the interface is set. While an instruction runs, it takes nothing.
/// Source: Hitachi, HD44780U (ADE-207-272), tables 1, 6 and figure 24.
/// </summary>
internal sealed class FakeLcd : FakeChip
{
    // Some of its ROM A00 beyond ASCII.
    private static readonly Dictionary<int, char> Rom = new[] { (0x5C, '¥'), (0x7E, '→'), (0x7F, '←'), (0xDF, '°'), (0xE1, 'ä'), (0xE2, 'ß'), (0xE4, 'µ'), (0xEF, 'ö'), (0xF5, 'ü'), (0xF4, 'Ω') }.ToDictionary();

    private readonly IRobotClock _clock;
    private readonly int _columns;
    private readonly byte[] _memory = new byte[0x68];
    private byte _port;
    private bool _fourBits, _on;
    private int? _high;
    private int _address, _functionSets;
    private double _free;

    public FakeLcd(IRobotClock clock, int columns = 16, int rows = 2)
    {
        _clock = clock;
        _columns = columns;
        Rows = rows;
        PowerUp();
    }

    public int Rows { get; }

    public bool IsLit => (_port & 0x08) != 0;

    /// <summary>Nibbles that came while an instruction ran.</summary>
    public int Lost { get; private set; }

    /// <summary>What a person reads: the lines without blank ends.</summary>
    public string Text => _on ? string.Join('\n', Enumerable.Range(0, Rows).Select(Line)).TrimEnd() : "";

    /// <summary>Its reset: 8 bits, off, and 40 ms in which it takes nothing.</summary>
    public void PowerUp()
    {
        _fourBits = _on = false;
        _high = null;
        _functionSets = 0;
        Array.Fill(_memory, (byte)' ');
        _free = _clock.Now + 0.04;
    }

    /// <summary>Noise on E: half a byte that nobody sent.</summary>
    public void Slip() => Latch(0x20);

    protected override bool Take(ReadOnlySpan<byte> bytes)
    {
        foreach (byte port in bytes)
        {
            bool falls = (_port & 0x04) != 0 && (port & 0x04) == 0;
            byte before = _port;
            _port = port;
            if (falls) Latch(before);
        }

        return true;
    }

    protected override bool Give(Span<byte> bytes)
    {
        bytes.Fill(_port);
        return true;
    }

    private void Latch(byte port)
    {
        if (_clock.Now < _free)
        {
            Lost++;
            return;
        }

        int nibble = port >> 4;
        bool data = (port & 1) != 0;
        if (!_fourBits)
        {
            // Eight bits, of which the lower four are not connected.
            Instruct(nibble << 4, data);
        }
        else if (_high is { } high)
        {
            _high = null;
            Instruct(high << 4 | nibble, data);
        }
        else
        {
            _high = nibble;
        }
    }

    private void Instruct(int value, bool data)
    {
        if (data)
        {
            _memory[_address] = (byte)value;
            _address = Following(_address);
            return;
        }

        switch (value)
        {
            case >= 0x80: _address = value & 0x7F; break;
            case >= 0x40: break;
            case >= 0x20:
                _fourBits = (value & 0x10) == 0;
                // Figure 24: what has to pass after the first and the second function set of a start.
                _free = _clock.Now + _functionSets++ switch { 0 => 0.0041, 1 => 0.0001, _ => 0 };
                break;
            case >= 0x10: break;
            case >= 0x08: _on = (value & 4) != 0; break;
            case >= 0x04: break;
            case >= 0x02: _address = 0; _free = _clock.Now + 0.00152; break;
            case 0x01:
                Array.Fill(_memory, (byte)' ');
                _address = 0;
                _free = _clock.Now + 0.00152;
                break;
        }
    }

    // Two lines of forty: the first ends at 0x27, the second begins at 0x40.
    private static int Following(int address) => address switch { 0x27 => 0x40, 0x67 => 0x00, _ => address + 1 };

    private string Line(int row)
    {
        int start = (row % 2 == 0 ? 0x00 : 0x40) + row / 2 * 20;
        return new string([.. Enumerable.Range(start, _columns).Select(a => Rom.TryGetValue(_memory[a], out char c) ? c : (char)_memory[a])]).TrimEnd();
    }
}
