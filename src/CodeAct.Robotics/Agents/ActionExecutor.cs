using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Agents;

/// <summary>Runs one action under the governor: before it, state is noted; after it, whatever way it ended, the robot is released.</summary>
public sealed class ActionExecutor(IActionSession session, Governor governor)
{
    /// <summary>Runs C#.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the robot is in its safe state.</exception>
    public async Task<ActionOutcome> RunAsync(string code, CancellationToken cancellation)
    {
        IReadOnlyList<DeviceReading> before = governor.ReadAll();
        double begin = governor.Now;
        governor.BeginAction(cancellation);
        ActionResult result;
        try
        {
            result = await session.RunAsync(code, governor, cancellation);
        }
        catch
        {
            governor.MakeSafe();
            governor.EndAction();
            throw;
        }

        if (result.StateLost) governor.MakeSafe();
        IReadOnlyList<string> notes = governor.EndAction();
        return Outcome(result, before, governor.Now - begin) with { Notes = notes, Plots = [.. governor.Plots] };
    }

    /// <summary>The outcome of a reply that never became an action.</summary>
    public ActionOutcome Refuse(ActionError error) =>
        Outcome(new ActionResult { Stage = ActionStage.Format, Error = error }, governor.ReadAll(), 0);

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
