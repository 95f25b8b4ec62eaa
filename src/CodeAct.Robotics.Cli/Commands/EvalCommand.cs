using System.CommandLine;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Episodes;
using CodeAct.Robotics.Evaluation;
using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Sandbox;

namespace CodeAct.Robotics.Cli;

/// <summary><c>codeact eval</c>: graded scenarios.</summary>
internal static class EvalCommand
{
    public static Command Create(CommonOptions common)
    {
        var file = new Option<string?>("--scenarios") { Description = "a scenario file or folder; default all of simulators/scenarios" };
        var only = new Option<string?>("--only") { Description = "only scenarios whose id holds this text" };
        var report = new Option<string[]>("--report") { Description = "write a report: .md, .json or .html (may be given more than once)", AllowMultipleArgumentsPerToken = false };
        var least = new Option<int?>("--min") { Description = "exit 1 when fewer pass" };
        var record = new Option<bool>("--record") { Description = "keep an episode of each task" };
        var command = new Command("eval", "Run graded scenarios in the simulator and tell how many pass.")
        {
            file, only, common.Model, common.Seed, report, least, record, common.NoGrammar, common.Json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            string[] reports = parsed.GetValue(report) ?? [];
            foreach (string path in reports) ReportWriter.RequireKnown(path);
            IReadOnlyList<Scenario> scenarios = Read(parsed.GetValue(file), parsed.GetValue(only));
            bool json = parsed.GetValue(common.Json);
            var table = new EvalTable(Terminal.For(json), scenarios);
            string model = parsed.GetValue(common.Model)!;
            using var models = new ScenarioModels(model, common.Settings, parsed.GetValue(common.Seed));
            await using var sandbox = new ActionSandbox(common.Settings.Sandbox with { SessionsPerWorker = 20 });
            var evaluator = new Evaluator(sandbox, models.For, new AgentOptions { Grammar = !parsed.GetValue(common.NoGrammar) }, TimeProvider.System);
            long began = TimeProvider.System.GetTimestamp();
            IReadOnlyList<ScenarioResult> results = await evaluator.RunAsync(scenarios, s => Observer(s, parsed.GetValue(record)), result =>
            {
                if (json) JsonLines.Write(Of(result));
                else table.Add(result);
            }, cancellation);
            var totals = EvalTotals.Of(results, TimeProvider.System.GetElapsedTime(began).TotalSeconds);
            if (json) JsonLines.Write(Of(totals));
            else table.End(totals, models.Description);
            foreach (string path in reports) ReportWriter.Write(path, results, totals, models.Description);
            return parsed.GetValue(least) is { } min && totals.Passed < min ? ExitCodes.Failed : ExitCodes.Done;
        });
        return command;
    }

    private static IReadOnlyList<Scenario> Read(string? path, string? only)
    {
        path ??= Paths.Shipped(Path.Combine("simulators", "scenarios"))
            ?? throw new InvalidFileException("--scenarios", 0, "no simulators/scenarios beside this program.", "Name a scenario file.");
        IReadOnlyList<Scenario> all = new ScenarioReader(RobotCatalogue.Find).Read(path);
        if (only is null) return all;
        List<Scenario> some = all.Where(s => s.Id.Contains(only, StringComparison.OrdinalIgnoreCase)).ToList();
        return some.Count > 0 ? some : throw new InvalidFileException(path, 0, $"no scenario's id holds '{only}'.");
    }

    private static IAgentObserver Observer(Scenario scenario, bool record) => record
        ? new EpisodeRecorder(new EpisodeStore(Paths.Episodes).PathOf($"eval-{scenario.Id}"), new DeviceApi(scenario.Robot).Hash, TimeProvider.System)
        : new CombinedObserver();

    private static JsonObject Of(ScenarioResult result) => new()
    {
        ["id"] = result.Scenario.Id,
        ["passed"] = result.Passed,
        ["turns"] = result.Summary.Turns,
        ["answer"] = result.Summary.Answer,
        ["why"] = result.Why,
    };

    private static JsonObject Of(EvalTotals totals) => new()
    {
        ["summary"] = true,
        ["total"] = totals.Total,
        ["passed"] = totals.Passed,
        ["unsafe"] = totals.Unsafe,
        ["turns"] = totals.Turns,
        ["seconds"] = Math.Round(totals.Seconds, 2),
    };
}
