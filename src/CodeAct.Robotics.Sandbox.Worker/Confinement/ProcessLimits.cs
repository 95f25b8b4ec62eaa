using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace CodeAct.Robotics.Sandbox.Worker.Confinement;

/// <summary>
/// Stage one: limits that a running runtime would not survive are set here, and then the process becomes itself again.
/// </summary>
internal static unsafe class ProcessLimits
{
    // Numbers of <sys/resource.h> and <linux/prctl.h>; the same on x64 and arm64.
    private const int Cpu = 0, FileSize = 1, Core = 4, OpenFiles = 7, AddressSpace = 9;
    private const int SetNoNewPrivileges = 38;

    /// <summary>The bytes of address space: half of it gives false stack overflows in the JIT.</summary>
    public const long AddressSpaceBytes = 2L << 30;

    /// <summary>Seconds of processor time in the worker's whole life.</summary>
    public const long CpuSeconds = 1800;

    /// <summary>
    /// Sets the limits and replaces this process by the same program with the given arguments and, last, the version of Landlock in
    /// force. Does not return.
    /// </summary>
    /// <exception cref="Win32Exception">A limit could not be set, or the program not be started.</exception>
    /// <param name="entry">The assembly to run where the program is <c>dotnet</c>.</param>
    /// <param name="landlock">Whether Landlock is wanted.</param>
    /// <param name="arguments">For the next stage.</param>
    public static void ApplyAndRestart(string entry, bool landlock, params string[] arguments)
    {
        // Everything that allocates comes first: the address space shrinks under a running runtime.
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("The path of the program is not known.");
        var line = new List<string> { program };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet") line.Add(entry);
        line.AddRange(arguments);
        string runtime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        var environment = new List<string>();
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables()) environment.Add($"{variable.Key}={variable.Value}");
        // One digit, written once it is known.
        line.Add("0");
        byte** argv = Strings(line), envp = Strings(environment);
        // Also what the runtime would make at the first call of a function: without room for it, the process dies before it has begun.
        Marshal.PrelinkAll(typeof(Libc));
        RuntimeHelpers.PrepareMethod(typeof(Libc).GetMethod(nameof(Libc.Execve))!.MethodHandle);

        Require(Libc.Prctl(SetNoNewPrivileges, 1, 0, 0, 0));
        if (landlock) argv[line.Count - 1][0] = (byte)('0' + Math.Min(9, Landlock.Apply(runtime, Path.GetDirectoryName(program)!, AppContext.BaseDirectory)));
        Set(Core, 0);
        Set(FileSize, 0);
        Set(OpenFiles, 256);
        Set(Cpu, CpuSeconds);
        Set(AddressSpace, AddressSpaceBytes);
        Libc.Execve(argv[0], argv, envp);
        Require(-1);
    }

    private static void Set(int resource, long value) =>
        Require(Libc.SetLimit(resource, new Libc.Limit { Soft = (nuint)value, Hard = (nuint)value }));

    private static void Require(int result)
    {
        if (result != 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    // Never freed: exec replaces the memory.
    private static byte** Strings(List<string> texts)
    {
        var array = (byte**)NativeMemory.AllocZeroed((nuint)(texts.Count + 1), (nuint)sizeof(byte*));
        for (int i = 0; i < texts.Count; i++)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(texts[i] + "\0");
            array[i] = (byte*)NativeMemory.Alloc((nuint)bytes.Length);
            bytes.CopyTo(new Span<byte>(array[i], bytes.Length));
        }
        return array;
    }
}
