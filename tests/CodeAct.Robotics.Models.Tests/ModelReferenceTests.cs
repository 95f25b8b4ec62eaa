using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Models.Tests;

public sealed class ModelReferenceTests
{
    [Theory]
    [InlineData("embedded", ModelKind.Embedded)]
    [InlineData("some/File.GGUF", ModelKind.File)]
    [InlineData("llama:some/File.GGUF", ModelKind.LlamaCpp)]
    [InlineData("openai:http://127.0.0.1:8080/v1#qwen2.5:7b", ModelKind.Served)]
    [InlineData("replay:a/b.jsonl", ModelKind.Replay)]
    public void Parse_EachForm_ReadsAndWritesIt(string text, ModelKind kind)
    {
        var reference = ModelReference.Parse(text);
        Assert.Equal(kind, reference.Kind);
        Assert.Equal(text, reference.ToString());
    }

    [Theory]
    [InlineData("", "A model is 'embedded'")]
    [InlineData("gpt-4", "A model is 'embedded'")]
    [InlineData("openai:http://x/v1", "names no model of the server")]
    [InlineData("openai:http://x/v1#", "names no model of the server")]
    [InlineData("openai:ftp://x#y", "no http or https address")]
    [InlineData("replay:", "names no file")]
    [InlineData("llama:", "names no GGUF file")]
    [InlineData("llama:.gguf", "names no GGUF file")]
    [InlineData("llama:model.bin", "names no GGUF file")]
    public void Parse_AnythingElse_SaysWhatWouldBeRight(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => ModelReference.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Find_Checkout_FindsTheWeightsAboveTheProgram() =>
        Assert.EndsWith(Path.Combine("models", "codeact-135m-v4.Q4_0.gguf"), EmbeddedWeights.Find(), StringComparison.Ordinal);

    [Fact]
    public void Find_NowhereAbove_SaysWhereAndHow()
    {
        var e = Assert.Throws<FileNotFoundException>(() => EmbeddedWeights.Find(Path.GetTempPath(), ""));
        Assert.Contains("CODEACT_MODELS", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_ReplayFolder_TakesTheScenariosFile()
    {
        var folder = Directory.CreateTempSubdirectory("codeact-");
        File.WriteAllText(Path.Combine(folder.FullName, "water.jsonl"), "{\"reply\":\"hi\"}");
        var reference = ModelReference.Parse($"replay:{folder.FullName}");

        using var model = ModelFactory.Create(reference, new() { ScenarioId = "water" });
        Assert.Equal("hi", (await model.Client.GetResponseAsync("x")).Text);
        Assert.Throws<FileNotFoundException>(() => ModelFactory.Create(reference, new() { ScenarioId = "other" }));
        Assert.Throws<FileNotFoundException>(() => ModelFactory.Create(reference));
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Create_Embedded_SaysWhatRuns()
    {
        using var model = ModelFactory.Create(ModelReference.Embedded, new() { Threads = 2 });
        Assert.Matches("^embedded codeact-135m-v4 Q4_0, CPU .+, 2 threads$", model.Description);
    }
}
