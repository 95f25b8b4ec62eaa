using CodeAct.Robotics.Hardware.Linux.Chips;

namespace CodeAct.Robotics.Hardware.Linux.Spi;

/// <summary>
/// Microchip MCP3008: eight analogue inputs of 10 bits. A conversion is one transfer of three bytes: a start bit, the input, and the bits that come back.
/// Source: DS21295, MCP3004/MCP3008, sections 5 (serial communication) and 6.1 (with a microcontroller's SPI port).
/// </summary>
internal sealed class Mcp3008(SpiDevice device)
{
    /// <summary>The inputs as settings write them, in the order of the chip's four select bits: differences, then single inputs.</summary>
    public static readonly string[] Inputs = ["0-1", "1-0", "2-3", "3-2", "4-5", "5-4", "6-7", "7-6", "0", "1", "2", "3", "4", "5", "6", "7"];

    /// <summary>A share of the reference voltage, 0 to 1023/1024.</summary>
    /// <param name="input">Index into <see cref="Inputs"/>.</param>
    public double Share(int input)
    {
        Span<byte> read = stackalloc byte[3];
        device.Transfer([0x01, (byte)(input << 4), 0x00], read);
        // The bit before the result is always 0; a line that nobody drives reads 1.
        if ((read[1] & 0x04) != 0) throw ChipException.NoReading($"no MCP3008 answers at {device.Place}; check power, MISO and the chip select.");
        return ((read[1] & 0x03) << 8 | read[2]) / 1024.0;
    }
}
