using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Evaluation.Dataset;
using CodeAct.Robotics.Models;
using CodeAct.Robotics.Models.Embedded;
using CodeAct.Robotics.Models.Engine;
using CodeAct.Robotics.Sandbox;

namespace CodeAct.Robotics.Cli;

/// <summary><c>codeact dataset synth</c>: training episodes, run and graded.</summary>
internal static class DatasetCommand
{
    private static readonly string[] Shipped = ["greenhouse", "home", "workbench"];

    public static Command Create(CommonOptions common)
    {
        var output = new Option<FileInfo>("--out") { Description = "the file of episodes: ShareGPT-style JSON lines; its card goes beside it as .md", Required = true };
        var tokens = new Option<FileInfo?>("--tokens") { Description = "also write the episodes as tokens of --model, a robot a line, for models/training" };
        var count = new Option<int>("--count") { Description = "how many episodes", DefaultValueFactory = _ => 1000 };
        var split = new Option<DatasetSplit>("--split") { Description = "train, phrases (held-out sentences) or robots (held-out devices)", DefaultValueFactory = _ => DatasetSplit.Train };
        var synth = new Command("synth", "Make training episodes: random robots and tasks, run in the sandbox, kept only if they pass.") { output, tokens, count, split, common.Model, common.Seed, common.Json };
        synth.SetAction(async (parsed, cancellation) =>
        {
            using EmbeddedModel? model = parsed.GetValue(tokens) is null ? null : EmbeddedModel.Load(parsed.GetValue(common.Model) is { } path && path.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase) ? path : EmbeddedWeights.Find());
            await using var sandbox = new ActionSandbox(new SandboxOptions { SessionsPerWorker = 20 });
            var synthesizer = new DatasetSynthesizer(sandbox, [.. Shipped.Select(RobotCatalogue.Get)], parsed.GetValue(split), parsed.GetValue(common.Seed));
            var card = new DatasetCard();
            string file = parsed.GetValue(output)!.FullName;
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await using var lines = new StreamWriter(file);
            await using StreamWriter? ids = model is null ? null : new StreamWriter(parsed.GetValue(tokens)!.FullName);
            long total = 0;
            await foreach (IReadOnlyList<DatasetEpisode> robot in synthesizer.MakeAsync(cancellation))
            {
                foreach (DatasetEpisode episode in robot)
                {
                    card.Add(episode);
                    await lines.WriteLineAsync(DatasetCard.ShareGpt(episode));
                }
                if (ids is not null) total += await WriteTokensAsync(ids, new TrainingEncoder(model!), robot);
                if (!Console.IsErrorRedirected) await Console.Error.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"\r{card.Episodes} of {parsed.GetValue(count)} episodes"));
                if (card.Episodes >= parsed.GetValue(count)) break;
            }
            await File.WriteAllTextAsync(Path.ChangeExtension(file, ".md"), card.Write(parsed.GetValue(split), parsed.GetValue(common.Seed), synthesizer.Dropped), CancellationToken.None);
            Report(parsed.GetValue(common.Json), card, total, synthesizer.Dropped, file);
            return ExitCodes.Done;
        });
        return new Command("dataset", "Training data for the embedded model.") { synth, Grade(common) };
    }

    private static Command Grade(CommonOptions common)
    {
        var count = new Option<int>("--count") { Description = "how many tasks", DefaultValueFactory = _ => 100 };
        var split = new Option<DatasetSplit>("--split") { Description = "phrases (held-out sentences) or robots (held-out devices)", DefaultValueFactory = _ => DatasetSplit.Robots };
        var grade = new Command("grade", "Give a model tasks that training never sees, and tell how many it does.") { count, split, common.Model, common.Seed, common.NoGrammar, common.Json };
        grade.SetAction(async (parsed, cancellation) =>
        {
            bool json = parsed.GetValue(common.Json);
            int seed = parsed.GetValue(common.Seed);
            using ModelHandle model = ModelOpener.Open(parsed.GetValue(common.Model)!, common.Settings, seed);
            await using var sandbox = new ActionSandbox(new SandboxOptions { SessionsPerWorker = 20 });
            var grader = new DraftGrader(sandbox, [.. Shipped.Select(RobotCatalogue.Get)], parsed.GetValue(split), seed, model.Client, new AgentOptions { Grammar = !parsed.GetValue(common.NoGrammar) });
            var tasks = new List<GradedTask>();
            await foreach (GradedTask task in grader.RunAsync(cancellation))
            {
                tasks.Add(task);
                if (json) JsonLines.Write(Line(task));
                else Console.WriteLine($"{(task.Passed ? "passed" : "failed")}  {task.Family,-18} {task.Task}");
                if (tasks.Count >= parsed.GetValue(count)) break;
            }

            int passed = tasks.Count(t => t.Passed);
            if (json) JsonLines.Write(new JsonObject { ["summary"] = true, ["total"] = tasks.Count, ["passed"] = passed });
            else Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{passed} of {tasks.Count} passed ({100.0 * passed / tasks.Count:0} %), {model.Description}"));
            return ExitCodes.Done;
        });
        return grade;
    }

    private static JsonObject Line(GradedTask task) => new()
    {
        ["family"] = task.Family,
        ["passed"] = task.Passed,
        ["turns"] = task.Summary.Turns,
        ["task"] = task.Task,
        ["answer"] = task.Summary.Answer,
        ["why"] = task.Summary.Why,
        ["errors"] = new JsonArray([.. task.Errors.Select(e => (JsonNode)e)]),
        ["robot"] = task.Robot,
        ["replies"] = new JsonArray([.. task.Replies.Select(r => (JsonNode)r)]),
        ["expert"] = task.Expert,
    };

    private static async Task<long> WriteTokensAsync(StreamWriter writer, TrainingEncoder encoder, IReadOnlyList<DatasetEpisode> episodes)
    {
        IReadOnlyList<int> prefix = encoder.Prefix(episodes[0].System);
        var branches = episodes.Select(e => encoder.Branch(e.Turns.Select(t => (t.FromModel, t.Text, t.Learn)))).ToList();
        var line = new { prefix, branches = branches.Select(b => new { ids = b.Ids, targets = b.Targets.Select(t => new[] { t.From, t.To }) }) };
        await writer.WriteLineAsync(JsonSerializer.Serialize(line));
        return prefix.Count + branches.Sum(b => (long)b.Ids.Count);
    }

    private static void Report(bool json, DatasetCard card, long tokens, IReadOnlyDictionary<string, int> dropped, string file)
    {
        if (json)
        {
            JsonLines.Write(new JsonObject { ["summary"] = true, ["episodes"] = card.Episodes, ["replies"] = card.Replies, ["tokens"] = tokens, ["dropped"] = dropped.Values.Sum(), ["file"] = file });
            return;
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{card.Episodes} episodes, {card.Replies} replies to learn{(tokens > 0 ? $", {tokens:N0} tokens" : "")}; {dropped.Values.Sum()} drafts did not pass. {file}"));
        foreach ((string family, int number) in dropped.OrderByDescending(d => d.Value).Take(12)) Console.Error.WriteLine($"  dropped {number,5}  {family}");
    }
}
