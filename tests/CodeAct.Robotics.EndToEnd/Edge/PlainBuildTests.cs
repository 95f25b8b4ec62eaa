namespace CodeAct.Robotics.EndToEnd;

/// <summary>What the plain build says of that which only the edge build has.</summary>
public sealed class PlainBuildTests : IDisposable
{
    private readonly CodeActProgram _program = new();

    [Theory]
    [InlineData("serve")]
    [InlineData("send", "Water.")]
    public async Task EmbeddedBroker_InThePlainBuild_IsRefusedWithTheWayToOne(params string[] verb)
    {
        _program.Variables["CODEACT_MQTT_PASSWORD"] = "secret";

        ProgramRun run = await _program.RunAsync("", [.. verb, "--mqtt", "embedded"]);

        Assert.Equal(2, run.Exit);
        Assert.Contains("EdgePackages=true", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LlamaModel_InThePlainBuild_IsRefusedWithTheWaysToOne()
    {
        ProgramRun run = await _program.RunAsync("", "run", "Water.", "--model", "llama:some.gguf");

        Assert.Equal(2, run.Exit);
        Assert.Contains("EdgePackages=true", run.Error, StringComparison.Ordinal);
        Assert.Contains("openai:", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_InThePlainBuild_NamesEachPackageThatItHasNot()
    {
        ProgramRun run = await _program.RunAsync("", "doctor", "--json");

        string[] said = [.. run.Lines.Where(l => (string?)l["check"] == "edge package" && (string?)l["state"] == "note").Select(l => (string?)l["what"] ?? "")];
        foreach (string name in new[] { "MQTTnet", "System.Device.Gpio", "Iot.Device.Bindings", "LLamaSharp" }) Assert.Single(said, s => s.StartsWith(name + " is not in this build", StringComparison.Ordinal));
    }

    public void Dispose() => _program.Dispose();
}
