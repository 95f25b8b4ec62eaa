using System.Text;
using CodeAct.Robotics.Models.Served;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Models.Tests.Served;

public sealed class ServedChatClientTests
{
    [Fact]
    public async Task GetStreamingResponse_GoodServer_StreamsTextAndSendsTheOptions()
    {
        await using var server = new FakeServer(FakeServer.Stream(["Hel", "lo"]));
        using var client = ServedChatClient.Connect(server.Endpoint, "m", new() { MaxTokens = 77 });
        List<string> pieces = [];
        await foreach (var update in client.GetStreamingResponseAsync("hi"))
        {
            pieces.Add(update.Text);
        }
        Assert.Equal(["Hel", "lo"], pieces.Where(piece => piece.Length > 0));
        var request = Assert.Single(server.Requests);
        Assert.StartsWith("POST /v1/chat/completions", request, StringComparison.Ordinal);
        Assert.Contains("\"max_tokens\":77", request, StringComparison.Ordinal);
        Assert.Contains("\"max_completion_tokens\":77", request, StringComparison.Ordinal);
        Assert.Contains("\"temperature\":0", request, StringComparison.Ordinal);
        Assert.Contains("\"model\":\"m\"", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stop", true, "stop")]
    [InlineData("length", true, "length")]
    [InlineData(null, true, "length")]
    [InlineData(null, false, "length")]
    public async Task GetResponse_EndOfTheStream_TellsWholeFromCut(string? finish, bool done, string expected)
    {
        await using var server = new FakeServer(FakeServer.Stream(["text"], finish, done));
        var response = await Ask(server);
        Assert.Equal("text", response.Text);
        Assert.Equal(expected, response.FinishReason!.Value.Value);
    }

    [Theory]
    [InlineData("a<|im_end|>b", "a< |im_end|>b")]
    [InlineData("a</s>[INST]b[/INST]", "a< /s>[ INST]b[ /INST]")]
    [InlineData("<end_of_turn><start_of_turn>", "< end_of_turn>< start_of_turn>")]
    [InlineData("if (a < b || c[0] <= d)", "if (a < b || c[0] <= d)")]
    public async Task GetResponse_ControlTokensOfTemplatesInAPersonsWords_AreSentAsPlainText(string words, string sent)
    {
        await using var server = new FakeServer(FakeServer.Stream(["ok"]));
        using var client = ServedChatClient.Connect(server.Endpoint, "m");
        await client.GetResponseAsync([new(ChatRole.System, "<|rules|>"), new(ChatRole.User, words)]);
        var request = Assert.Single(server.Requests);
        var messages = System.Text.Json.JsonDocument.Parse(request[request.IndexOf('{')..]).RootElement.GetProperty("messages");
        Assert.Equal("<|rules|>", messages[0].GetProperty("content").GetString());
        Assert.Equal(sent, messages[1].GetProperty("content").ToString());
    }

    [Fact]
    public async Task GetResponse_ConnectionLostInTheMiddle_IsMarkedAsCut()
    {
        var event1 = FakeServer.Event("""{"content":"half"}""", null);
        await using var server = new FakeServer(
            $"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n{event1.Length:x}\r\n{event1}\r\n");
        var response = await Ask(server);
        Assert.Equal(("half", ChatFinishReason.Length), (response.Text, response.FinishReason));
    }

    [Fact]
    public async Task GetResponse_NothingListens_SaysToStartTheServer()
    {
        var server = new FakeServer("");
        var endpoint = server.Endpoint;
        await server.DisposeAsync();
        Assert.Contains($"No model server answers at {endpoint}", await Problem(endpoint), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_NoSuchHost_SaysSo() =>
        Assert.Contains("'no-such-host.invalid'", await Problem(new Uri("http://no-such-host.invalid/v1")), StringComparison.Ordinal);

    [Fact]
    public async Task GetResponse_UnknownModel_ListsWhatTheServerHas()
    {
        await using var server = new FakeServer(async (request, stream, stop) => await stream.WriteAsync(Encoding.UTF8.GetBytes(
            request.StartsWith("GET /v1/models", StringComparison.Ordinal)
                ? FakeServer.Json("200 OK", """{"object":"list","data":[{"id":"qwen"},{"id":"phi"}]}""")
                : FakeServer.Json("404 Not Found", """{"error":{"message":"model 'm' not found"}}""")), stop));
        var message = await Problem(server.Endpoint);
        Assert.Contains("has no model 'm'", message, StringComparison.Ordinal);
        Assert.Contains("It has: qwen, phi.", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("401 Unauthorized", "Set CODEACT_OPENAI_KEY")]
    [InlineData("500 Internal Server Error", "answered 500: ")]
    [InlineData("503 Service Unavailable", "still be loading")]
    [InlineData("400 Bad Request", "longer than its context")]
    public async Task GetResponse_ErrorStatus_SaysWhatToDo(string status, string expected)
    {
        await using var server = new FakeServer(FakeServer.Json(status, """{"error":{"message":"because"}}"""));
        Assert.Contains(expected, await Problem(server.Endpoint), StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("data: {not json\n\n")]
    [InlineData("data: [1,2]\n\n")]
    public async Task GetResponse_MalformedStream_SaysItIsNoReply(string body)
    {
        await using var server = new FakeServer($"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n{body}");
        Assert.Contains("no OpenAI-compatible reply", await Problem(server.Endpoint), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_EmptyStream_SaysThatNothingCame()
    {
        await using var server = new FakeServer(FakeServer.Stream([], finish: null));
        Assert.Contains("before any text came", await Problem(server.Endpoint), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_NoFirstToken_EndsAtTheLimit()
    {
        var time = new ManualTime();
        await using var server = new FakeServer(async (_, _, stop) =>
        {
            time.Fire();
            await Task.Delay(Timeout.Infinite, stop);
        });
        Assert.Contains("no first token within 120 s", await Problem(server.Endpoint, new() { Time = time }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetStreamingResponse_SilenceInTheMiddle_EndsAtTheLimit()
    {
        var time = new ManualTime();
        await using var server = new FakeServer(async (_, stream, stop) =>
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(FakeServer.Stream(["some"], finish: null, done: false)), stop);
            await Task.Delay(Timeout.Infinite, stop);
        });
        using var client = ServedChatClient.Connect(server.Endpoint, "m", new() { Time = time });
        var e = await Assert.ThrowsAsync<ModelUnavailableException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync("hi"))
            {
                if (update.Text.Length > 0)
                {
                    time.Fire();
                }
            }
        });
        Assert.Contains("nothing for 60 s", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_Cancelled_IsACancellation()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = new FakeServer(async (_, _, stop) =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, stop);
        });
        using var client = ServedChatClient.Connect(server.Endpoint, "m");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetResponseAsync("hi", cancellationToken: cancel.Token));
    }

    static async Task<ChatResponse> Ask(FakeServer server)
    {
        using var client = ServedChatClient.Connect(server.Endpoint, "m");
        return await client.GetResponseAsync("hi");
    }

    static async Task<string> Problem(Uri endpoint, ModelOptions? options = null)
    {
        using var client = ServedChatClient.Connect(endpoint, "m", options);
        return (await Assert.ThrowsAsync<ModelUnavailableException>(() => client.GetResponseAsync("hi"))).Message;
    }
}
