using System.Text.Json;
using CodeAct.Robotics.Models.Embedded;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Models.Tests.Embedded;

/// <summary>
/// The first 64 greedy tokens of the embedded model on real prompts. Checked against the forward pass of models/training in PyTorch:
/// the same 337. The engine was checked against llama.cpp with the first weights (v0).
/// </summary>
public sealed class GreedyGoldenTests(RealModel real) : IClassFixture<RealModel>
{
    public static TheoryData<string, int[]> Golden
    {
        get
        {
            var data = new TheoryData<string, int[]>();
            using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "greedy.json")));
            foreach (var item in json.RootElement.EnumerateArray())
            {
                data.Add(item.GetProperty("task").GetString()!, [.. item.GetProperty("tokens").EnumerateArray().Select(token => token.GetInt32())]);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Golden))]
    public async Task GetResponse_RealTask_GivesTheGoldenReply(string task, int[] tokens)
    {
        using var client = new EmbeddedChatClient(real.Model, new() { MaxTokens = 64 });
        var response = await client.GetResponseAsync([new(ChatRole.System, RealModel.System), new(ChatRole.User, task)]);
        Assert.Equal(real.Model.Tokenizer.Decode(tokens), response.Text);
        Assert.Contains("```csharp\n", response.Text, StringComparison.Ordinal);
    }
}
