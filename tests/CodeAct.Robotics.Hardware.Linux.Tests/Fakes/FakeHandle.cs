using CodeAct.Robotics.Hardware.Linux.Kernel;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

/// <summary>What stands behind a descriptor: a kernel driver's file operations. One that a driver has not is refused as the kernel does.</summary>
public abstract class FakeHandle
{
    public virtual bool IsReadable => false;

    public virtual int Read(Span<byte> buffer) => throw FakeKernel.Error(Errno.Einval, "read");

    public virtual int Write(ReadOnlySpan<byte> bytes) => throw FakeKernel.Error(Errno.Einval, "write");

    public virtual int Control(uint request, Span<byte> argument) => throw FakeKernel.Error(Errno.Enotty, $"ioctl 0x{request:X8}");

    public virtual void TransferI2c(int address, ReadOnlySpan<byte> write, Span<byte> read) => throw FakeKernel.Error(Errno.Enotty, "I2C_RDWR");

    public virtual void TransferSpi(ReadOnlySpan<byte> write, Span<byte> read, uint hertz) => throw FakeKernel.Error(Errno.Enotty, "SPI_IOC_MESSAGE");

    public virtual void Close()
    {
    }
}
