using CodeAct.Robotics.Hardware.Linux.I2C;

namespace CodeAct.Robotics.Hardware.Linux.Displays;

/// <summary>
/// Solomon Systech SSD1306: an OLED of 128 by 64 or 128 by 32 points, as 21 by 8 or 21 by 4 characters.
/// Each text begins with the whole configuration, so that a display that lost its power shows again. Source: SSD1306 Rev 1.1, sections 8.1.5 (I2C), 9 and 10 (commands).
/// </summary>
internal sealed class Ssd1306(I2cDevice device, int height) : I2cChip(device), ITextPanel
{
    private const int Width = 128, CellWidth = 6;
    private const byte Commands = 0x00, Points = 0x40, Off = 0xAE, On = 0xAF;

    // A transfer holds the bus for 130 bytes at most: other chips get their turn.
    private const int Page = 128;

    /// <inheritdoc/>
    public override string Name => "SSD1306";

    /// <inheritdoc/>
    public int Columns => Width / CellWidth;

    /// <inheritdoc/>
    public int Rows { get; } = height / 8;

    /// <inheritdoc/>
    public override void Begin() => Show([]);

    /// <inheritdoc/>
    public bool Has(char character) => PointFont.Find(character) is not null;

    /// <inheritdoc/>
    public void Show(IReadOnlyList<string> lines)
    {
        Device.Write(Commands, Off,
            0xD5, 0x80,                         // its clock, as after a reset
            0xA8, (byte)(Rows * 8 - 1),         // as many rows as the panel has
            0xD3, 0x00, 0x40,                   // no shift
            0x8D, 0x14,                         // the charge pump makes the panel's voltage
            0x20, 0x00,                         // bytes run along the line, then to the next
            0xA1, 0xC8,                         // the way round that modules are mounted
            0xDA, (byte)(Rows == 8 ? 0x12 : 0x02),
            0x81, 0x8F, 0xD9, 0xF1, 0xDB, 0x40, // contrast and the timing that goes with the pump
            0xA4, 0xA6, 0x2E,                   // shows the memory, not inverted, not scrolling
            0x21, 0, Width - 1,
            0x22, 0, (byte)(Rows - 1));
        byte[] page = new byte[1 + Page];
        for (int row = 0; row < Rows; row++)
        {
            page.AsSpan().Clear();
            page[0] = Points;
            if (row < lines.Count) Draw(lines[row], page.AsSpan(1));
            Device.Write(page);
        }

        // A dark panel is switched off: it ages with what it shows.
        if (lines.Count > 0) Device.Write(Commands, On);
    }

    private void Draw(string line, Span<byte> page)
    {
        for (int i = 0; i < line.Length && i < Columns; i++)
            (PointFont.Find(line[i]) ?? PointFont.Find('?'))!.CopyTo(page[(i * CellWidth)..]);
    }
}
