using System.Runtime.CompilerServices;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>
/// Makes episodes without end: random robots and the shipped ones, random tasks, each run for real and kept only if it passes
/// (compare CodeActInstruct, arXiv 2402.01030, section 3). By the same seed the same episodes.
/// </summary>
public sealed class DatasetSynthesizer(IActionSandbox sandbox, IReadOnlyList<RobotManifest> shipped, DatasetSplit split, int seed)
{
    private const int TasksPerRobot = 14;
    private readonly HashSet<string> _seen = [];
    private readonly Dictionary<string, int> _families = [];

    /// <summary>Drafts that did not pass, by family.</summary>
    public IReadOnlyDictionary<string, int> Dropped => _dropped;

    private readonly Dictionary<string, int> _dropped = [];

    /// <summary>Episodes of one robot after the other.</summary>
    public async IAsyncEnumerable<IReadOnlyList<DatasetEpisode>> MakeAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var bank = PhraseBank.Load(split);
        SynthRobot[] known = split == DatasetSplit.Robots ? [] : [.. shipped.Where(m => bank.Known.Any(c => c.Robot == m.Robot)).Select(m => KnownRobots.Of(m, bank))];
        for (int number = 0; ; number++)
        {
            var dice = new Dice(unchecked(seed * 7919 + number));
            SynthRobot robot = known.Length > 0 && number % 4 == 0 ? known[number / 4 % known.Length] : new RobotMaker(bank, dice).Make();
            IReadOnlyList<DatasetEpisode> episodes = await OfAsync(robot, new Talk(bank, dice), cancellation);
            if (episodes.Count > 0) yield return episodes;
        }
    }

    private async Task<IReadOnlyList<DatasetEpisode>> OfAsync(SynthRobot robot, Talk talk, CancellationToken cancellation)
    {
        var episodes = new List<DatasetEpisode>();
        await using IActionSession session = await sandbox.OpenAsync(new DeviceApi(robot.Manifest).ForSandbox(1), cancellation);
        var maker = new EpisodeMaker(robot, session);
        for (int attempt = 0; attempt < TasksPerRobot * 4 && episodes.Count < TasksPerRobot; attempt++)
        {
            if (TaskFamilies.Draw(robot, talk) is not { } draft || IsFull(draft.Family)) continue;
            if (!_seen.Add($"{robot.Manifest.Robot}|{draft.Task.ToUpperInvariant()}")) continue;
            Slip? slip = draft.Hasty is { Always: true } || talk.Dice.Chance(0.33) ? Slips.Draw(robot, draft, talk.Dice) : null;
            if (await maker.MakeAsync(draft, slip, talk.Dice.Next(1_000_000), cancellation) is { } episode)
            {
                episodes.Add(episode);
                _families[draft.Family] = _families.GetValueOrDefault(draft.Family) + 1;
            }
            else
            {
                string key = slip is null ? draft.Family : $"{draft.Family}+{slip.Kind}";
                _dropped[key] = _dropped.GetValueOrDefault(key) + 1;
            }
        }
        return episodes;
    }

    // No family takes more than a tenth of all.
    private bool IsFull(string family) => _families.GetValueOrDefault(family) is var count && count > 20 && count * 10 > _families.Values.Sum();
}
