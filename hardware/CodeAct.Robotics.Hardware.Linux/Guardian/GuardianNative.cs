using System.Runtime.InteropServices;

namespace CodeAct.Robotics.Hardware.Linux.Guardian;

/// <summary>What the guardian asks of the C library beyond the drivers' calls, with the types of 64-bit Linux. Source: man pages, sections 2, 3 and 7 (unix, cmsg).</summary>
internal static unsafe partial class GuardianNative
{
    public const int SigKill = 9;

    public const int MessageDontWait = 0x40;
    public const int MessageNoSignal = 0x4000;
    public const int MessageCloseOnExec = 0x4000_0000;
    public const int SocketLevel = 1;
    public const int Rights = 1;

    public const int LockCurrent = 1;
    public const int LockFuture = 2;
    public const int LockOnFault = 4;

    public const int FirstInFirstOut = 1;

    // The same on x64 and arm64: the unified numbers from 424 on, include/uapi/asm-generic/unistd.h.
    private const nint PidfdSendSignal = 424;
    private const nint PidfdOpen = 434;

    /// <summary>A descriptor of a process, which no later process of that number can take over; -1 where there is none.</summary>
    public static int OpenProcess(int process) => (int)SystemCall(PidfdOpen, process, 0, 0, 0);

    /// <summary>Sends a signal to just that process; 0 where it was sent.</summary>
    public static int Signal(int processDescriptor, int signal) => (int)SystemCall(PidfdSendSignal, processDescriptor, signal, 0, 0);

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    public static partial nint Send(int socket, MessageHeader* message, int flags);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    public static partial nint Receive(int socket, MessageHeader* message, int flags);

    [LibraryImport("libc", EntryPoint = "setsid", SetLastError = true)]
    public static partial int NewSession();

    [LibraryImport("libc", EntryPoint = "mlockall", SetLastError = true)]
    public static partial int LockMemory(int flags);

    [LibraryImport("libc", EntryPoint = "sched_setscheduler", SetLastError = true)]
    public static partial int SetScheduler(int thread, int policy, int* priority);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    public static partial int Duplicate(int from, int to);

    // Variadic in C; up to five integers are passed as for any other function.
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint a, nint b, nint c, nint d);

    /// <summary>struct msghdr of glibc.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct MessageHeader
    {
        public void* Name;
        public uint NameLength;
        public Vector* Parts;
        public nuint PartCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Vector
    {
        public void* Start;
        public nuint Length;
    }

    /// <summary>struct cmsghdr with one descriptor behind it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct RightsMessage
    {
        public nuint Length;
        public int Level;
        public int Type;
        public int Descriptor;
        public int Padding;
    }
}
