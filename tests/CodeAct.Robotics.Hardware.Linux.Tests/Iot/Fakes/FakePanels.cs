using Iot.Device.Max7219;

namespace CodeAct.Robotics.Hardware.Iot.Tests;

/// <summary>A display whose text can be seen.</summary>
internal abstract class FakePanel : FakeChip
{
    public abstract string Text { get; }
}

/// <summary>An HD44780 behind a PCF8574: half bytes at the falling edge of E.</summary>
internal sealed class FakeLcd : FakePanel
{
    private readonly char[] _memory = new string(' ', 128).ToCharArray();
    private byte _before;
    private int _half = -1, _address;
    private bool _isFourBits;

    public override string Text => string.Join('\n', new[] { 0, 64 }.Select(row => new string(_memory, row, 16).TrimEnd())).TrimEnd('\n');

    protected override void OnWrite(ReadOnlySpan<byte> data)
    {
        foreach (byte now in data)
        {
            if ((_before & 4) != 0 && (now & 4) == 0) Take(now >> 4, (now & 1) != 0);
            _before = now;
        }
    }

    private void Take(int four, bool isData)
    {
        // Sent whole: the binding begins with bytes whose halves are commands of their own.
        if (_half < 0)
        {
            _half = four;
            return;
        }
        int whole = _half << 4 | four;
        _half = -1;
        if (!isData && whole == 0x02) _isFourBits = true;
        if (!_isFourBits) return;
        if (isData) _memory[_address++ & 127] = (char)whole;
        else if ((whole & 0x80) != 0) _address = whole & 0x7f;
        else if (whole == 1) (_address, _) = (0, Clear());
    }

    private bool Clear()
    {
        Array.Fill(_memory, ' ');
        return true;
    }
}

/// <summary>An SSD1306 in horizontal addressing: dots, from which the letters are found again.</summary>
internal sealed class FakeOled : FakePanel
{
    private readonly byte[] _dots = new byte[1024];
    private int _at;

    public List<byte[]> Commands { get; } = [];

    public override string Text => string.Join('\n', Enumerable.Range(0, 8).Select(row => new string([.. Enumerable.Range(0, 16).Select(column => Letter(row, column))]).TrimEnd())).TrimEnd('\n');

    protected override void OnWrite(ReadOnlySpan<byte> data)
    {
        if (data[0] == 0x40)
        {
            foreach (byte dot in data[1..]) _dots[_at++ % 1024] = dot;
            return;
        }
        Commands.Add(data[1..].ToArray());
        if (data[1] == 0x22) _at = data[2] * 128;
    }

    private char Letter(int row, int column)
    {
        byte[] cell = _dots.AsSpan(row * 128 + column * 8, 8).ToArray();
        for (char c = ' '; c <= '~'; c++) if (Enumerable.SequenceEqual(cell, Fonts.CP437[c].Concat(new byte[8]).Take(8))) return c;
        return '\ufffd';
    }
}
