using System.Device.I2c;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>
/// A bus that checks what an SHT3x says: two bytes and their CRC, twice (polynomial 0x31, start 0xff; datasheet SHT3x-DIS, section 4.12). The binding
/// checks it, too, but then gives the reading before, which would be a wrong value and no error.
/// </summary>
internal sealed class Sht3xWire(I2cDevice wire) : I2cDevice
{
    private const int Measurement = 6;

    public override I2cConnectionSettings ConnectionSettings => wire.ConnectionSettings;

    public override void Read(Span<byte> buffer)
    {
        wire.Read(buffer);
        if (buffer.Length == Measurement && !(Fits(buffer[..3]) && Fits(buffer[3..]))) throw new IOException("the checksum of a measurement is wrong.");
    }

    public override void Write(ReadOnlySpan<byte> buffer) => wire.Write(buffer);

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) => wire.WriteRead(writeBuffer, readBuffer);

    private static bool Fits(ReadOnlySpan<byte> word)
    {
        byte sum = 0xff;
        foreach (byte part in word[..2])
        {
            sum ^= part;
            for (int bit = 0; bit < 8; bit++) sum = (byte)((sum & 0x80) != 0 ? sum << 1 ^ 0x31 : sum << 1);
        }
        return sum == word[2];
    }
}
