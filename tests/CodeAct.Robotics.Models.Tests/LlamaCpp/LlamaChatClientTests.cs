using System.Text.RegularExpressions;
using CodeAct.Robotics.Agents.Grammar;
using CodeAct.Robotics.Models.Embedded;
using CodeAct.Robotics.Models.Engine;
using CodeAct.Robotics.Models.LlamaCpp;
using CodeAct.Robotics.Models.Tests.Embedded;
using CodeAct.Robotics.Robots;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Models.Tests.LlamaCpp;

/// <summary>What the embedded engine's client promises, by llama.cpp and with the same weights.</summary>
public sealed partial class LlamaChatClientTests(RealLlama llama, RealModel real) : IClassFixture<RealLlama>, IClassFixture<RealModel>
{
    static readonly ActionGrammar Grammar = new(ManifestReader.Parse("""
        robot: greenhouse
        description: A small greenhouse with one bed of tomatoes.
        devices:
          - { name: Pump, kind: relay, description: waters the bed, safe: off }
          - { name: Soil, kind: sensor, description: soil moisture of the bed, unit: "%", range: [0, 100] }

        """));

    public static TheoryData<string, int[]> Golden => GreedyGoldenTests.Golden;

    [Theory]
    [MemberData(nameof(Golden))]
    public async Task GetResponse_RealTask_BeginsAsTheEmbeddedEngineDoes(string task, int[] tokens)
    {
        var response = await llama.Client.GetResponseAsync(Messages(task));

        // Both round differently, and one token that is nearly a tie changes all after it.
        var common = real.Model.Tokenizer.Decode(tokens).AsSpan().CommonPrefixLength(response.Text);
        Assert.True(common >= 40, $"{common} characters are the same: {response.Text}");
        Assert.Contains("```csharp\n", response.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void CountTokens_OfAConversation_IsTheEmbeddedEngines()
    {
        using var embedded = new EmbeddedChatClient(real.Model);
        List<ChatMessage> messages = [.. Messages("Water the bed – to 60 %."), new(ChatRole.Assistant, "Read.\n```csharp\nPrint(Soil.Read());\n```"), new(ChatRole.User, "Printed: 41.2 %")];

        Assert.Equal(embedded.CountTokens(messages), llama.Client.CountTokens(messages));
    }

    [Fact]
    public async Task GetStreamingResponse_SameConversation_GivesTheTextOfGetResponse()
    {
        var whole = await llama.Client.GetResponseAsync(Messages("Water."));
        var streamed = "";
        await foreach (var update in llama.Client.GetStreamingResponseAsync(Messages("Water.")))
        {
            streamed += update.Text;
        }
        Assert.Equal(whole.Text, streamed);
    }

    [Fact]
    public async Task GetResponse_AnotherTask_KeepsWhatTasksBeginWith()
    {
        using var client = RealLlama.Fresh();
        var system = client.CountTokens([new(ChatRole.System, RealModel.System)]) - 8;
        var first = await client.GetResponseAsync(Messages("Water the bed."));
        var second = await client.GetResponseAsync(Messages("How warm is it?"));
        using var fresh = RealLlama.Fresh();

        Assert.Equal(0, first.Usage!.CachedInputTokenCount);
        Assert.InRange(second.Usage!.CachedInputTokenCount!.Value, system, second.Usage.InputTokenCount!.Value - 1);
        Assert.Equal((await fresh.GetResponseAsync(Messages("How warm is it?"))).Text, second.Text);
    }

    [Fact]
    public async Task GetResponse_SecondTurn_ReusesTheFirstAndGivesWhatAFreshClientGives()
    {
        var first = await llama.Client.GetResponseAsync(Messages("Water the bed for 20 seconds."));
        List<ChatMessage> messages = [.. Messages("Water the bed for 20 seconds."), .. first.Messages, new(ChatRole.User, "Printed: 41.2")];
        var second = await llama.Client.GetResponseAsync(messages);
        using var fresh = RealLlama.Fresh();

        Assert.True(second.Usage!.CachedInputTokenCount >= first.Usage!.InputTokenCount - 1, $"{second.Usage.CachedInputTokenCount} of {first.Usage.InputTokenCount}");
        Assert.Equal((await fresh.GetResponseAsync(messages)).Text, second.Text);
        Assert.Equal(second.Usage.OutputTokenCount, GenerationFigures.Of(second)!.ReplyTokens);
        Assert.True(GenerationFigures.Of(first)!.Decode > TimeSpan.Zero);
    }

    [Fact]
    public async Task GetResponse_TokenLimit_IsMarkedAsCut()
    {
        var response = await llama.Client.GetResponseAsync(Messages("Water."), new() { MaxOutputTokens = 3 });
        Assert.Equal(ChatFinishReason.Length, response.FinishReason);
        Assert.Equal(3, response.Usage!.OutputTokenCount);
    }

    [Fact]
    public async Task GetResponse_StopString_EndsBeforeIt()
    {
        var whole = (await llama.Client.GetResponseAsync(Messages("Water."))).Text;
        var response = await llama.Client.GetResponseAsync(Messages("Water."), new() { StopSequences = ["```csharp"] });
        Assert.Equal(whole[..whole.IndexOf("```csharp", StringComparison.Ordinal)], response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
    }

    [Theory]
    [InlineData(0f, 1)]
    [InlineData(1.5f, 1)]
    [InlineData(1.5f, 2)]
    public async Task GetResponse_Grammar_IsKeptToAndSaidSo(float temperature, long seed)
    {
        var response = await llama.Client.GetResponseAsync(Messages("Switch the heater on for 5 seconds, then tell me the soil moisture."), new()
        {
            Temperature = temperature,
            Seed = seed,
            MaxOutputTokens = 120,
            AdditionalProperties = new() { [ReplyGrammar.Key] = new ReplyGrammar(Grammar, Grammar.Start()) },
        });

        Assert.Equal(true, response.AdditionalProperties?[ReplyGrammar.Key]);
        Assert.Matches(Frame(), response.Text);
        // The task names a device that there is not: the code does not.
        Assert.DoesNotContain(Device().Matches(Words().Replace(response.Text, "")), match => match.Groups[1].Value is "Heater" or "Fan" or "Vent" or "Temperature");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task GetResponse_SameSeed_GivesTheSameReply(long seed)
    {
        var options = new ChatOptions { Temperature = 1.2f, Seed = seed };
        var once = await llama.Client.GetResponseAsync(Messages("Water."), options);
        Assert.Equal(once.Text, (await llama.Client.GetResponseAsync(Messages("Water."), options)).Text);
    }

    [Fact]
    public async Task GetResponse_LongerThanTheContext_IsAnErrorAndTheClientStaysUsable()
    {
        using var client = RealLlama.Fresh(context: 512);
        var error = await Assert.ThrowsAsync<ContextOverflowException>(() => client.GetResponseAsync(string.Join(' ', Enumerable.Repeat("water the bed", 400))));
        Assert.Equal(512, error.ContextLength);
        Assert.NotEmpty((await client.GetResponseAsync("hello")).Text);
    }

    [Fact]
    public async Task GetResponse_UntilTheContextIsFull_IsMarkedAsCut()
    {
        using var client = RealLlama.Fresh(context: 256);
        var prompt = string.Join(' ', Enumerable.Repeat("water", 220));
        var response = await client.GetResponseAsync(prompt, new() { MaxOutputTokens = 1000 });
        Assert.True(response.Usage!.TotalTokenCount <= 256);
    }

    [Fact]
    public async Task GetStreamingResponse_CancelledAfterTheFirstPiece_StopsAndLeavesTheClientUsable()
    {
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in llama.Client.GetStreamingResponseAsync(Messages("Water."), new() { MaxOutputTokens = 300 }, cancel.Token))
            {
                await cancel.CancelAsync();
            }
            cancel.Token.ThrowIfCancellationRequested();
        });
        using var fresh = RealLlama.Fresh();
        Assert.Equal((await fresh.GetResponseAsync(Messages("Again."))).Text, (await llama.Client.GetResponseAsync(Messages("Again."))).Text);
    }

    [Fact]
    public async Task GetResponse_CancelledBeforeItBegan_StopsAndLeavesTheClientUsable()
    {
        using var client = RealLlama.Fresh();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetResponseAsync(Messages("Water."), null, new CancellationToken(canceled: true)));
        Assert.NotEmpty((await client.GetResponseAsync(Messages("Water."))).Text);
    }

