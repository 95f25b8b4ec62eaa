using System.Globalization;
using CodeAct.Robotics.Evaluation.Attacks;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Sandbox;
using CodeAct.Robotics.Sandbox.Worker;

namespace CodeAct.Robotics.Attacks;

/// <summary>
/// A sandbox with some layers only. The operating system's stay on in every one of them: what gets past a layer that is tried alone
/// must not reach this machine. Process limits and the watchdog can't be switched off.
/// </summary>
internal static class LayeredSandbox
{
    public const string Worker = "worker";

    // They need some milliseconds; on a machine that does much else besides, no harmless one may seem to be none.
    private static readonly SandboxOptions Harmless = new SandboxOptions { SessionsPerWorker = 20 }.Patient(10);

    // Many of these use up all the time that they get, some to compile. Harmless ones do not stand among them: a compile bomb that is none may need 2 s on a busy machine.
    private static readonly SandboxOptions Hostile = new() { SessionsPerWorker = 20, RunTime = TimeSpan.FromSeconds(1), CompileTime = TimeSpan.FromSeconds(2) };

    public static string Folder => AppContext.BaseDirectory;

    /// <summary>The robot that programs run on.</summary>
    public static RobotManifest Greenhouse() => ManifestReader.Read(Path.Combine(Root(), "hardware", "robots", "greenhouse.yaml"));

    /// <summary>Runs programs in turn, the harmless ones last.</summary>
    public static async Task<List<AttackRecord>> RunAsync(IReadOnlyCollection<AttackProgram> programs, CheckSet checks) =>
        [.. await RunAsync(programs.Where(p => p.Expected != AttackOutcome.Allowed), checks, Hostile), .. await RunAsync(programs.Where(p => p.Expected == AttackOutcome.Allowed), checks, Harmless)];

    private static async Task<List<AttackRecord>> RunAsync(IEnumerable<AttackProgram> programs, CheckSet checks, SandboxOptions options)
    {
        var records = new List<AttackRecord>();
        AttackProgram[] all = [.. programs];
        if (all.Length == 0) return records;
        await using var sandbox = checks == CheckSet.All ? new ActionSandbox(options) : new ActionSandbox(options, () => Command(options, checks | CheckSet.OperatingSystem));
        using var runner = new AttackRunner(sandbox, Greenhouse(), "Fan.Set(0.5)", options.CompileTime + options.RunTime + 2 * options.KillAfter + TimeSpan.FromSeconds(6));
        foreach (AttackProgram program in all) records.Add(await runner.RunAsync(program, CancellationToken.None));
        return records;
    }

    private static System.Diagnostics.ProcessStartInfo Command(SandboxOptions options, CheckSet checks)
    {
        System.Diagnostics.ProcessStartInfo usual = WorkerCommand.Default(options with { Bubblewrap = false });
        return WorkerCommand.Start(options, usual.FileName, Path.Combine(Folder, "CodeAct.Robotics.Attacks.dll"), Worker, ((int)checks).ToString(CultureInfo.InvariantCulture));
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(Folder);
        while (!Directory.Exists(Path.Combine(folder!.FullName, "hardware"))) folder = folder.Parent;
        return folder.FullName;
    }
}
