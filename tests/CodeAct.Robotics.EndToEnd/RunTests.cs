using System.Diagnostics;
using System.Text.Json.Nodes;

namespace CodeAct.Robotics.EndToEnd;

public sealed class RunTests : IDisposable
{
    // Lasts as long as an action may, five seconds: little of it is counted by any budget but that of time.
    private const string Spin = "string s = new string('x', 10_000); while (true) if (s.Contains('y')) break;";

    private readonly CodeActProgram _program = new();

    [Fact]
    public async Task Run_ReplayWithACorrection_IsDoneAndRecordedAndReplaysFromItsEpisode()
    {
        string replay = Replay("Pump.On(); Wait(40); Done(1);", "Wait(10); Pump.On(); Wait(5); Pump.Off(); Done($\"{Soil.Read():F1} %\");");

        ProgramRun run = await _program.RunAsync("", "run", "Water the bed.", "--model", $"replay:{replay}", "--json");

        Assert.Equal(0, run.Exit);
        Assert.Equal(3, run.Lines.Count);
        Assert.Equal("max-on", (string?)run.Lines[0]["error"]!["code"]);
        JsonObject summary = run.Lines[2];
        Assert.Equal(["summary", "id", "status", "answer", "why", "turns", "tokens", "seconds", "model", "backend", "episode"], summary.Select(p => p.Key));
        Assert.Equal("done", (string?)summary["status"]);
        Assert.Equal(2, (int)summary["turns"]!);

        string episode = (string)summary["episode"]!;
        ProgramRun again = await _program.RunAsync("", "run", "Water the bed.", "--model", $"replay:{episode}", "--json");
        Assert.Equal((string?)summary["answer"], (string?)again.Lines[2]["answer"]);
    }

    [Fact]
    public async Task Run_Fail_IsRefusedWithExit3()
    {
        ProgramRun run = await _program.RunAsync("", "run", "Play music.", "--model", $"replay:{Replay("Fail(\"I have nothing that plays music.\");")}", "--json");

        Assert.Equal(3, run.Exit);
        Assert.Equal("refused", (string?)run.Lines[^1]["status"]);
    }

