using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace CodeAct.Robotics.Hardware.Linux.Kernel;

/// <summary>
/// The kernel of this machine, through the C library. Nothing here needs root: the device files belong to groups such as gpio, i2c and spi.
/// Sources: man pages open(2), ioctl(2), poll(2); Documentation/i2c/dev-interface.rst and Documentation/spi/spidev.rst of the kernel.
/// </summary>
/// <param name="sysfs">Another folder that stands for <c>/sys</c>, for tests; null for the kernel's own.</param>
public sealed unsafe class LinuxKernel(string? sysfs = null) : IKernel
{
    /// <summary>The variable that names such a folder: for tests, in which files stand for LEDs.</summary>
    public const string SysfsVariable = "CODEACT_SYSFS_ROOT";

    /// <summary>I2C_RDWR.</summary>
    internal const uint I2cTransferRequest = 0x0707;

    /// <summary>SPI_IOC_MESSAGE(1).</summary>
    internal const uint SpiTransferRequest = 0x4020_6B00;

    private const ushort I2cRead = 1;
    private const int LongestText = 1 << 16;

    /// <inheritdoc/>
    public int Open(string path, bool write) => Open(path, write ? Native.ReadWrite : Native.ReadOnly);

    /// <inheritdoc/>
    public void Close(int descriptor)
    {
        // Linux closes even when interrupted: a second try could hit somebody else's descriptor.
        if (Native.Close(descriptor) < 0 && Marshal.GetLastPInvokeError() is var errno && errno != Errno.Eintr) throw Failed(errno, $"close {descriptor}");
    }

