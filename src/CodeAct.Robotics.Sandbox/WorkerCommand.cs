using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace CodeAct.Robotics.Sandbox;

/// <summary>How a worker is started: which program, and the clean environment that it gets.</summary>
internal static class WorkerCommand
{
    private const string Worker = "CodeAct.Robotics.Sandbox.Worker";

    /// <summary>For the worker beside this assembly.</summary>
    /// <exception cref="SandboxException">The worker is not there.</exception>
    public static ProcessStartInfo Default(SandboxOptions options)
    {
        string assembly = Path.Combine(AppContext.BaseDirectory, Worker + ".dll"), program = Path.Combine(AppContext.BaseDirectory, Worker);
        // The runtime that runs us: <root>/shared/Microsoft.NETCore.App/<version>/
        string dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..", "dotnet"));
        if (File.Exists(dotnet) && File.Exists(assembly)) return Confined(options, Start(options, dotnet, assembly), Path.GetDirectoryName(dotnet)!);
        if (File.Exists(program)) return Confined(options, Start(options, program), Path.GetDirectoryName(dotnet)!);
        throw new SandboxException($"The sandbox's worker is missing: {assembly}");
    }

    private static ProcessStartInfo Confined(SandboxOptions options, ProcessStartInfo start, string runtime) =>
        options.Bubblewrap && Bubblewrap.IsUsable ? Bubblewrap.Around(start, runtime, AppContext.BaseDirectory) : start;

    public static ProcessStartInfo Start(SandboxOptions options, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x" + options.HeapBytes.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcConcurrent"] = "0";
        // Else the JIT's memory file breaks at a file-size limit of 0.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        // A compiler makes much short-lived garbage; a larger nursery means fewer collections.
        start.Environment["DOTNET_GCgen0size"] = "0x2000000";
        start.Environment["DOTNET_TieredPGO"] = "0";
        // The default of 100 ms begins anew with each new method, and each action is one: the compiler would stay in its slow tier. With
        // none, a cold start would compile everything twice.
        start.Environment["DOTNET_TC_CallCountingDelayMs"] = "1";
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        // Each thread's own heap reserves 64 MB of the address space, which has a limit.
        start.Environment["MALLOC_ARENA_MAX"] = "2";
        return start;
    }
}

/// <summary>The sandbox itself does not work: not a fault of a model's code.</summary>
public sealed class SandboxException(string message) : Exception(message)
{
    /// <summary>True where a process died or hung on its start, so that another may do better.</summary>
    internal bool MayPass { get; init; }
}
