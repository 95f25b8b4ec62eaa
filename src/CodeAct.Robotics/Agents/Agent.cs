using CodeAct.Robotics.Agents.Grammar;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Agents;

/// <summary>
/// The loop (Wang et al., 2024, arXiv 2402.01030): reply, code action, observation, until Done, Fail or a cap.
/// However it ends, the robot's motion has stopped; where it was stopped from outside, the robot is in its safe state.
/// </summary>
public sealed class Agent(IChatClient model, string modelName, IActionSandbox sandbox, AgentOptions options, TimeProvider time)
{
    private static readonly ActionError TruncatedError = new(ErrorCodes.Format, "the reply was cut off; reply with one short csharp block.");

    /// <summary>Does a task.</summary>
    /// <param name="task">The person's words.</param>
    /// <param name="id">The task's id.</param>
    /// <param name="governor">The robot.</param>
    /// <param name="estop">Its e-stop; latching it ends the task.</param>
    /// <param name="seed">Seeds <c>new Random()</c>.</param>
    /// <param name="observer">Sees what happens.</param>
    /// <param name="cancellation">Cancels at any moment.</param>
    public async Task<TaskSummary> RunAsync(
        string task, string id, Governor governor, EStop estop, int seed, IAgentObserver observer, CancellationToken cancellation)
    {
        long began = time.GetTimestamp();
        var tally = new Tally();
        string system = DevicePrompt.System(governor.Manifest);
        observer.OnTask(new TaskStart(id, task, governor.Manifest.Robot, modelName, governor.Backend, system) { Seed = seed });
        await using var stop = new TaskStop(cancellation);
        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using CancellationTokenRegistration onTimeout = timeout.Token.Register(stop.Request);
        string? halted = null;
        void Halt()
        {
            halted ??= governor.HaltReason;
            if (halted is not null) stop.Request();
        }
        estop.Latched += stop.Request;
        governor.TaskId = id;
        governor.Halted += Halt;
        Ending ending;
        try
        {
            estop.ThrowIfLatched();
            Halt();
            stop.Token.ThrowIfCancellationRequested();
            ending = await LoopAsync(task, system, governor, seed, observer, tally, stop.Token);
        }
        catch (DeviceException e) when (e.Code == ErrorCodes.EStop)
        {
            ending = new Ending(TaskOutcome.Refused, null, e.Message, ErrorCodes.EStop);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            governor.MakeSafe();
            ending = estop.IsLatched ? new Ending(TaskOutcome.Refused, null, $"stopped by the e-stop ({estop.Reason})", ErrorCodes.EStop)
                : timeout.IsCancellationRequested ? new Ending(TaskOutcome.Failed, null, $"not done within {options.Timeout.TotalSeconds:0} s", ErrorCodes.Timeout)
                : halted is not null && !cancellation.IsCancellationRequested ? new Ending(TaskOutcome.Failed, null, $"stopped: {halted}", ErrorCodes.DeviceFault)
                : new Ending(TaskOutcome.Cancelled, null, "cancelled", "cancelled");
        }
        catch
        {
            // The sandbox itself does not work: nobody else would stop the robot.
            governor.MakeSafe();
            throw;
        }
        finally
        {
            estop.Latched -= stop.Request;
            governor.TaskId = null;
            governor.Halted -= Halt;
        }

        var summary = new TaskSummary(id, ending.Status, ending.Answer, ending.Why, tally.Turns, tally.Tokens, time.GetElapsedTime(began).TotalSeconds) { Reason = ending.Reason };
        observer.OnEnd(summary);
        return summary;
    }

    private async Task<Ending> LoopAsync(
        string task, string system, Governor governor, int seed, IAgentObserver observer, Tally tally, CancellationToken cancellation)
    {
        var conversation = new Conversation(system, task, options.ContextTokens);
        var repeats = new RepeatDetector();
        var replies = new ReplyStream(model, options, options.SecondReading ? SecondReading.Of(governor.Manifest) : null, time);
        SandboxApi api = new DeviceApi(governor.Manifest).ForSandbox(seed);
        await using IActionSession session = await sandbox.OpenAsync(api, cancellation);
        await using Preflight? preflight = Preflight.For(sandbox, api, governor);
        var executor = new ActionExecutor(session, governor, preflight);
        ActionGrammar? grammar = options.Grammar ? ActionGrammar.For(governor.Manifest) : null;
        DeclaredNames declared = DeclaredNames.None;
        for (int turn = 1; turn <= options.MaxTurns; turn++)
        {
            observer.OnTurn(turn);
            ModelReply reply;
            try
            {
                reply = await replies.NextAsync(conversation.Messages(), grammar is null ? null : new ReplyGrammar(grammar, grammar.Start(declared)), repeats.Count > 1, observer.OnText, cancellation);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                governor.MakeSafe();
                return new Ending(TaskOutcome.Failed, null, e.Message, "model");
            }

            tally.Turns = turn;
            tally.Tokens += reply.OutputTokens;
            ActionSource source = ReplyParser.Parse(reply.Text);
            observer.OnReply(reply, source);
            int traced = governor.Trace.Count;
            ActionOutcome outcome = source.Code is { } code
                ? await executor.RunAsync(code, cancellation)
                : executor.Refuse(reply.Truncated ? TruncatedError : ReplyParser.FormatError);
            repeats.Book(source.Code ?? reply.Text, outcome.Result.Error);
            Ending? ending = Judge(outcome, turn, tally, repeats);
            string? observation = ending is null ? ObservationText.Write(outcome, options.MaxTurns - turn, Remark(repeats)) : null;
            observer.OnTurnEnd(new TurnRecord(turn, reply, source, outcome, observation, governor.Trace.Skip(traced).ToList()));
            if (ending is not null) return ending;
            conversation.Add(reply.Text, observation!);
            if (grammar is not null && outcome.Result.Stage == ActionStage.Run) declared = EarlierNames.After(declared, grammar, source.Code!);
        }

        throw new InvalidOperationException("The last turn ends the task.");
    }

    private static string? Remark(RepeatDetector repeats) =>
        repeats.Count > 1 ? "The same code failed the same way again: try another way." : null;

    private Ending? Judge(ActionOutcome outcome, int turn, Tally tally, RepeatDetector repeats)
    {
        ActionResult result = outcome.Result;
        if (result.Done is { } done)
            return done.Ok ? new Ending(TaskOutcome.Done, done.Answer, null, null) : new Ending(TaskOutcome.Refused, done.Answer, done.Answer, "fail");
        string last = result.Error is { } error ? $" The last error was {ObservationText.Error(error)}" : "";
        if (result.Error?.Code == ErrorCodes.EStop) return new Ending(TaskOutcome.Refused, null, result.Error.Message, ErrorCodes.EStop);
        if (repeats.Count >= options.MaxRepeats) return new Ending(TaskOutcome.Failed, null, $"the same code failed the same way {repeats.Count} times.{last}", "repeat");
        if (tally.Tokens >= options.MaxTokens) return new Ending(TaskOutcome.Failed, null, $"all {options.MaxTokens} tokens are used.{last}", "tokens");
        return turn < options.MaxTurns ? null : new Ending(TaskOutcome.Failed, null, $"not done after {turn} steps.{last}", "turns");
    }

    private sealed record Ending(TaskOutcome Status, string? Answer, string? Why, string? Reason);

    private sealed class Tally
    {
        public int Turns { get; set; }

        public long Tokens { get; set; }
    }
}
