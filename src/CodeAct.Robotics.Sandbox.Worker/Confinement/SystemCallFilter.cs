using System.Runtime.InteropServices;

namespace CodeAct.Robotics.Sandbox.Worker.Confinement;

/// <summary>
/// The seccomp allow-list, on all threads of this process from now on: what is not on it fails with EPERM (seccomp(2), libseccomp's
/// manual). To be set when everything that the code may need is loaded.
/// </summary>
internal static unsafe partial class SystemCallFilter
{
    private const string Library = "libseccomp.so.2";
    private const uint Allow = 0x7fff0000, Error = 0x00050000;
    private const uint NotPermitted = 1, NotImplemented = 38;
    private const int AllThreads = 4;
    private const int Equal = 4, MaskedEqual = 7;
    private const ulong CloneThread = 0x10000;

    // <fcntl.h>: get and set the flags of a descriptor and of its file.
    private static readonly ulong[] FlagCommands = [1, 2, 3, 4];

    /// <summary>Sets the filter.</summary>
    /// <returns>False where this machine has no libseccomp, or a kernel without filters.</returns>
    public static bool Apply()
    {
        nint filter;
        try
        {
            filter = Init(Error | NotPermitted);
        }
        catch (DllNotFoundException)
        {
            return false;
        }
        if (filter == 0) return false;
        try
        {
            return Fill(filter) && SetAttribute(filter, AllThreads, 1) == 0 && Load(filter) == 0;
        }
        finally
        {
            Release(filter);
        }
    }

    private static bool Fill(nint filter)
    {
        bool sound = true;
        foreach (string name in SystemCalls.Always.Concat(SystemCalls.X64Only))
        {
            // Negative: this processor has no such call.
            if (Resolve(name) is >= 0 and var number) sound &= Rule(filter, Allow, number, 0, null) == 0;
        }
        // Threads, but no processes; libc falls back to clone where clone3, whose flags a filter cannot see, is not there.
        sound &= When(filter, "clone", new Comparison { Argument = 0, Operator = MaskedEqual, A = CloneThread, B = CloneThread });
        sound &= Rule(filter, Error | NotImplemented, Resolve("clone3"), 0, null) == 0;
        // The runtime stops its own threads by signal.
        sound &= When(filter, "tgkill", new Comparison { Argument = 0, Operator = Equal, A = (ulong)Environment.ProcessId });
        foreach (ulong command in FlagCommands) sound &= When(filter, "fcntl", new Comparison { Argument = 1, Operator = Equal, A = command });
        // To read a limit, not to set one.
        return sound && When(filter, "prlimit64", new Comparison { Argument = 2, Operator = Equal, A = 0 });
    }

    private static bool When(nint filter, string name, Comparison comparison) => Rule(filter, Allow, Resolve(name), 1, &comparison) == 0;

    [LibraryImport(Library, EntryPoint = "seccomp_init")]
    private static partial nint Init(uint otherwise);

    [LibraryImport(Library, EntryPoint = "seccomp_rule_add_array")]
    private static partial int Rule(nint filter, uint action, int number, uint count, Comparison* comparisons);

    [LibraryImport(Library, EntryPoint = "seccomp_attr_set")]
    private static partial int SetAttribute(nint filter, int attribute, uint value);

    [LibraryImport(Library, EntryPoint = "seccomp_load")]
    private static partial int Load(nint filter);

    [LibraryImport(Library, EntryPoint = "seccomp_release")]
    private static partial void Release(nint filter);

    [LibraryImport(Library, EntryPoint = "seccomp_syscall_resolve_name", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Resolve(string name);

    [StructLayout(LayoutKind.Sequential)]
    private struct Comparison
    {
        public uint Argument;
        public int Operator;
        public ulong A;
        public ulong B;
    }
}
