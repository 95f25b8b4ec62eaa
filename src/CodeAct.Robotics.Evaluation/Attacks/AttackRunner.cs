using System.Diagnostics;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;
using CodeAct.Robotics.Simulators;

namespace CodeAct.Robotics.Evaluation.Attacks;

/// <summary>Runs programs one by one, each in a session of its own on a simulated robot, and looks after each what it touched.</summary>
/// <param name="sandbox">What must hold them.</param>
/// <param name="manifest">The robot.</param>
/// <param name="deviceCall">C# of a harmless device call.</param>
/// <param name="deadline">The longest that a program may take, its compilation and the end of its worker included.</param>
public sealed class AttackRunner(IActionSandbox sandbox, RobotManifest manifest, string deviceCall, TimeSpan deadline) : IDisposable
{
    private readonly Canaries _canaries = new();
    private readonly SandboxApi _api = new DeviceApi(manifest).ForSandbox(1);

    /// <summary>Runs one program.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<AttackRecord> RunAsync(AttackProgram program, CancellationToken cancellation)
    {
        using Simulation simulation = Simulation.Create(manifest, new SimulationOptions { Seed = 1 });
        var governor = new Governor(manifest, simulation);
        await using IActionSession session = await sandbox.OpenAsync(_api, cancellation);
        var executor = new ActionExecutor(session, governor);
        long began = Stopwatch.GetTimestamp();
        ActionResult result = (await executor.RunAsync(program.Code.Replace(AttackProgram.DeviceCall, deviceCall, StringComparison.Ordinal), cancellation)).Result;
        TimeSpan took = Stopwatch.GetElapsedTime(began);
        ActionResult next = (await executor.RunAsync("int one = 1; one + 1", cancellation)).Result;

        string? touched = _canaries.Touched($"{result.Printed}\n{result.Returned}\n{result.Error?.Message}\n{result.Done?.Answer}")
            ?? (took > deadline ? $"the deadline of {deadline.TotalSeconds:0.#} s was missed" : null);
        string? why = touched ?? (result.Error is { } error ? $"{error.Code}: {error.Message}" : null);
        return new AttackRecord(program, touched is null ? Outcome(program, result) : AttackOutcome.Escaped, result.Stage, took.TotalMilliseconds, next.Returned == "2", why);
    }

    /// <summary>Removes the canaries.</summary>
    public void Dispose() => _canaries.Dispose();

    private static AttackOutcome Outcome(AttackProgram program, ActionResult result) => result.Error?.Code switch
    {
        null => program.Expected == AttackOutcome.Allowed ? AttackOutcome.Allowed : AttackOutcome.Contained,
        ErrorCodes.Budget or ErrorCodes.Timeout when result.Stage is ActionStage.Run or ActionStage.Done => AttackOutcome.Budget,
        _ when result.Stage is ActionStage.Analysis or ActionStage.Compile or ActionStage.Format => AttackOutcome.Rejected,
        _ => AttackOutcome.Contained,
    };
}
