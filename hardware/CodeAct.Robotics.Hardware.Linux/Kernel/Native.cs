using System.Runtime.InteropServices;

namespace CodeAct.Robotics.Hardware.Linux.Kernel;

/// <summary>The C library's entry points, with the types of 64-bit Linux (x64 and arm64 agree on all of these). Source: man pages, section 2.</summary>
internal static unsafe partial class Native
{
    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const int ReadWrite = 2;
    public const int CloseOnExec = 0x80000;

    public const short PollIn = 1;
    public const short PollInvalid = 0x20;

    public const int ClockMonotonic = 1;
    public const int TimerAbsolute = 1;
    public const int SetTimerSlack = 29;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, byte* buffer, nint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, byte* bytes, nint length);

    // Variadic in C; on 64-bit Linux its third argument goes where a declared one goes.
    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(int descriptor, nuint request, void* argument);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    public static partial int Sleep(int clock, int flags, TimeSpec* until, TimeSpec* left);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    public static partial int ProcessControl(int option, nuint argument, nuint unused3, nuint unused4, nuint unused5);

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    /// <summary>struct timespec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    /// <summary>struct i2c_msg, include/uapi/linux/i2c.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct I2cMessage
    {
        public ushort Address;
        public ushort Flags;
        public ushort Length;
        public byte* Buffer;
    }

    /// <summary>struct i2c_rdwr_ioctl_data, include/uapi/linux/i2c-dev.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct I2cTransfer
    {
        public I2cMessage* Messages;
        public uint Count;
    }

    /// <summary>struct spi_ioc_transfer, include/uapi/linux/spi/spidev.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct SpiTransfer
    {
        public ulong Write;
        public ulong Read;
        public uint Length;
        public uint Hertz;
        public ushort DelayMicroseconds;
        public byte BitsPerWord;
        public byte ChangeSelect;
        public byte WriteLines;
        public byte ReadLines;
        public byte WordDelayMicroseconds;
        public byte Padding;
    }
}
