namespace CodeAct.Robotics.Hardware.Linux.Kernel;

/// <summary>
/// The system calls that the drivers make: the seam at which tests put a kernel of their own. Any thread may call.
/// Everything throws <see cref="KernelException"/> with the errno where the kernel says no.
/// </summary>
public interface IKernel
{
    /// <summary>Opens a file or device, close-on-exec; the caller closes it.</summary>
    int Open(string path, bool write);

    /// <summary>Closes a descriptor.</summary>
    void Close(int descriptor);

    /// <summary>Reads what is there, at most the buffer's length; the count read.</summary>
    int Read(int descriptor, Span<byte> buffer);

    /// <summary>Writes; the count written.</summary>
    int Write(int descriptor, ReadOnlySpan<byte> bytes);

    /// <summary>ioctl(2) with a structure that the kernel reads and writes in place.</summary>
    /// <returns>The call's result, which some requests use; structures that carry a descriptor have it in the argument.</returns>
    int Control(int descriptor, uint request, Span<byte> argument);

    /// <summary>poll(2) for input: true when there is some, false after the time.</summary>
    bool WaitReadable(int descriptor, int milliseconds);

    /// <summary>One combined I2C transfer (I2C_RDWR): a write, then a repeated start and a read; either may be empty.</summary>
    void TransferI2c(int descriptor, int address, ReadOnlySpan<byte> write, Span<byte> read);

    /// <summary>One full-duplex SPI transfer (SPI_IOC_MESSAGE): as many bytes come in as go out.</summary>
    void TransferSpi(int descriptor, ReadOnlySpan<byte> write, Span<byte> read, uint hertz);

    /// <summary>The text of a small file (sysfs, device tree), without what is trailing.</summary>
    string ReadText(string path);

    /// <summary>Writes a small file (sysfs) in one call.</summary>
    void WriteText(string path, string text);

    /// <summary>Whether the path is there.</summary>
    bool Exists(string path);

    /// <summary>The names in a folder, ordered; empty where there is no such folder.</summary>
    IReadOnlyList<string> List(string folder);
}

/// <summary>The kernel said no.</summary>
/// <param name="errno">Such as 16 (EBUSY), 121 (EREMOTEIO).</param>
/// <param name="message">What was tried, and the kernel's words.</param>
public sealed class KernelException(int errno, string message) : Exception(message)
{
    /// <summary>The error number of errno(3).</summary>
    public int Errno { get; } = errno;
}
