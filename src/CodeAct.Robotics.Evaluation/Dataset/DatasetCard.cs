using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Episodes;

namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>Counts what a dataset holds.</summary>
public sealed class DatasetCard
{
    private readonly SortedDictionary<string, int> _families = new(StringComparer.Ordinal), _slips = new(StringComparer.Ordinal);
    private readonly HashSet<string> _systems = [];

    /// <summary>Episodes counted.</summary>
    public int Episodes { get; private set; }

    /// <summary>Replies that training predicts.</summary>
    public int Replies { get; private set; }

    /// <summary>Counts one.</summary>
    public void Add(DatasetEpisode episode)
    {
        Episodes++;
        Replies += episode.Turns.Count(t => t.Learn);
        _systems.Add(episode.System);
        Count(_families, episode.Family);
        if (episode.Slip is { } slip) Count(_slips, slip);
    }

    /// <summary>The card as Markdown.</summary>
    public string Write(DatasetSplit split, int seed, IReadOnlyDictionary<string, int> dropped)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Dataset card\n\nMade by `codeact dataset synth --split {split.ToString().ToLowerInvariant()} --seed {seed} --count {Episodes}`.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{Episodes} episodes on {_systems.Count} different robots, {Replies} replies to learn, {_slips.Values.Sum()} with a correction. Each was run in the sandbox under the governor and passed its check; {dropped.Values.Sum()} drafts did not and were dropped.\n");
        Table(text, "Task family", _families);
        Table(text, "Correction", _slips);
        return text.ToString();
    }

    /// <summary>One episode as a ShareGPT-style line.</summary>
    public static string ShareGpt(DatasetEpisode episode)
    {
        var conversations = new JsonArray(new JsonObject { ["from"] = "system", ["value"] = episode.System });
        foreach (DatasetTurn turn in episode.Turns)
        {
            var message = new JsonObject { ["from"] = turn.FromModel ? "gpt" : "human", ["value"] = turn.Text };
            if (turn.FromModel && !turn.Learn) message["loss"] = false;
            conversations.Add(message);
        }
        return JsonText.Of(new JsonObject { ["conversations"] = conversations, ["robot"] = episode.Robot, ["family"] = episode.Family, ["slip"] = episode.Slip });
    }

    private static void Count(SortedDictionary<string, int> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;

    private static void Table(StringBuilder text, string title, SortedDictionary<string, int> counts)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n| {title} | episodes |\n| --- | --- |\n");
        foreach ((string key, int count) in counts) text.Append(CultureInfo.InvariantCulture, $"| {key} | {count} |\n");
    }
}
