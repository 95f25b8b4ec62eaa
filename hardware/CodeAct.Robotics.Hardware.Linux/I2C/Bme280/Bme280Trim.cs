using System.Buffers.Binary;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>
/// The constants that Bosch burns into each BME280, and what they make of its raw values.
/// Source: BST-BME280-DS002, section 4.2.2 (where they stand) and appendix 8.1 (the formulas in double precision).
/// </summary>
internal sealed class Bme280Trim
{
    /// <summary>Bytes from register 0x88.</summary>
    public const int LowLength = 26;

    /// <summary>Bytes from register 0xE1.</summary>
    public const int HighLength = 7;

    private readonly double _t1, _t2, _t3;
    private readonly double[] _p = new double[9];
    private readonly double _h1, _h2, _h3, _h4, _h5, _h6;

    /// <summary>Takes them from the registers' bytes.</summary>
    public Bme280Trim(ReadOnlySpan<byte> low, ReadOnlySpan<byte> high)
    {
        _t1 = Unsigned(low, 0);
        _t2 = Signed(low, 2);
        _t3 = Signed(low, 4);
        _p[0] = Unsigned(low, 6);
        for (int i = 1; i < 9; i++) _p[i] = Signed(low, 6 + 2 * i);
        _h1 = low[25];
        _h2 = Signed(high, 0);
        _h3 = high[2];
        // H4 and H5 have 12 bits each and share a byte.
        _h4 = ((sbyte)high[3] << 4) | (high[4] & 0x0F);
        _h5 = ((sbyte)high[5] << 4) | (high[4] >> 4);
        _h6 = (sbyte)high[6];
    }

    /// <summary>False for the all-zero or all-one bytes of a chip that did not load them: with these no formula has a meaning.</summary>
    public bool IsPlausible => _t1 is > 0 and < 65535 && _p[0] is > 0 and < 65535;

    /// <summary>The fine temperature: 1/5120 of a degree Celsius; the other two formulas need it.</summary>
    /// <param name="raw">20 bits.</param>
    public double Fine(int raw)
    {
        double linear = raw / 16384.0 - _t1 / 1024;
        double square = raw / 131072.0 - _t1 / 8192;
        return linear * _t2 + square * square * _t3;
    }

    /// <summary>Degrees Celsius.</summary>
    public static double Celsius(double fine) => fine / 5120;

    /// <summary>Pressure in hPa; not a number where the constants allow none.</summary>
    /// <param name="raw">20 bits.</param>
    /// <param name="fine">From <see cref="Fine"/>.</param>
    public double HectoPascal(int raw, double fine)
    {
        double t = fine / 2 - 64000;
        double offset = (t * t * _p[5] / 32768 + t * _p[4] * 2) / 4 + _p[3] * 65536;
        double slope = (_p[2] * t * t / 524288 + _p[1] * t) / 524288;
        slope = (1 + slope / 32768) * _p[0];
        if (slope == 0) return double.NaN;
        double p = (1048576 - raw - offset / 4096) * 6250 / slope;
        p += (_p[8] * p * p / 2147483648 + p * _p[7] / 32768 + _p[6]) / 16;
        return p / 100;
    }

    /// <summary>Relative humidity in percent, 0 to 100.</summary>
    /// <param name="raw">16 bits.</param>
    /// <param name="fine">From <see cref="Fine"/>.</param>
    public double Percent(int raw, double fine)
    {
        double t = fine - 76800;
        double h = raw - (_h4 * 64 + _h5 / 16384 * t);
        h *= _h2 / 65536 * (1 + _h6 / 67108864 * t * (1 + _h3 / 67108864 * t));
        return Math.Clamp(h * (1 - _h1 * h / 524288), 0, 100);
    }

    private static ushort Unsigned(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static short Signed(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt16LittleEndian(bytes[at..]);
}
