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
    public async Task Doctor_InTheEdgeBuild_HasEachPackage()
    {
        ProgramRun run = await _program.RunAsync("", "doctor", "--json");

        string[] said = [.. run.Lines.Where(l => (string?)l["check"] == "edge package" && (string?)l["state"] == "ok").Select(l => (string?)l["what"] ?? "")];
        Assert.Equal(4, said.Length);
    }

    public void Dispose() => _program.Dispose();
}
