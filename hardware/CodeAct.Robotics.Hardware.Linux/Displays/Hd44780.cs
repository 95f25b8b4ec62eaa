using CodeAct.Robotics.Hardware.Linux.I2C;

namespace CodeAct.Robotics.Hardware.Linux.Displays;

/// <summary>
/// A character display with Hitachi's HD44780 behind a PCF8574 port expander, the usual backpack: P0 RS, P1 RW, P2 E, P3 backlight, P4 to P7 the data.
/// Each text begins with the whole initialisation, so that a display that lost its power or a nibble is right again with the next text.
/// Sources: Hitachi, HD44780U (ADE-207-272), tables 4 and 6, figure 24 (4-bit initialisation); NXP, PCF8574.
/// </summary>
internal sealed class Hd44780(I2cDevice device, int columns, int rows) : I2cChip(device), ITextPanel
{
    private const byte Data = 0x01, Enable = 0x04, Backlight = 0x08;
    private const byte Clear = 0x01, EntryIncrement = 0x06, DisplayOff = 0x08, DisplayOn = 0x0C, FourBitsTwoLines = 0x28, SetAddress = 0x80;
    private const double PowerUp = 0.05, FirstWait = 0.0045, SecondWait = 0.00015, ClearTime = 0.002;

    // Where each line begins in the display's memory; the lines of a 20x4 continue those above them.
    private static readonly byte[] LineStarts = [0x00, 0x40, 0x14, 0x54];

    private byte _light = Backlight;

    /// <inheritdoc/>
    public override string Name => "LCD (PCF8574)";

    /// <inheritdoc/>
    public int Columns { get; } = columns;

    /// <inheritdoc/>
    public int Rows { get; } = rows;

    /// <inheritdoc/>
    public override void Begin()
    {
        Device.Write(0x00);
        Device.Wait(PowerUp);
        Show([]);
    }

    /// <inheritdoc/>
    public bool Has(char character) => LcdCharacters.Find(character) is not null;

    /// <inheritdoc/>
    public void Show(IReadOnlyList<string> lines)
    {
        _light = lines.Count > 0 ? Backlight : (byte)0;
        Initialise();
        for (int i = 0; i < lines.Count && i < Rows; i++)
        {
            Command((byte)(SetAddress | LineStarts[i]));
            Print(lines[i]);
        }
    }

    private void Initialise()
    {
        // Three times "8 bits" brings it to a known state from any other, also from half a byte; then 4 bits.
        Nibbles([0x3], 0);
        Device.Wait(FirstWait);
        Nibbles([0x3], 0);
        Device.Wait(SecondWait);
        Nibbles([0x3, 0x2], 0);
        Command(FourBitsTwoLines);
        Command(DisplayOff);
        Command(Clear);
        Device.Wait(ClearTime);
        Command(EntryIncrement);
        Command(DisplayOn);
    }

    private void Command(byte command) => Nibbles([(byte)(command >> 4), (byte)(command & 0xF)], 0);

    private void Print(string line)
    {
        byte[] nibbles = new byte[Math.Min(line.Length, Columns) * 2];
        for (int i = 0; i < nibbles.Length / 2; i++)
        {
            byte code = LcdCharacters.Find(line[i]) ?? (byte)'?';
            nibbles[2 * i] = (byte)(code >> 4);
            nibbles[2 * i + 1] = (byte)(code & 0xF);
        }

        Nibbles(nibbles, Data);
    }

    // Enable high, then low takes a nibble. A byte on the bus lasts 22 µs at 400 kHz, so that two nibbles last longer than the 37 µs of an instruction.
    private void Nibbles(ReadOnlySpan<byte> nibbles, byte register)
    {
        byte[] ports = new byte[nibbles.Length * 2];
        for (int i = 0; i < nibbles.Length; i++)
        {
            byte port = (byte)(nibbles[i] << 4 | _light | register);
            ports[2 * i] = (byte)(port | Enable);
            ports[2 * i + 1] = port;
        }

        Device.Write(ports);
    }
}
