using System.Device.I2c;
using Iot.Device.Max7219;
using Iot.Device.Ssd13xx;
using Iot.Device.Ssd13xx.Commands;
using Iot.Device.Ssd13xx.Commands.Ssd1306Commands;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>
/// An SSD1306 of 128 by 64 or 32 dots, with the 8 by 8 letters of the bindings. The binding itself draws by an image library, and knows 32 lines only;
/// this sends the dots of letters and needs neither.
/// </summary>
internal sealed class OledPanel : Ssd1306, ITextPanel
{
    private const int Cell = 8, Width = 128, Burst = 32;

    public OledPanel(I2cDevice wire, int height)
        : base(wire, Width, height)
    {
        // All lines, and the wiring that panels of 64 lines have (SSD1306 datasheet, commands A8 and DA).
        SendCommand(new SetMultiplexRatio((byte)(height - 1)));
        SendCommand(new SetComPinsHardwareConfiguration(height == 64));
        Show([]);
    }

    public int Columns => Width / Cell;

    public int Rows => ScreenHeight / Cell;

    public void Show(IReadOnlyList<string> lines)
    {
        SendCommand(new SetColumnAddress());
        SendCommand(new SetPageAddress(PageAddress.Page0, (PageAddress)(Rows - 1)));
        byte[] dots = new byte[Width * Rows];
        for (int row = 0; row < lines.Count; row++)
        {
            for (int column = 0; column < lines[row].Length; column++)
            {
                IReadOnlyList<byte> letter = Fonts.CP437[lines[row][column] switch { '°' => '\u00f8', >= ' ' and <= '~' and var c => c, _ => '?' }];
                for (int i = 0; i < Math.Min(letter.Count, Cell); i++) dots[(row * Columns + column) * Cell + i] = letter[i];
            }
        }
        for (int sent = 0; sent < dots.Length; sent += Burst) SendData(dots.AsSpan(sent, Burst));
    }

    /// <summary>Called by the binding's constructor, where it would need an image library; the constructor here clears.</summary>
    public override void ClearScreen()
    {
    }
}
