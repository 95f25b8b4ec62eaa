namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

/// <summary>An MCP3008, bit by bit as its pins see it. Source: DS21295, section 5, figure 5-1.</summary>
internal sealed class FakeMcp3008(double reference = 3.3) : FakeSpiChip
{
    public double[] Volts { get; } = new double[8];

    /// <summary>False: nobody drives the line that comes back, and it reads 1.</summary>
    public bool IsPlugged { get; set; } = true;

    public uint Hertz { get; private set; }

    public override void Transfer(ReadOnlySpan<byte> write, Span<byte> read, uint hertz)
    {
        Hertz = hertz;
        read.Fill(0xFF);
        if (!IsPlugged) return;
        int total = write.Length * 8, start = 0;
        while (start < total && !Bit(write, start)) start++;
        if (start + 5 >= total) return;
        bool single = Bit(write, start + 1);
        int select = (Bit(write, start + 2) ? 4 : 0) | (Bit(write, start + 3) ? 2 : 0) | (Bit(write, start + 4) ? 1 : 0);
        double volts = single ? Volts[select] : Volts[select] - Volts[select ^ 1];
        int result = (int)Math.Clamp(Math.Round(volts / reference * 1024), 0, 1023);
        // One clock to sample, a null bit, then ten bits from the highest.
        Put(read, start + 6, false);
        for (int i = 0; i < 10; i++) Put(read, start + 7 + i, (result >> (9 - i) & 1) != 0);
    }

    private static bool Bit(ReadOnlySpan<byte> bytes, int at) => (bytes[at / 8] & 0x80 >> (at % 8)) != 0;

    private static void Put(Span<byte> bytes, int at, bool value)
    {
        if (at / 8 >= bytes.Length) return;
        int mask = 0x80 >> (at % 8);
        bytes[at / 8] = (byte)(value ? bytes[at / 8] | mask : bytes[at / 8] & ~mask);
    }
}
