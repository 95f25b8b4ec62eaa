using CodeAct.Robotics.Hardware.Linux.Chips;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>
/// ROHM BH1750FVI: illuminance. One measurement of 1 lx a reading; in full sun, where that overflows, one more of shorter integration.
/// Source: ROHM, Technical Note BH1750FVI (11046EDT01), instruction set and "Adjust measurement result".
/// </summary>
internal sealed class Bh1750(I2cDevice device) : I2cChip(device)
{
    private const byte PowerOn = 0x01, OnceHighResolution = 0x20;

    // The measurement time register: 69 is the default, 31 its least.
    private const int UsualTime = 69, ShortestTime = 31;
    private const double LongestMeasurement = 0.18;

    private readonly Lock _measuring = new();

    /// <inheritdoc/>
    public override string Name => "BH1750";

    /// <summary>It has no id: that it acknowledges is all there is to check.</summary>
    public override void Begin() => Device.Write(PowerOn);

    /// <summary>Illuminance in lux, up to about 121,000.</summary>
    public double Lux()
    {
        lock (_measuring)
        {
            int count = Count(UsualTime);
            if (count < ushort.MaxValue) return Lux(count, UsualTime);
            count = Count(ShortestTime);
            if (count == ushort.MaxValue) throw ChipException.NoReading($"the light at the BH1750 at {Device.Place} is too bright to measure; put a diffuser over it and write its factor as scale.");
            return Lux(count, ShortestTime);
        }
    }

    /// <summary>1.2 counts a lux at the usual time.</summary>
    public static double Lux(int count, int time) => count / 1.2 * UsualTime / time;

    private int Count(int time)
    {
        lock (Device.Bus.Lock)
        {
            Device.Write((byte)(0x40 | time >> 5));
            Device.Write((byte)(0x60 | time & 0x1F));
            Device.Write(OnceHighResolution);
        }

        Device.Wait(LongestMeasurement * time / UsualTime);
        Span<byte> data = stackalloc byte[2];
        Device.Read(data);
        return data[0] << 8 | data[1];
    }
}
