using System.Runtime.InteropServices;

namespace CodeAct.Robotics.Sandbox.Worker.Confinement;

/// <summary>
/// Landlock: of the file system only the runtime, this program and the system's libraries stay readable, nothing writable, no TCP,
/// and no signals out (Linux, Documentation/userspace-api/landlock.rst). It binds the calling thread and what it executes, so it is
/// set just before the program becomes itself again.
/// </summary>
internal static unsafe class Landlock
{
    // <linux/landlock.h>; the system calls have these numbers on every architecture.
    private const nint CreateRuleset = 444, AddRule = 445, RestrictSelf = 446;
    private const nint AskVersion = 1, PathBeneath = 1;
    private const ulong Execute = 1, ReadFile = 1 << 2, ReadFolder = 1 << 3;
    private const ulong Network = 3, Scopes = 3;
    private const int PathOnly = 0x200000, CloseOnExec = 0x80000;

    private static readonly string[] Libraries = ["/usr/lib", "/lib", "/lib64"];

    // What the runtime asks at its start: its stack's place, the memory and the processors that it may use.
    private static readonly string[] Facts =
    [
        "/etc/ld.so.cache", "/proc/self", "/proc/meminfo", "/proc/cpuinfo", "/proc/stat", "/proc/sys/vm", "/sys/fs/cgroup", "/sys/devices/system/cpu",
        "/sys/devices/system/node", "/sys/kernel/mm/transparent_hugepage", "/dev/null", "/dev/urandom",
    ];

    /// <summary>The kernel's version of Landlock, 0 where there is none.</summary>
    public static int Version()
    {
        nint version = Libc.SystemCall(CreateRuleset, 0, 0, AskVersion, 0);
        return version > 0 ? (int)version : 0;
    }

    /// <summary>Restricts this thread. No new privileges must be set before.</summary>
    /// <param name="programs">Folders to read and execute besides the system's libraries.</param>
    /// <returns>The version in force, 0 where the kernel has none.</returns>
    public static int Apply(params string[] programs)
    {
        int version = Version();
        if (version == 0) return 0;
        // Every right of this version is taken, and given back below where it is needed.
        ulong files = version switch { 1 => (1UL << 13) - 1, 2 => (1UL << 14) - 1, 3 or 4 => (1UL << 15) - 1, _ => (1UL << 16) - 1 };
        ulong* attributes = stackalloc ulong[] { files, Network, Scopes };
        nint size = version < 4 ? 8 : version < 6 ? 16 : 24;
        int rules = (int)Libc.SystemCall(CreateRuleset, (nint)attributes, size, 0, 0);
        if (rules < 0) return 0;
        foreach (string folder in Libraries.Concat(programs)) Allow(rules, folder, Execute | ReadFile | ReadFolder);
        foreach (string path in Facts) Allow(rules, path, Directory.Exists(path) ? ReadFile | ReadFolder : ReadFile);
        nint restricted = Libc.SystemCall(RestrictSelf, rules, 0, 0, 0);
        _ = Libc.Close(rules);
        return restricted == 0 ? version : 0;
    }

    // A path that is not there needs no rule.
    private static void Allow(int rules, string path, ulong rights)
    {
        int fd = Libc.Open(path, PathOnly | CloseOnExec);
        if (fd < 0) return;
        var rule = new Rule { Rights = rights, Parent = fd };
        _ = Libc.SystemCall(AddRule, rules, PathBeneath, (nint)(&rule), 0);
        _ = Libc.Close(fd);
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Rule
    {
        public ulong Rights;
        public int Parent;
    }
}
