using CodeAct.Robotics.Hardware.Linux.Displays;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

/// <summary>An SSD1306 on I2C: commands and points arrive behind a control byte, and its memory is read back through the font. Source: SSD1306 Rev 1.1, sections 8.1.5 and 9.</summary>
internal sealed class FakeSsd1306(int height = 64) : FakeChip
{
    private readonly byte[,] _memory = new byte[8, 128];
    private int _mode = 2, _column, _page, _firstColumn, _lastColumn = 127, _firstPage, _lastPage = 7;

    public bool IsOn { get; private set; }

    public bool HasPump { get; private set; }

    public int Multiplex { get; private set; } = 64;

    public byte ComPins { get; private set; } = 0x12;

    /// <summary>What a person reads, line by line; null where a cell shows no character of the font.</summary>
    public string? Text
    {
        get
        {
            if (!IsOn || !HasPump) return "";
            string?[] lines = [.. Enumerable.Range(0, height / 8).Select(Line)];
            return lines.Contains(null) ? null : string.Join('\n', lines).TrimEnd();
        }
    }

    /// <summary>Points that are lit.</summary>
    public int LitPoints => _memory.Cast<byte>().Sum(b => int.PopCount(b));

    /// <summary>A loss of power: off, and its memory full of chance.</summary>
    public void PowerUp(int seed)
    {
        (IsOn, HasPump, _mode) = (false, false, 2);
        var chance = new Random(seed);
        for (int p = 0; p < 8; p++)
            for (int c = 0; c < 128; c++) _memory[p, c] = (byte)chance.Next(256);
    }

    protected override bool Take(ReadOnlySpan<byte> bytes)
    {
        switch (bytes[0])
        {
            case 0x00:
                for (int i = 1; i < bytes.Length; i += 1 + Arguments(bytes[i])) Command(bytes[i..]);
                return true;
            case 0x40:
                foreach (byte points in bytes[1..]) Store(points);
                return true;
            default:
                return false;
        }
    }

    protected override bool Give(Span<byte> bytes)
    {
        bytes.Fill((byte)(IsOn ? 0 : 0x40));
        return true;
    }

    // How many bytes follow a command.
    private static int Arguments(byte command) => command switch
    {
        0x21 or 0x22 => 2,
        0x20 or 0x81 or 0x8D or 0xA8 or 0xD3 or 0xD5 or 0xD9 or 0xDA or 0xDB => 1,
        _ => 0,
    };

    private void Command(ReadOnlySpan<byte> bytes)
    {
        switch (bytes[0])
        {
            case 0x20: _mode = bytes[1] & 3; break;
            case 0x21: (_firstColumn, _lastColumn, _column) = (bytes[1], bytes[2], bytes[1]); break;
            case 0x22: (_firstPage, _lastPage, _page) = (bytes[1] & 7, bytes[2] & 7, bytes[1] & 7); break;
            case 0x8D: HasPump = (bytes[1] & 4) != 0; break;
            case 0xA8: Multiplex = bytes[1] + 1; break;
            case 0xDA: ComPins = bytes[1]; break;
            case 0xAE: IsOn = false; break;
            case 0xAF: IsOn = true; break;
        }
    }

    private void Store(byte points)
    {
        _memory[_page, _column] = points;
        if (_column++ < _lastColumn) return;
        _column = _firstColumn;
        // Only horizontal addressing goes on to the next page.
        if (_mode != 0) return;
        _page = _page < _lastPage ? _page + 1 : _firstPage;
    }

    private string? Line(int page)
    {
        char[] line = new char[21];
        for (int i = 0; i < line.Length; i++)
        {
            byte[] cell = [.. Enumerable.Range(6 * i, 6).Select(c => _memory[page, c])];
            char? found = PointFont.Characters.Cast<char?>().FirstOrDefault(c => PointFont.Find(c!.Value)!.AsSpan().SequenceEqual(cell.AsSpan(0, 5)));
            if (found is null || cell[5] != 0) return null;
            line[i] = found.Value;
        }

        return new string(line).TrimEnd();
    }
}
