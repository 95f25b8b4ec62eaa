using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Agents;

/// <summary>
/// Runs one action under the governor, as a transaction: before it, state is noted, the twin has its say and a person is asked where one
/// must be; after it, the robot is released, and where it did not come to its own end, in its safe state.
/// </summary>
/// <param name="session">Runs the code.</param>
/// <param name="governor">The robot.</param>
/// <param name="preflight">The twin's say, or null where there is none.</param>
public sealed class ActionExecutor(IActionSession session, Governor governor, Preflight? preflight = null)
{
    /// <summary>Runs C#.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the robot is in its safe state.</exception>
    public async Task<ActionOutcome> RunAsync(string code, CancellationToken cancellation)
    {
        IReadOnlyList<DeviceReading> before = governor.ReadAll();
        double begin = governor.Now;
        governor.BeginAction(cancellation);
        ActionResult result;
        string? note = null;
        try
        {
            if (preflight is null)
            {
                result = await session.RunAsync(code, governor, cancellation);
            }
            else
            {
                PreflightVerdict verdict = await preflight.RunAsync(code, before, cancellation);
                note = verdict.Note;
                result = verdict.Refusal ?? await AskAsync(verdict, cancellation) ?? await RunBookedAsync(code, cancellation);
            }
        }
        catch
        {
            governor.MakeSafe();
            governor.EndAction();
            throw;
        }

        if (result.StateLost || result.Error?.Code == ErrorCodes.Timeout) governor.MakeSafe();
        IReadOnlyList<string> notes = governor.EndAction();
        return Outcome(result, before, governor.Now - begin) with { Notes = notes, Plots = [.. governor.Plots], Twin = note };
    }

    /// <summary>The outcome of a reply that never became an action.</summary>
    public ActionOutcome Refuse(ActionError error) =>
        Outcome(new ActionResult { Stage = ActionStage.Format, Error = error }, governor.ReadAll(), 0);

    // A person sees the effects of the whole action before it begins.
    private async Task<ActionResult?> AskAsync(PreflightVerdict verdict, CancellationToken cancellation)
    {
        if (governor.Options.Approvals is not { } approvals) return null;
        List<TracedCommand> commands = [.. verdict.Commands.Where(c => c.Refused is null && !c.TowardSafety && governor.Manifest.Device(c.Device)!.Approve)];
        if (commands.Count == 0) return null;
        if (await Task.Run(() => approvals.Ask(governor.Manifest.Robot, governor.TaskId, commands, cancellation), CancellationToken.None)) return null;
        cancellation.ThrowIfCancellationRequested();
        await preflight!.ForgetAsync();
        return new ActionResult { Stage = ActionStage.Run, Error = new ActionError(ErrorCodes.Approval, $"{ApprovalGate.Refusal(commands.Select(c => c.Device).Distinct())} Nothing was moved.") };
    }

    private async Task<ActionResult> RunBookedAsync(string code, CancellationToken cancellation)
    {
        var calls = new RecordedCalls(governor);
        ActionResult result = await session.RunAsync(code, calls, cancellation);
        await preflight!.BookAsync(code, result, calls);
        return result;
    }

    private ActionOutcome Outcome(ActionResult result, IReadOnlyList<DeviceReading> before, double seconds)
    {
        IReadOnlyList<DeviceReading> after = governor.ReadAll();
        var changed = new Dictionary<string, DeviceChange>();
        for (int i = 0; i < after.Count; i++)
        {
            if (!after[i].Device.Kind.IsActuator || before[i].Text == after[i].Text) continue;
            changed[after[i].Device.Name] = new DeviceChange(before[i].Text, after[i].Text);
        }

        return new ActionOutcome { Result = result, Changed = changed, Readings = after, RobotSeconds = seconds };
    }
}
