using System.Runtime.CompilerServices;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;
using CodeAct.Robotics.Simulators;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>One task of a split, as a model did it.</summary>
/// <param name="Family">What sort of task.</param>
/// <param name="Robot">The system message of its robot.</param>
/// <param name="Task">The person's words.</param>
/// <param name="Passed">Whether the check of its expert holds.</param>
/// <param name="Summary">How it ended.</param>
/// <param name="Errors">The error codes met on the way.</param>
/// <param name="Replies">What the model said.</param>
/// <param name="Expert">The reply that does it: a thought, and the lines of C#.</param>
public sealed record GradedTask(
    string Family, string Robot, string Task, bool Passed, TaskSummary Summary, IReadOnlyList<string> Errors, IReadOnlyList<string> Replies, string Expert);

/// <summary>Gives a model the tasks of a split that training never sees, and holds what it did against the checks of the experts.</summary>
public sealed class DraftGrader(IActionSandbox sandbox, IReadOnlyList<RobotManifest> shipped, DatasetSplit split, int seed, IChatClient model, AgentOptions options)
{
    private const int TasksPerRobot = 5;

    /// <summary>Graded tasks without end.</summary>
    public async IAsyncEnumerable<GradedTask> RunAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var bank = PhraseBank.Load(split);
        SynthRobot[] known = split == DatasetSplit.Robots ? [] : [.. shipped.Where(m => bank.Known.Any(c => c.Robot == m.Robot)).Select(m => KnownRobots.Of(m, bank))];
        for (int number = 0; ; number++)
        {
            var dice = new Dice(unchecked(seed * 7919 + number));
            var talk = new Talk(bank, dice);
            SynthRobot robot = known.Length > 0 && number % 4 == 0 ? known[number / 4 % known.Length] : new RobotMaker(bank, dice).Make();
            var families = new HashSet<string>();
            for (int attempt = 0; attempt < 4 * TasksPerRobot && families.Count < TasksPerRobot; attempt++)
            {
                if (TaskFamilies.Draw(robot, talk) is not { } draft || !families.Add(draft.Family)) continue;
                int chance = dice.Next(1_000_000);
                // A task that its own expert can't do is no measure.
                await using (IActionSession session = await sandbox.OpenAsync(new DeviceApi(robot.Manifest).ForSandbox(1), cancellation))
                    if (await new EpisodeMaker(robot, session).MakeAsync(draft, null, chance, cancellation) is null) continue;
                yield return await GradeAsync(robot, draft, chance, cancellation);
            }
        }
    }

    private async Task<GradedTask> GradeAsync(SynthRobot robot, Draft draft, int chance, CancellationToken cancellation)
    {
        using var simulation = Simulation.Create(robot.Manifest, new SimulationOptions { Seed = chance, Start = draft.Start, Faults = draft.Faults });
        var estop = new EStop();
        var governor = new Governor(robot.Manifest, simulation, estop);
        var errors = new ErrorCollector(new NoObserver());
        var agent = new Agent(model, "model", sandbox, options, TimeProvider.System);
        TaskSummary summary = await agent.RunAsync(draft.Task, "task", governor, estop, 1, errors, cancellation);
        bool refused = summary.Status == TaskOutcome.Refused, done = summary.Status == TaskOutcome.Done;
        bool passed = (draft.Refuses ? refused : done) && draft.Holds(new Facts(robot, simulation, governor, new ActionEnd(done, summary.Answer ?? "")));
        return new GradedTask(draft.Family, DevicePrompt.System(robot.Manifest), draft.Task, passed, summary, errors.Codes, errors.Replies, string.Join('\n', [draft.Thought, .. draft.Code]));
    }

    private sealed class NoObserver : IAgentObserver;
}
