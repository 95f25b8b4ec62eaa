using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Sandbox;

namespace CodeAct.Robotics.Cli;

/// <summary>Tries each layer of the sandbox that this version has, with code that it must stop.</summary>
internal static class SandboxProbe
{
    public static async Task<IReadOnlyList<Finding>> RunAsync(ActionSandbox sandbox, IActionSession session, IHostCalls calls, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        ActionResult sum = await session.RunAsync("1 + 1", calls, cancellation);
        findings.Add(sum.Returned == "2"
            ? new Finding("sandbox", FindingState.Ok, $"a worker compiled and ran an action in {sum.ElapsedMs:0} ms")
            : new Finding("sandbox", FindingState.Missing, $"a worker could not run 1 + 1: {sum.Error?.Message}"));
        findings.Add(await TryAsync("analysis", "System.IO.File.ReadAllText(\"/etc/hostname\")", "reading a file was refused", [ErrorCodes.NotAllowed, "CS0234", "CS0103"]));
        findings.Add(await TryAsync("budgets", "while (true) { }", "an endless loop was ended", [ErrorCodes.Budget, ErrorCodes.Timeout]));
        findings.Add(await TryAsync("memory limit", "var all = new List<double[]>(); while (true) { var a = new double[1000000]; a[5] = 1; all.Add(a); }", "filling the memory was ended", [ErrorCodes.Budget, ErrorCodes.WorkerDied, ErrorCodes.Timeout]));
        findings.AddRange(Layers(await sandbox.ExamineAsync(cancellation)));
        return findings;

        async Task<Finding> TryAsync(string layer, string code, string good, string[] codes)
        {
            ActionResult result = await session.RunAsync(code, calls, cancellation);
            return result.Error is { } error && codes.Contains(error.Code)
                ? new Finding(layer, FindingState.Ok, $"{good} ({error.Code})")
                : new Finding(layer, FindingState.Missing, $"{layer} did not hold: {result.Error?.Message ?? "the code ran"}");
        }
    }

    private static IEnumerable<Finding> Layers(SandboxExamination found)
    {
        yield return found.Layers.SystemCalls
            ? new Finding("seccomp", FindingState.Ok, "a warm worker's system calls are filtered")
            : new Finding("seccomp", FindingState.Note, "no system-call filter: run simulators with it, not machines.", "sudo apt-get install libseccomp2");
        yield return found.Layers.Landlock > 0
            ? new Finding("landlock", FindingState.Ok, $"version {found.Layers.Landlock}: a worker reads the runtime and the system's libraries, and writes nothing")
            : new Finding("landlock", FindingState.Note, "this kernel has no Landlock; the system-call filter alone keeps files closed.", "A kernel of 5.13 or later with CONFIG_SECURITY_LANDLOCK, and landlock in lsm=.");
        yield return found.Layers.Bubblewrap
            ? new Finding("bubblewrap", FindingState.Ok, "a worker has namespaces of its own, without network and with nothing but the runtime in its files")
            : new Finding("bubblewrap", FindingState.Note, $"no namespaces around a worker: {SandboxLayers.WhyNoBubblewrap}", SandboxLayers.WhyNoBubblewrap == "not installed" ? "sudo apt-get install bubblewrap" : "Where the kernel forbids user namespaces (Ubuntu 24.04 does), an AppArmor profile for bwrap allows them; the other layers hold without.");
        foreach (EscapeAttempt attempt in found.Attempts)
        {
            yield return attempt.Held
                ? new Finding("way out", FindingState.Ok, $"a worker tried to {attempt.What}: stopped (errno {attempt.Error})")
                : new Finding("way out", found.Layers.FitForHardware ? FindingState.Missing : FindingState.Note, $"a worker could {attempt.What}");
        }
    }
}
