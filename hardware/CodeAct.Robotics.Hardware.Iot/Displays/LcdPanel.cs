using System.Device.I2c;
using System.Drawing;
using Iot.Device.CharacterLcd;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>An HD44780 behind a PCF8574, four bits at a time.</summary>
internal sealed class LcdPanel(I2cDevice wire, int columns, int rows) : ITextPanel
{
    // Of the character generator that these displays usually have (HD44780U datasheet, table 4, ROM A00).
    private const char Degree = '\u00df';

    private readonly Hd44780 _lcd = new(new Size(columns, rows), LcdInterface.CreateI2c(wire, uses8Bit: false));

    public int Columns => columns;

    public int Rows => rows;

    public void Show(IReadOnlyList<string> lines)
    {
        // Padded rather than cleared first: nothing flickers.
        for (int row = 0; row < rows; row++)
        {
            _lcd.SetCursorPosition(0, row);
            _lcd.Write(string.Concat((row < lines.Count ? lines[row] : "").PadRight(columns).Select(c => c switch { '°' => Degree, >= ' ' and <= '~' => c, _ => '?' })));
        }
    }

    public void Dispose() => _lcd.Dispose();
}
