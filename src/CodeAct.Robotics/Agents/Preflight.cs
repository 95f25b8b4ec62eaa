using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Agents;

/// <summary>
/// Runs each action on the robot's twin before it runs on the robot: in a second worker whose submissions mirror the first's, from live
/// readings, under the same limits. What would be refused on the robot is refused before anything moves.
/// </summary>
public sealed class Preflight : IAsyncDisposable
{
    // What the governor of the twin says, and not the code or the world: only that can be held against an action.
    private static readonly string[] Violations =
        [ErrorCodes.Range, ErrorCodes.Rate, ErrorCodes.MaxOn, ErrorCodes.MinOff, ErrorCodes.Interlock, ErrorCodes.Blocked];

    private readonly IActionSandbox _sandbox;
    private readonly SandboxApi _api;
    private readonly Governor _real;
    private readonly Func<IReadOnlyList<DeviceReading>, IRobotBackend> _twin;
    private readonly List<(string Code, IReadOnlyList<Recorded> Calls)> _history = [];
    private IActionSession? _session;
    private ActionResult? _foreseen;

    private Preflight(IActionSandbox sandbox, SandboxApi api, Governor real, Func<IReadOnlyList<DeviceReading>, IRobotBackend> twin)
    {
        (_sandbox, _api, _real, _twin) = (sandbox, api, real, twin);
    }

    /// <summary>A preflight for a robot that has a twin; null for any other, as for a simulator.</summary>
    /// <param name="sandbox">Gives the second worker.</param>
    /// <param name="api">As the first worker has it.</param>
    /// <param name="governor">The robot.</param>
    public static Preflight? For(IActionSandbox sandbox, SandboxApi api, Governor governor) =>
        governor.Options.Twin is { } twin ? new Preflight(sandbox, api, governor, twin) : null;

    /// <summary>Runs an action on the twin.</summary>
    /// <param name="code">The action.</param>
    /// <param name="live">What the robot's devices read now.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<PreflightVerdict> RunAsync(string code, IReadOnlyList<DeviceReading> live, CancellationToken cancellation)
    {
        _foreseen = null;
        try
        {
            IActionSession session = await InStepAsync(cancellation);
            using IRobotBackend twin = _twin(live);
            var governor = new Governor(_real.Manifest, twin);
            governor.Mirror(_real);
            governor.BeginAction(cancellation);
            ActionResult result = await session.RunAsync(code, governor, cancellation);
            _foreseen = result;
            IReadOnlyList<string> notes = governor.EndAction();
            PreflightVerdict verdict = Judge(result, notes, governor.Trace);
            if (verdict.Refusal is not null && result.Stage is ActionStage.Run or ActionStage.Done) await FallOutOfStepAsync();
            return verdict;
        }
        catch (DeviceException e)
        {
            // No twin of this state: the governor of the robot still holds every limit.
            return new PreflightVerdict { Note = e.Message };
        }
    }

    /// <summary>Books what became of the action on the robot.</summary>
    internal async Task BookAsync(string code, ActionResult result, RecordedCalls calls)
    {
        if (result.StateLost)
        {
            _history.Clear();
            await FallOutOfStepAsync();
            return;
        }

        if (result.Stage is not (ActionStage.Run or ActionStage.Done)) return;
        _history.Add((code, calls.Calls));
        if (_foreseen is not { StateLost: false } foreseen || foreseen.Stage != result.Stage || foreseen.Error is null != result.Error is null) await FallOutOfStepAsync();
    }

    /// <summary>A person's no: the twin has done what the robot does not do.</summary>
    internal Task ForgetAsync() => FallOutOfStepAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await FallOutOfStepAsync();

    private static PreflightVerdict Judge(ActionResult result, IReadOnlyList<string> notes, IReadOnlyList<TracedCommand> trace)
    {
        // Nothing ran, and nothing would run on the robot.
        if (result.Stage is ActionStage.Analysis or ActionStage.Compile) return new PreflightVerdict { Refusal = result };
        if (result.Error is { } error && Violations.Contains(error.Code))
            return Refused(error with { Code = ErrorCodes.Twin, Message = Foreseen($"{error.Code}: {error.Message}") });
        if (notes.Count > 0) return Refused(new ActionError(ErrorCodes.Twin, Foreseen(notes[0])));
        if (result.Error is { } other) return new PreflightVerdict { Note = $"{other.Code}: {other.Message}" };
        if (result.Done is { Ok: false } fail) return new PreflightVerdict { Note = $"Fail: {fail.Answer}" };
        return new PreflightVerdict { Commands = trace };

        PreflightVerdict Refused(ActionError why) => new() { Refusal = new ActionResult { Stage = ActionStage.Run, Error = why, Tier = result.Tier, ElapsedMs = result.ElapsedMs } };
    }

    private static string Foreseen(string what) => $"On the twin it ends with {what.TrimEnd('.')}. Nothing was moved.";

    // A new worker lives through what the robot's worker lived through.
    private async Task<IActionSession> InStepAsync(CancellationToken cancellation)
    {
        if (_session is { } session) return session;
        session = await _sandbox.OpenAsync(_api, cancellation);
        try
        {
            foreach ((string code, IReadOnlyList<Recorded> calls) in _history)
            {
                var replayed = new ReplayedCalls(calls);
                ActionResult result = await session.RunAsync(code, replayed, cancellation);
                if (!replayed.IsSame || result.StateLost) throw new DeviceException(ErrorCodes.Twin, "The twin's worker could not be brought where the robot's is.");
            }

            return _session = session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    private async Task FallOutOfStepAsync()
    {
        if (_session is { } session) await session.DisposeAsync();
        _session = null;
    }
}

/// <summary>What the twin said of an action.</summary>
public sealed record PreflightVerdict
{
    /// <summary>The action's end where it must not run on the robot, or null.</summary>
    public ActionResult? Refusal { get; init; }

    /// <summary>Why the twin could not tell, or null: the action runs on the robot all the same.</summary>
    public string? Note { get; init; }

    /// <summary>All that it would command; empty where the twin did not see it to its end.</summary>
    public IReadOnlyList<TracedCommand> Commands { get; init; } = [];
}
