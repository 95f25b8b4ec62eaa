using CodeAct.Robotics.Hardware.Linux.Kernel;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

/// <summary>A model of a chip on an I2C bus, with the faults that any chip can have.</summary>
internal abstract class FakeChip
{
    /// <summary>That many transfers from now on are not acknowledged.</summary>
    public int NotAcknowledged { get; set; }

    /// <summary>False: its plug is out.</summary>
    public bool IsPlugged { get; set; } = true;

    /// <summary>What the adapter says instead of a transfer, or null.</summary>
    public int? Error { get; set; }

    public void Transfer(ReadOnlySpan<byte> write, Span<byte> read)
    {
        if (Error is { } errno) throw new KernelException(errno, "the adapter fails");
        if (!IsPlugged || NotAcknowledged-- > 0) throw new KernelException(Errno.Eremoteio, "not acknowledged");
        NotAcknowledged = 0;
        if (write.Length > 0 && !Take(write) || read.Length > 0 && !Give(read)) throw new KernelException(Errno.Eremoteio, "not acknowledged");
    }

    /// <summary>Takes what is written in one transfer; false: does not acknowledge.</summary>
    protected abstract bool Take(ReadOnlySpan<byte> bytes);

    /// <summary>Gives what is read in one transfer; false: does not acknowledge.</summary>
    protected abstract bool Give(Span<byte> bytes);
}

/// <summary>A chip with registers of 8 bits and a pointer that counts up.</summary>
internal abstract class FakeRegisterChip : FakeChip
{
    protected byte[] Registers { get; } = new byte[256];

    protected byte Pointer { get; private set; }

    protected override bool Take(ReadOnlySpan<byte> bytes)
    {
        Pointer = bytes[0];
        foreach (byte value in bytes[1..])
        {
            Wrote(Pointer, value);
            Pointer = Next(Pointer);
        }

        return true;
    }

    protected override bool Give(Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = Shows(Pointer);
            Pointer = Next(Pointer);
        }

        return true;
    }

    protected virtual byte Next(byte pointer) => (byte)(pointer + 1);

    protected virtual void Wrote(byte register, byte value) => Registers[register] = value;

    protected virtual byte Shows(byte register) => Registers[register];
}

/// <summary>A chip with registers of 16 bits, the high byte first, and a pointer that stays.</summary>
internal abstract class FakeWordChip : FakeChip
{
    private byte _pointer;

    protected override bool Take(ReadOnlySpan<byte> bytes)
    {
        _pointer = bytes[0];
        if (bytes.Length == 3) Wrote(_pointer, (ushort)(bytes[1] << 8 | bytes[2]));
        else if (bytes.Length == 2) Wrote(_pointer, bytes[1]);
        return true;
    }

    protected override bool Give(Span<byte> bytes)
    {
        ushort value = Shows(_pointer);
        for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)(i % 2 == 0 ? value >> 8 : value);
        return true;
    }

    protected abstract void Wrote(byte register, ushort value);

    protected abstract ushort Shows(byte register);
}

/// <summary>A model of a chip at an SPI chip select.</summary>
internal abstract class FakeSpiChip
{
    public abstract void Transfer(ReadOnlySpan<byte> write, Span<byte> read, uint hertz);
}