    /// <inheritdoc/>
    public int Read(int descriptor, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            while (true)
            {
                nint count = Native.Read(descriptor, start, buffer.Length);
                if (count >= 0) return (int)count;
                if (Marshal.GetLastPInvokeError() is var errno && errno != Errno.Eintr) throw Failed(errno, $"read {descriptor}");
            }
        }
    }

    /// <inheritdoc/>
    public int Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            while (true)
            {
                nint count = Native.Write(descriptor, start, bytes.Length);
                if (count >= 0) return (int)count;
                if (Marshal.GetLastPInvokeError() is var errno && errno != Errno.Eintr) throw Failed(errno, $"write {descriptor}");
            }
        }
    }

    /// <inheritdoc/>
    public int Control(int descriptor, uint request, Span<byte> argument)
    {
        fixed (byte* start = argument)
        {
            return Control(descriptor, request, start);
        }
    }

    /// <inheritdoc/>
    public bool WaitReadable(int descriptor, int milliseconds)
    {
        var entry = new Native.PollEntry { Descriptor = descriptor, Events = Native.PollIn };
        long start = Stopwatch.GetTimestamp();
        int left = milliseconds;
        while (true)
        {
            int ready = Native.Poll(&entry, 1, left);
            if (ready >= 0)
            {
                if ((entry.Returned & Native.PollInvalid) != 0) throw Failed(Errno.Ebadf, $"poll {descriptor}");
                // A hang-up counts as readable: the read that follows says what happened.
                return ready > 0;
            }

            if (Marshal.GetLastPInvokeError() is var errno && errno != Errno.Eintr) throw Failed(errno, $"poll {descriptor}");
            if (milliseconds >= 0) left = Math.Max(0, milliseconds - (int)Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
    }

    /// <inheritdoc/>
    public void TransferI2c(int descriptor, int address, ReadOnlySpan<byte> write, Span<byte> read)
    {
        fixed (byte* output = write, input = read)
        {
            Native.I2cMessage* messages = stackalloc Native.I2cMessage[2];
            uint count = 0;
            if (write.Length > 0) messages[count++] = new Native.I2cMessage { Address = (ushort)address, Length = (ushort)write.Length, Buffer = output };
            if (read.Length > 0) messages[count++] = new Native.I2cMessage { Address = (ushort)address, Flags = I2cRead, Length = (ushort)read.Length, Buffer = input };
            if (count == 0) return;
            var transfer = new Native.I2cTransfer { Messages = messages, Count = count };
            Control(descriptor, I2cTransferRequest, &transfer);
        }
    }

    /// <inheritdoc/>
    public void TransferSpi(int descriptor, ReadOnlySpan<byte> write, Span<byte> read, uint hertz)
    {
        if (read.Length > 0 && read.Length != write.Length) throw new ArgumentException("As many bytes come in as go out.", nameof(read));
        fixed (byte* output = write, input = read)
        {
            var transfer = new Native.SpiTransfer { Write = (ulong)output, Read = (ulong)input, Length = (uint)write.Length, Hertz = hertz };
            Control(descriptor, SpiTransferRequest, &transfer);
        }
    }

    /// <inheritdoc/>
    public string ReadText(string path)
    {
        int descriptor = Open(path, Native.ReadOnly);
        try
        {
            byte[] buffer = new byte[4096];
            int length = 0;
            for (int count; (count = ReadNamed(descriptor, buffer.AsSpan(length), path)) > 0;)
            {
                length += count;
                if (length == LongestText) break;
                if (length == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
            }

            return Encoding.UTF8.GetString(buffer, 0, length).TrimEnd('\0', '\n', ' ', '\t', '\r');
        }
        finally
        {
            Close(descriptor);
        }
    }

    /// <inheritdoc/>
    public void WriteText(string path, string text)
    {
        int descriptor = Open(path, Native.WriteOnly);
        try
        {
            Write(descriptor, Encoding.UTF8.GetBytes(text));
        }
        catch (KernelException e)
        {
            throw Failed(e.Errno, $"write '{text}' to {path}");
        }
        finally
        {
            Close(descriptor);
        }
    }

    /// <inheritdoc/>
    public bool Exists(string path) => Path.Exists(Rooted(path));

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string folder)
    {
        try
        {
            string[] names = [.. Directory.EnumerateFileSystemEntries(Rooted(folder)).Select(p => Path.GetFileName(p))];
            Array.Sort(names, StringComparer.Ordinal);
            return names;
        }
        catch (Exception e) when (e is DirectoryNotFoundException or IOException)
        {
            return [];
        }
        catch (UnauthorizedAccessException)
        {
            throw Failed(Errno.Eacces, $"list {folder}");
        }
    }

    /// <summary>The kernel of this machine; its sysfs elsewhere where the environment says so.</summary>
    public static LinuxKernel FromEnvironment() => new(Environment.GetEnvironmentVariable(SysfsVariable) is { Length: > 0 } root ? root : null);

    private string Rooted(string path) => sysfs is not null && path.StartsWith("/sys/", StringComparison.Ordinal) ? sysfs + path["/sys".Length..] : path;

    private int Open(string path, int flags)
    {
        path = Rooted(path);
        while (true)
        {
            int descriptor = Native.Open(path, flags | Native.CloseOnExec);
            if (descriptor >= 0) return descriptor;
            if (Marshal.GetLastPInvokeError() is var errno && errno != Errno.Eintr) throw Failed(errno, $"open {path}");
        }
    }

    private static int Control(int descriptor, uint request, void* argument)
    {
        int result = Native.Control(descriptor, request, argument);
        if (result < 0) throw Failed(Marshal.GetLastPInvokeError(), $"ioctl 0x{request:X8} on {descriptor}");
        return result;
    }

    private int ReadNamed(int descriptor, Span<byte> buffer, string path)
    {
        try
        {
            return Read(descriptor, buffer);
        }
        catch (KernelException e)
        {
            throw Failed(e.Errno, $"read {path}");
        }
    }

    private static KernelException Failed(int errno, string tried) => new(errno, $"{tried}: {Marshal.GetPInvokeErrorMessage(errno)}");
}
