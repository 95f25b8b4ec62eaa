using System.Buffers.Binary;
using CodeAct.Robotics.Hardware.Linux.Chips;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>
/// Sensirion SHT30, SHT31, SHT35: temperature and humidity of the air, one measurement a reading with the highest repeatability.
/// Each word comes with a checksum; one that is wrong is measured again. Source: Sensirion, Datasheet SHT3x-DIS, sections 4.3, 4.4, 4.12, 4.13.
/// </summary>
internal sealed class Sht3x : I2cChip
{
    // Without clock stretching, which not every adapter can.
    private const ushort SingleShot = 0x2400, ReadStatus = 0xF32D;
    private const double LongestMeasurement = 0.0155;
    private const int Measurements = 3;

    private readonly SharedMeasurement<Air> _shared;

    /// <summary>The chip at an address, not yet begun.</summary>
    public Sht3x(I2cDevice device)
        : base(device)
    {
        _shared = new SharedMeasurement<Air>(Measure, () => device.Now);
    }

    /// <inheritdoc/>
    public override string Name => "SHT3x";

    /// <inheritdoc/>
    public override void Begin()
    {
        // It has no id; that its status comes with a right checksum is as good.
        Span<byte> status = stackalloc byte[3];
        Device.WriteRead([ReadStatus >> 8, ReadStatus & 0xFF], status);
        if (!IsIntact(status)) throw ChipException.Fault($"the chip at {Device.Place} answers with a wrong checksum and may be no SHT3x; check the address and the wiring.");
    }

    /// <summary>The air now, or as the device beside this one has just got it.</summary>
    public Air Read(object reader) => _shared.For(reader);

    /// <summary>CRC-8 with polynomial x⁸+x⁵+x⁴+1, starting from 0xFF.</summary>
    public static byte Checksum(ReadOnlySpan<byte> bytes)
    {
        int crc = 0xFF;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 0x80) != 0 ? crc << 1 ^ 0x131 : crc << 1;
        }

        return (byte)crc;
    }

    private Air Measure()
    {
        Span<byte> data = stackalloc byte[6];
        for (int i = 0; i < Measurements; i++)
        {
            Device.Write(SingleShot >> 8, SingleShot & 0xFF);
            Device.Wait(LongestMeasurement);
            // Not acknowledged while it still measures: the bus tries again.
            Device.Read(data);
            if (!IsIntact(data[..3]) || !IsIntact(data[3..])) continue;
            double temperature = BinaryPrimitives.ReadUInt16BigEndian(data), humidity = BinaryPrimitives.ReadUInt16BigEndian(data[3..]);
            return new Air(-45 + 175 * temperature / 65535, 100 * humidity / 65535);
        }

        throw ChipException.NoReading($"{Measurements} measurements of the SHT3x at {Device.Place} came with a wrong checksum; shorten the wires or check the pull-ups.");
    }

    private static bool IsIntact(ReadOnlySpan<byte> word) => Checksum(word[..2]) == word[2];

    /// <summary>What it measures.</summary>
    /// <param name="Celsius">Degrees.</param>
    /// <param name="Percent">Relative humidity.</param>
    internal readonly record struct Air(double Celsius, double Percent);
}
