using System.Buffers.Binary;
using CodeAct.Robotics.Hardware.Linux.Chips;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>One address on a bus, and the clock that its waits run on. Any thread may call; everything throws <see cref="ChipException"/> where the bus fails.</summary>
internal sealed class I2cDevice(I2cBus bus, int address, IRobotClock clock)
{
    /// <summary>The bus.</summary>
    public I2cBus Bus => bus;

    /// <summary>7 bits.</summary>
    public int Address => address;

    /// <summary>The robot's clock in seconds.</summary>
    public double Now => clock.Now;

    /// <summary>Where it is, for messages.</summary>
    public string Place => $"0x{address:x2} on I2C bus {bus.Number}";

    /// <summary>Writes bytes.</summary>
    public void Write(params ReadOnlySpan<byte> bytes) => bus.Transfer(address, bytes, [], clock);

    /// <summary>Reads what the chip has to say, without naming a register.</summary>
    public void Read(Span<byte> bytes) => bus.Transfer(address, [], bytes, clock);

    /// <summary>Names a register and reads on from there, in one transfer.</summary>
    public void ReadFrom(byte register, Span<byte> bytes) => bus.Transfer(address, [register], bytes, clock);

    /// <summary>Writes, then reads in the same transfer.</summary>
    public void WriteRead(ReadOnlySpan<byte> write, Span<byte> read) => bus.Transfer(address, write, read, clock);

    /// <summary>One register of 8 bits.</summary>
    public byte ReadByte(byte register)
    {
        Span<byte> value = stackalloc byte[1];
        ReadFrom(register, value);
        return value[0];
    }

    /// <summary>One register of 16 bits, the high byte first.</summary>
    public ushort ReadWord(byte register)
    {
        Span<byte> value = stackalloc byte[2];
        ReadFrom(register, value);
        return BinaryPrimitives.ReadUInt16BigEndian(value);
    }

    /// <summary>Writes a register of 16 bits, the high byte first.</summary>
    public void WriteWord(byte register, ushort value) => Write(register, (byte)(value >> 8), (byte)value);

    /// <summary>Lets time pass.</summary>
    public void Wait(double seconds) => clock.Advance(seconds, CancellationToken.None);

    /// <summary>Waits until a chip says that it is ready, asking every millisecond.</summary>
    /// <param name="ready">Asks the chip.</param>
    /// <param name="least">Seconds in which it can't be ready yet.</param>
    /// <param name="most">Seconds after which it never will be.</param>
    /// <param name="what">What is not ready then, for the message.</param>
    /// <exception cref="ChipException">As <c>no-reading</c>: not ready in time.</exception>
    public void WaitUntil(Func<bool> ready, double least, double most, string what)
    {
        double start = Now;
        if (least > 0) Wait(least);
        while (!ready())
        {
            if (Now - start > most) throw ChipException.NoReading($"{what} was not ready after {most * 1000:0} ms; switch its power off and on if that stays.");
            Wait(0.001);
        }
    }
}
