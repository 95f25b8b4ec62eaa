using System.Text;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Agents.Grammar;
using CodeAct.Robotics.Models.Served;
using CodeAct.Robotics.Robots;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Models.Tests.Served;

public sealed class ServedGrammarTests
{
    static readonly ActionGrammar Grammar = new(ManifestReader.Parse("robot: r\ndevices:\n  - { name: Pump, kind: relay, safe: off }\n"));

    [Theory]
    [InlineData("llamacpp", true)]
    [InlineData("library", false)]
    public async Task GetResponse_WithAGrammar_IsSentToLlamaServersOnly(string owner, bool sent)
    {
        await using var server = new FakeServer((request, stream, stop) => stream.WriteAsync(Encoding.UTF8.GetBytes(request.StartsWith("GET", StringComparison.Ordinal)
            ? FakeServer.Json("200 OK", $$"""{"object":"list","data":[{"id":"m","object":"model","owned_by":"{{owner}}"}]}""")
            : FakeServer.Stream(["text"])), stop).AsTask());
        using var client = ServedChatClient.Connect(server.Endpoint, "m");
        var options = new ChatOptions { AdditionalProperties = new() { [ReplyGrammar.Key] = new ReplyGrammar(Grammar, Grammar.Start()), [SecondReading.Key] = new SecondReading("again") } };
        for (var call = 0; call < 2; call++)
        {
            Assert.Equal("text", (await client.GetResponseAsync([new(ChatRole.User, "hi")], options)).Text);
        }
        Assert.Single(server.Requests, request => request.StartsWith("GET /v1/models", StringComparison.Ordinal));
        var posts = server.Requests.Where(request => request.StartsWith("POST", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, posts.Count);
        Assert.All(posts, post => Assert.Equal(sent, post.Contains("\"grammar\":\"# What a reply", StringComparison.Ordinal)));
        Assert.All(posts, post => Assert.DoesNotContain(ReplyGrammar.Key, post, StringComparison.Ordinal));
        Assert.All(posts, post => Assert.DoesNotContain(SecondReading.Key, post, StringComparison.Ordinal));
    }

    [Fact]
    public async Task GetResponse_WithoutAGrammar_AsksNothing()
    {
        await using var server = new FakeServer(FakeServer.Stream(["text"]));
        using var client = ServedChatClient.Connect(server.Endpoint, "m");
        await client.GetResponseAsync([new(ChatRole.User, "hi")]);
        Assert.StartsWith("POST", Assert.Single(server.Requests), StringComparison.Ordinal);
    }
}