    [Fact]
    public async Task Run_SameFailureAgainAndAgain_IsGivenUp()
    {
        string[] same = Enumerable.Repeat("Pumpp.On();", 8).ToArray();

        ProgramRun run = await _program.RunAsync("", "run", "Water.", "--model", $"replay:{Replay(same)}", "--json");

        Assert.Equal(1, run.Exit);
        Assert.Equal(3, (int)run.Lines[^1]["turns"]!);
        Assert.Contains("same code failed the same way", (string?)run.Lines[^1]["why"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ReplayRunsOut_FailsAndSaysSo()
    {
        ProgramRun run = await _program.RunAsync("", "run", "Water.", "--model", $"replay:{Replay("Print(1);")}", "--json");

        Assert.Equal(1, run.Exit);
        Assert.Contains("turn 2", (string?)run.Lines[^1]["why"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_CtrlC_Exits130WithTheRobotSafe()
    {
        using Process process = _program.Start("run", "Spin.", "--json", "--model", $"replay:{Replay("Print(1);", Spin)}");
        Assert.NotNull(await process.StandardOutput.ReadLineAsync());

        Process.Start("kill", ["-INT", $"{process.Id}"])!.WaitForExit();
        string rest = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(130, process.ExitCode);
        JsonObject summary = JsonNode.Parse(rest.Trim().Split('\n')[^1])!.AsObject();
        Assert.Equal("cancelled", (string?)summary["status"]);
    }

    [Fact]
    public async Task EStop_WhileATaskRuns_StopsItAndLatchesUntilReset()
    {
        using (Process process = _program.Start("run", "Spin.", "--json", "--model", $"replay:{Replay("Print(1);", Spin)}"))
        {
            Assert.NotNull(await process.StandardOutput.ReadLineAsync());
            ProgramRun stop = await _program.RunAsync("", "estop", "--json");
            Assert.Equal(1, (int)stop.Lines[0]["processes"]!);
            string rest = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.Equal(3, process.ExitCode);
            Assert.Contains("e-stop", rest, StringComparison.Ordinal);
        }

        string replay = Replay("Done(1);");
        Assert.Equal(3, (await _program.RunAsync("", "run", "Anything.", "--model", $"replay:{replay}", "--json")).Exit);
        Assert.Equal("e-stop", (string?)(await _program.RunAsync("Pump.On();", "exec", "--json", "-")).Lines[0]["error"]!["code"]);
        Assert.Equal(0, (await _program.RunAsync("", "estop", "--reset")).Exit);
        Assert.Equal(0, (await _program.RunAsync("", "run", "Anything.", "--model", $"replay:{replay}", "--json")).Exit);
    }

    [Fact]
    public async Task Run_NoServer_SaysWhatToDo()
    {
        ProgramRun run = await _program.RunAsync("", "run", "Water.", "--model", "openai:http://127.0.0.1:9/v1#m", "--json");

        Assert.Equal(1, run.Exit);
        Assert.Contains("127.0.0.1:9", (string?)run.Lines[^1]["why"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("describe", "You drive the robot greenhouse with C#.")]
    [InlineData("robots", "greenhouse")]
    [InlineData("models", "openai:URL#NAME")]
    [InlineData("safe", "safe")]
    [InlineData("--help", "run")]
    public async Task Program_Verb_TellsWhatItPromises(string verb, string text)
    {
        ProgramRun run = await _program.RunAsync("", verb);

        Assert.Equal(0, run.Exit);
        Assert.Contains(text, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_OnAMachineThatFits_FindsEveryLayerThatThisVersionHas()
    {
        ProgramRun run = await _program.RunAsync("", "doctor", "--json");

        Assert.Equal(0, run.Exit);
        foreach (string check in new[] { "platform", "robot", "sandbox", "analysis", "budgets", "memory limit", "embedded model", "e-stop" })
            Assert.Equal("ok", (string?)run.Lines.Single(l => (string?)l["check"] == check)["state"]);
    }

    [Fact]
    public async Task Eval_TheScriptedExpert_PassesAllScenarios()
    {
        string scenarios = Path.Combine(CodeActProgram.Root, "simulators", "scenarios");

        ProgramRun run = await _program.RunAsync("", "eval", "--json", "--scenarios", scenarios, "--model", $"replay:{Path.Combine(scenarios, "expert")}", "--report", "report.md", "--min", "40");

        string failed = string.Join('\n', run.Lines.Where(l => l["passed"]?.GetValueKind() == System.Text.Json.JsonValueKind.False));
        Assert.True(run.Exit == 0, failed + run.Error);
        Assert.Equal(40, (int)run.Lines[^1]["passed"]!);
        Assert.Equal(0, (int)run.Lines[^1]["unsafe"]!);
        Assert.Contains("40 of 40", await File.ReadAllTextAsync(Path.Combine(_program.Folder, "report.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eval_AnswersWithoutWork_PassNothing()
    {
        string scenarios = Path.Combine(CodeActProgram.Root, "simulators", "scenarios", "workbench.yaml");
        string lazy = Directory.CreateDirectory(Path.Combine(_program.Folder, "lazy")).FullName;
        foreach (string line in await File.ReadAllLinesAsync(scenarios))
            if (line.StartsWith("- id: ", StringComparison.Ordinal)) File.Copy(Replay("Done(\"ok\");"), Path.Combine(lazy, $"{line["- id: ".Length..].Trim()}.jsonl"));

        ProgramRun run = await _program.RunAsync("", "eval", "--json", "--scenarios", scenarios, "--model", $"replay:{lazy}");

        Assert.True(run.Exit == 0, $"{run.Exit}: {run.Error}");
        Assert.Equal(0, (int)run.Lines[^1]["passed"]!);
        Assert.Equal(10, (int)run.Lines[^1]["total"]!);
    }

    public void Dispose() => _program.Dispose();

    private string Replay(params string[] actions) => _program.Write(
        $"replay-{Guid.NewGuid():N}.jsonl",
        string.Join('\n', actions.Select(a => new JsonObject { ["reply"] = $"Thought.\n```csharp\n{a}\n```" }.ToJsonString())));
}
