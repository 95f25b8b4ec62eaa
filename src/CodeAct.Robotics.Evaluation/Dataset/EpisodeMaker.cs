using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Agents.Grammar;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;
using CodeAct.Robotics.Simulators;

namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>Runs drafts in the real sandbox under the real governor, and keeps the conversation of those that pass.</summary>
internal sealed class EpisodeMaker(SynthRobot robot, IActionSession session)
{
    private const int Steps = 8;
    private readonly string _system = DevicePrompt.System(robot.Manifest);
    private readonly ActionGrammar _grammar = ActionGrammar.For(robot.Manifest);

    /// <summary>The episode, or null where it did not go as the draft says.</summary>
    /// <exception cref="InvalidOperationException">The grammar of decoding refuses a reply that does its task: one of the two is wrong.</exception>
    public async Task<DatasetEpisode?> MakeAsync(Draft draft, Slip? slip, int seed, CancellationToken cancellation)
    {
        DatasetEpisode? episode = await RunAsync(draft, slip, seed, cancellation);
        if (episode is not null) RequireGrammatical(episode);
        return episode;
    }

    private void RequireGrammatical(DatasetEpisode episode)
    {
        DeclaredNames? declared = null;
        foreach (DatasetTurn turn in episode.Turns.Where(t => t.FromModel))
        {
            bool taken = _grammar.Start(declared).TryAdvance(turn.Text, out ReplyState end, out int refused) && end.IsEnd;
            if (turn.Learn && !taken) throw new InvalidOperationException($"The grammar refuses a right reply at {refused}: {turn.Text}");
            if (taken) declared = end.Declared;
        }
    }

    private async Task<DatasetEpisode?> RunAsync(Draft draft, Slip? slip, int seed, CancellationToken cancellation)
    {
        using var simulation = Simulation.Create(robot.Manifest, new SimulationOptions { Seed = seed, Start = draft.Start, Faults = [.. draft.Faults, .. slip?.Faults ?? []] });
        var governor = new Governor(robot.Manifest, simulation);
        var executor = new ActionExecutor(session, governor);
        var turns = new List<DatasetTurn> { new(false, "Task: " + draft.Task, false) };
        string[] replies = slip is null ? [Slips.Reply(draft.Thought, draft.Code)] : [slip.First, slip.Second];
        ActionOutcome? outcome = null;
        for (int i = 0; i < replies.Length; i++)
        {
            bool last = i == replies.Length - 1;
            outcome = await RunAsync(executor, replies[i], cancellation);
            turns.Add(new DatasetTurn(true, replies[i], last || slip!.FirstIsRight));
            if (last) break;
            if (outcome.Result.Done is not null || !Met(outcome, slip!.Error)) return null;
            turns.Add(new DatasetTurn(false, ObservationText.Write(outcome, Steps - 1 - i), false));
        }
        if (slip?.Kind == "refuses-forever")
        {
            if (outcome!.Result.Error is not { Code: ErrorCodes.DeviceFault }) return null;
            turns.Add(new DatasetTurn(false, ObservationText.Write(outcome, Steps - 2), false));
            string device = draft.Subject!.Name, giveUp = Slips.Reply($"{device} still does not obey, so say so.", [$"Fail(\"{device} does not respond.\");"]);
            outcome = await RunAsync(executor, giveUp, cancellation);
            turns.Add(new DatasetTurn(true, giveUp, true));
            return outcome.Result.Done is { Ok: false } ? new DatasetEpisode(robot.Manifest.Robot, _system, draft.Family, slip.Kind, turns) : null;
        }
        if (outcome!.Result.Error is not null || outcome.Notes.Count > 0 || outcome.Result.Done is not { } end || end.Ok == draft.Refuses) return null;
        // What a slip did first may leave its trace; where the robot stands at the end must be right all the same.
        return draft.Holds(new Facts(robot, simulation, governor, end)) ? new DatasetEpisode(robot.Manifest.Robot, _system, draft.Family, slip?.Kind, turns) : null;
    }

    private static bool Met(ActionOutcome outcome, string code) =>
        code.Length == 0 ? outcome.Result.Error is null : outcome.Result.Error?.Code.StartsWith(code, StringComparison.Ordinal) == true;

    private static async Task<ActionOutcome> RunAsync(ActionExecutor executor, string reply, CancellationToken cancellation)
    {
        ActionSource source = ReplyParser.Parse(reply);
        return source.Code is { } code ? await executor.RunAsync(code, cancellation) : executor.Refuse(ReplyParser.FormatError);
    }
}
