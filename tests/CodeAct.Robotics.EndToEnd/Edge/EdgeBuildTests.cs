using System.Diagnostics;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Contracts;

namespace CodeAct.Robotics.EndToEnd;

/// <summary>What the edge build adds to the program.</summary>
public sealed class EdgeBuildTests : IDisposable
{
    private readonly CodeActProgram _program = new();
    private readonly string _address = $"embedded://127.0.0.1:{MosquittoBroker.FreePort()}";

    [Fact]
    public async Task EmbeddedBroker_NoPassword_IsRefusedWithTheWayToOne()
    {
        ProgramRun run = await _program.RunAsync("", "serve", "--mqtt", _address);

        Assert.Equal(2, run.Exit);
        Assert.Contains("CODEACT_MQTT_PASSWORD", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EmbeddedBroker_ServedRobot_DoesATaskThatIsSentToIt()
    {
        _program.Variables["CODEACT_MQTT_PASSWORD"] = "secret";
        string replay = _program.Write("replay.jsonl", new JsonObject { ["reply"] = "Done.\n```csharp\nDone(\"watered\");\n```" }.ToJsonString());
        using Process robot = _program.Start("serve", "--mqtt", _address, "--model", $"replay:{replay}");
        try
        {
            var serving = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            robot.ErrorDataReceived += (_, line) => { if (line.Data?.Contains(" serves ", StringComparison.Ordinal) == true) serving.TrySetResult(); };
            robot.BeginErrorReadLine();
            await serving.Task.WaitAsync(TimeSpan.FromSeconds(60));

            ProgramRun run = await _program.RunAsync("", "send", "Water.", "--mqtt", _address, "--timeout", "60s");

            Assert.Equal(0, run.Exit);
            Assert.Contains("watered", run.Output, StringComparison.Ordinal);
        }
        finally
        {
            robot.Kill();
            await robot.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task LlamaModel_ForARobotInTheSimulator_DoesATask()
    {
        string weights = Directory.GetFiles(Path.Combine(CodeActProgram.Root, "models"), "*.gguf").Order(StringComparer.Ordinal).First();

        ProgramRun run = await _program.RunAsync("", "run", "How warm is it?", "--model", $"llama:{weights}", "--json");

        Assert.Equal(0, run.Exit);
        Assert.StartsWith("llama.cpp ", (string?)run.Lines[^1]["model"], StringComparison.Ordinal);
        Assert.Contains("CPU", (string?)run.Lines[^1]["model"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task LlamaModel_LayersForAGpuThatIsNotThere_IsAnErrorOfTheInput()
    {
        // Where there is one, it would run.
        if (File.Exists("/dev/nvidiactl")) return;
        _program.Variables["CODEACT_LLAMA_GPU_LAYERS"] = "99";
        string weights = Directory.GetFiles(Path.Combine(CodeActProgram.Root, "models"), "*.gguf").Order(StringComparer.Ordinal).First();

        ProgramRun run = await _program.RunAsync("", "run", "How warm is it?", "--model", $"llama:{weights}");

        Assert.Equal(2, run.Exit);
        Assert.Contains("llama-gpu-layers", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_InTheEdgeBuild_HasEachPackage()
    {
        ProgramRun run = await _program.RunAsync("", "doctor", "--json");

        string[] said = [.. run.Lines.Where(l => (string?)l["check"] == "edge package" && (string?)l["state"] == "ok").Select(l => (string?)l["what"] ?? "")];
        Assert.Equal(4, said.Length);
        Assert.All(said, s => Assert.Matches(@"^[\w.]+ \d+\.\d+\.\d+(\.\d+)?: ", s));
    }

    public void Dispose() => _program.Dispose();
}
