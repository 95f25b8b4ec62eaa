using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Cli;

/// <summary>Tries each layer of the sandbox that this version has, with code that it must stop.</summary>
internal static class SandboxProbe
{
    public static async Task<IReadOnlyList<Finding>> RunAsync(IActionSession session, IHostCalls calls, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        ActionResult sum = await session.RunAsync("1 + 1", calls, cancellation);
        findings.Add(sum.Returned == "2"
            ? new Finding("sandbox", FindingState.Ok, $"a worker compiled and ran an action in {sum.ElapsedMs:0} ms")
            : new Finding("sandbox", FindingState.Missing, $"a worker could not run 1 + 1: {sum.Error?.Message}"));
        findings.Add(await TryAsync("analysis", "System.IO.File.ReadAllText(\"/etc/hostname\")", "reading a file was refused", [ErrorCodes.NotAllowed, "CS0234", "CS0103"]));
        findings.Add(await TryAsync("budgets", "while (true) { }", "an endless loop was ended", [ErrorCodes.Budget, ErrorCodes.Timeout]));
        findings.Add(await TryAsync("memory limit", "var all = new List<double[]>(); while (true) { var a = new double[1000000]; a[5] = 1; all.Add(a); }", "filling the memory was ended", [ErrorCodes.Budget, ErrorCodes.WorkerDied, ErrorCodes.Timeout]));
        findings.Add(new Finding("operating system", FindingState.Note, "this version has no system-call filter, Landlock or bubblewrap layer yet: run simulators with it, not machines."));
        return findings;

        async Task<Finding> TryAsync(string layer, string code, string good, string[] codes)
        {
            ActionResult result = await session.RunAsync(code, calls, cancellation);
            return result.Error is { } error && codes.Contains(error.Code)
                ? new Finding(layer, FindingState.Ok, $"{good} ({error.Code})")
                : new Finding(layer, FindingState.Missing, $"{layer} did not hold: {result.Error?.Message ?? "the code ran"}");
        }
    }
}
