using System.Buffers.Binary;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

/// <summary>
/// A BME280: its raw values are those whose compensation gives the air that is there, by the integer formulas of BST-BME280-DS002, section 4.2.3.
/// The driver computes in double precision by other formulas of the same sheet, so that each checks the other.
/// </summary>
internal sealed class FakeBme280 : FakeRegisterChip
{
    private const int T1 = 28009, T2 = 25654, T3 = 50, H1 = 75, H2 = 376, H3 = 0, H4 = 286, H5 = 50, H6 = 30;
    private static readonly int[] P = [39145, -10750, 3024, 5667, -120, -7, 15500, -14600, 6000];

    private readonly IRobotClock _clock;
    private double _done = double.PositiveInfinity;

    public FakeBme280(IRobotClock clock)
    {
        _clock = clock;
        PowerUp();
    }

    public double Celsius { get; set; } = 20;

    public double Percent { get; set; } = 50;

    public double HectoPascal { get; set; } = 1000;

    public byte Id { get; set; } = 0x60;

    /// <summary>True: a measurement that is started never ends.</summary>
    public bool Hangs { get; set; }

    /// <summary>True: a measurement brings no values.</summary>
    public bool Skips { get; set; }

    /// <summary>Measurements that were started.</summary>
    public int Measurements { get; private set; }

    /// <summary>All that was written is gone.</summary>
    public void PowerUp()
    {
        Array.Clear(Registers);
        BinaryPrimitives.WriteUInt16LittleEndian(Registers.AsSpan(0x88), T1);
        BinaryPrimitives.WriteInt16LittleEndian(Registers.AsSpan(0x8A), T2);
        BinaryPrimitives.WriteInt16LittleEndian(Registers.AsSpan(0x8C), T3);
        for (int i = 0; i < P.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(Registers.AsSpan(0x8E + 2 * i), (ushort)P[i]);
        Registers[0xA1] = H1;
        BinaryPrimitives.WriteInt16LittleEndian(Registers.AsSpan(0xE1), H2);
        Registers[0xE3] = H3;
        Registers[0xE4] = H4 >> 4;
        Registers[0xE5] = (H4 & 0xF) | (H5 & 0xF) << 4;
        Registers[0xE6] = H5 >> 4;
        Registers[0xE7] = H6;
        Skip();
    }

    /// <summary>The constants read as zeros.</summary>
    public void LoseTrim() => Registers.AsSpan(0x88, 26).Clear();

    // A write is pairs of register and value, not a run of registers.
    protected override bool Take(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 1) return base.Take(bytes);
        if (bytes.Length % 2 != 0) return false;
        for (int i = 0; i < bytes.Length; i += 2) Wrote(bytes[i], bytes[i + 1]);
        return true;
    }

    protected override void Wrote(byte register, byte value)
    {
        base.Wrote(register, value);
        // Forced mode; humidity is measured only where its own register was written before.
        if (register != 0xF4 || (value & 3) is not (1 or 2)) return;
        Measurements++;
        int t = value >> 5, p = value >> 2 & 7, h = Registers[0xF2] & 7;
        _done = Hangs ? double.PositiveInfinity : _clock.Now + (1.25 + 2.3 * t + (p > 0 ? 2.3 * p + 0.575 : 0) + (h > 0 ? 2.3 * h + 0.575 : 0)) / 1000;
        Registers[0xF3] = 0x08;
    }

    protected override byte Shows(byte register)
    {
        if (register == 0xD0) return Id;
        if (_clock.Now >= _done)
        {
            Finish();
            _done = double.PositiveInfinity;
        }

        return Registers[register];
    }

    private void Finish()
    {
        Registers[0xF3] = 0;
        Registers[0xF4] &= 0xFC;
        if (Skips)
        {
            Skip();
            return;
        }

        int rawT = First(1 << 20, raw => Fine(raw) >= Celsius * 5120);
        int fine = Fine(rawT);
        // Pressure falls as its raw value rises.
        int rawP = First(1 << 20, raw => Pascal(raw, fine) <= HectoPascal * 100);
        int rawH = (Registers[0xF2] & 7) == 0 ? 0x8000 : First(1 << 16, raw => Humidity(raw, fine) >= Percent);
        Store(rawT, rawP, rawH);
    }

    private void Skip() => Store(0x80000, 0x80000, 0x8000);

    private void Store(int t, int p, int h)
    {
        Span<byte> data = Registers.AsSpan(0xF7);
        (data[0], data[1], data[2]) = ((byte)(p >> 12), (byte)(p >> 4), (byte)(p << 4));
        (data[3], data[4], data[5]) = ((byte)(t >> 12), (byte)(t >> 4), (byte)(t << 4));
        (data[6], data[7]) = ((byte)(h >> 8), (byte)h);
    }

    // The first raw value that fulfils a condition which stays true from there on.
    private static int First(int end, Func<int, bool> holds)
    {
        int low = 0, high = end - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (holds(middle)) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    private static int Fine(int raw)
    {
        int first = ((raw >> 3) - (T1 << 1)) * T2 >> 11;
        int second = (((raw >> 4) - T1) * ((raw >> 4) - T1) >> 12) * T3 >> 14;
        return first + second;
    }

    private static double Pascal(int raw, int fine)
    {
        long first = fine - 128000L;
        long second = first * first * P[5] + (first * P[4] << 17) + ((long)P[3] << 35);
        first = (first * first * P[2] >> 8) + (first * P[1] << 12);
        first = ((1L << 47) + first) * P[0] >> 33;
        long p = ((1048576L - raw << 31) - second) * 3125 / first;
        long ninth = P[8] * (p >> 13) * (p >> 13) >> 25, eighth = P[7] * p >> 19;
        return ((p + ninth + eighth >> 8) + (P[6] << 4)) / 256.0;
    }

    private static double Humidity(int raw, int fine)
    {
        long v = fine - 76800L;
        long slope = ((v * H6 >> 10) * ((v * H3 >> 11) + 32768) >> 10) + 2097152;
        v = (((long)raw << 14) - ((long)H4 << 20) - H5 * v + 16384 >> 15) * (slope * H2 + 8192 >> 14);
        v -= ((v >> 15) * (v >> 15) >> 7) * H1 >> 4;
        return (Math.Clamp(v, 0, 419430400) >> 12) / 1024.0;
    }
}