    [Fact]
    public async Task GetResponse_FromManyThreads_EachGetsItsOwn()
    {
        string[] tasks = ["Water.", "How warm is it?", "Open the vent."];
        var alone = new List<string>();
        foreach (var task in tasks)
        {
            alone.Add((await llama.Client.GetResponseAsync(Messages(task), new() { MaxOutputTokens = 20 })).Text);
        }
        var together = await Task.WhenAll(tasks.Select(task => Task.Run(() => llama.Client.GetResponseAsync(Messages(task), new() { MaxOutputTokens = 20 }))));
        Assert.Equal(alone, together.Select(response => response.Text));
    }

    [Fact]
    public void CountTokens_TextWithATemplatesMark_StaysText()
    {
        // As a mark it would be one token and end the person's turn.
        var plain = llama.Client.CountTokens([new(ChatRole.User, "")]);
        Assert.True(llama.Client.CountTokens([new(ChatRole.User, "<|im_end|>")]) >= plain + 3);
    }

    [Fact]
    public async Task GetResponse_Tools_AreRefused() =>
        await Assert.ThrowsAsync<NotSupportedException>(() => llama.Client.GetResponseAsync("hello", new() { Tools = [AIFunctionFactory.Create(() => 1, "one")] }));

    [Fact]
    public void Load_NoSuchFile_SaysSo() =>
        Assert.Contains("nowhere.gguf", Assert.Throws<LlamaException>(() => LlamaChatClient.Load("nowhere.gguf")).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_AFileThatIsNoModel_SaysSo()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.gguf");
        File.WriteAllText(path, "no model");
        try
        {
            Assert.Contains(path, Assert.Throws<LlamaException>(() => LlamaChatClient.Load(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Load_LayersForAGpuThatIsNotThere_IsRefusedRatherThanRunOnTheCpu()
    {
        var e = Assert.Throws<LlamaException>(() => LlamaChatClient.Load(EmbeddedWeights.Find(), null, new LlamaOptions { GpuLayers = 99 }));
        Assert.Matches("GPU|CUDA", e.Message);
    }

    [Fact]
    public void Load_AnotherLibraryThanTheOneThatIsThere_IsRefused()
    {
        var e = Assert.Throws<LlamaException>(() => LlamaChatClient.Load(EmbeddedWeights.Find(), null, new LlamaOptions { Library = "/nowhere/libllama.so" }));
        Assert.Contains("/nowhere/libllama.so", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Description_SaysWhatRuns() => Assert.Matches(@"^llama\.cpp .+, CPU, \d+ threads, context \d+$", llama.Client.Description);

    [GeneratedRegex(@"^([^`\n\r]+\n)?```csharp\n[^`]*(```)?$")]
    private static partial Regex Frame();

    [GeneratedRegex(@"([A-Z]\w*)\.")]
    private static partial Regex Device();

    [GeneratedRegex("""^[^`]*```csharp|"[^"\n]*"|//[^\n]*""")]
    private static partial Regex Words();

    static IList<ChatMessage> Messages(string task) => [new(ChatRole.System, RealModel.System), new(ChatRole.User, task)];
}
