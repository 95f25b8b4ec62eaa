using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Mqtt.Mosquitto;
using CodeAct.Robotics.Mqtt.Service;

namespace CodeAct.Robotics.EndToEnd;

/// <summary>The served robot as a process of its own, at a real broker, killed and stopped.</summary>
public sealed class ServeTests : IAsyncLifetime
{
    private readonly CodeActProgram _program = new();
    private readonly MosquittoBroker _broker = new();
    private readonly TcpListener _silentModel = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));
    private readonly ConcurrentQueue<MqttMessage> _seen = new();
    private readonly Topics _topics = new("greenhouse");
    private readonly List<Process> _processes = [];
    private MosquittoLink _client = null!;

    [Fact]
    public async Task Serve_KilledWhileTasksAreThere_NoneIsLostAndWhatRanIsFailedOrRetried()
    {
        Process robot = await ServeAsync(Silent);
        await SendAsync("""{"task":"Water.","id":"ran"}""");
        await StateAsync("ran", "running");
        await SendAsync("""{"task":"Water.","id":"again","retry":true,"priority":-1}""");
        await SendAsync("""{"task":"Water.","id":"waited","priority":-2}""");
        await StateAsync("waited", "queued");

        robot.Kill();
        await robot.WaitForExitAsync();
        await UntilAsync(() => _seen.Any(m => m.Topic == _topics.Availability && m.Text == "offline"));
        await SendAsync("""{"task":"Water.","id":"meanwhile","priority":-3}""");
        await ServeAsync(Replay("Done(\"one\");", "Done(\"two\");", "Done(\"three\");"));

        Assert.Contains("interrupted", (await StateAsync("ran", "failed"))["why"]!.ToString(), StringComparison.Ordinal);
        foreach (string id in (string[])["again", "waited", "meanwhile"]) await StateAsync(id, "done");
        Assert.Equal(["failed"], _seen.Where(m => m.Topic == _topics.Status("ran")).Select(State).Where(s => s is "done" or "failed"));
    }

    [Fact]
    public async Task Serve_KilledTwiceWhileOneMayBeRetried_ItRunsAgainAndIsDoneOnce()
    {
        string retry = """{"task":"Water.","id":"again","retry":true}""";
        Process robot = await ServeAsync(Silent);
        await SendAsync(retry);
        await StateAsync("again", "running");
        robot.Kill();
        await robot.WaitForExitAsync();
        int before = _seen.Count;
        robot = await ServeAsync(Silent);
        await UntilAsync(() => _seen.Skip(before).Any(m => m.Topic == _topics.Status("again") && State(m) == "running"));
        robot.Kill();
        await robot.WaitForExitAsync();
        await ServeAsync(Replay("Done(\"at last\");"));
        await StateAsync("again", "done");
        Assert.Single(_seen, m => m.Topic == _topics.Result("again") && m.Text.Contains("at last", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Serve_Sigterm_TheTaskGoesBackAndItExitsInOrder()
    {
        Process robot = await ServeAsync(Silent);
        await SendAsync("""{"task":"Water.","id":"back"}""");
        await StateAsync("back", "running");
        using (Process kill = Process.Start("kill", ["-TERM", $"{robot.Id}"])) await kill.WaitForExitAsync(_limit.Token);
        await robot.WaitForExitAsync(_limit.Token);
        Assert.Equal(0, robot.ExitCode);
        Assert.Equal("queued", State(_seen.Last(m => m.Topic == _topics.Status("back"))));
    }

    [Fact]
    public async Task Serve_AnotherProcessServesIt_IsRefused()
    {
        await ServeAsync(Silent);
        ProgramRun second = await _program.RunAsync("", "serve", "--mqtt", Address, "--model", Silent);
        Assert.Equal(3, second.Exit);
        Assert.Contains("another process", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_WrongPassword_SaysSoAndNotThePassword()
    {
        _program.Variables["CODEACT_MQTT_PASSWORD"] = "not-the-one";
        ProgramRun run = await _program.RunAsync("", "serve", "--mqtt", Address, "--model", Silent);
        Assert.Equal(1, run.Exit);
        Assert.Contains("does not let us in", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-one", run.Error + run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_DoneAndRefused_FollowsAndExitsAsRunDoes()
    {
        await ServeAsync(Replay("Done($\"{Soil.Read():F1} %\");", "Fail(\"I have nothing that plays music.\");"));
        ProgramRun done = await _program.RunAsync("", "send", "How moist is the bed?", "--mqtt", Address, "--json");
        Assert.Equal(0, done.Exit);
        Assert.Equal(("done", "done"), ((string?)done.Lines[0]["stage"], (string?)done.Lines[^1]["status"]));
        ProgramRun refused = await _program.RunAsync("", "send", "Play music.", "--mqtt", Address);
        Assert.Equal(3, refused.Exit);
        Assert.Contains("plays music", refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_PasswordInTheAddress_IsRefusedWithTheWayToDoIt()
    {
        ProgramRun run = await _program.RunAsync("", "send", "x", "--mqtt", $"mqtt://robot:secret@127.0.0.1:{_broker.Port}");
        Assert.Equal(2, run.Exit);
        Assert.Contains("--mqtt-password-file", run.Error, StringComparison.Ordinal);
    }

    public async Task InitializeAsync()
    {
        _silentModel.Start();
        _program.Variables["CODEACT_MQTT_PASSWORD"] = MosquittoBroker.Password;
        _client = new MosquittoLink(_broker.Options("client"));
        await _client.ConnectAsync(_limit.Token);
        await _client.SubscribeAsync("#", Delivery.Queued, _seen.Enqueue, _limit.Token);
    }

    public async Task DisposeAsync()
    {
        foreach (Process process in _processes)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
        await _client.DisposeAsync();
        _broker.Dispose();
        _silentModel.Dispose();
        _limit.Dispose();
        _program.Dispose();
    }

    private string Address => $"mqtt://{MosquittoBroker.User}@127.0.0.1:{_broker.Port}";

    // A server that takes the question and never answers.
    private string Silent => $"openai:http://127.0.0.1:{((IPEndPoint)_silentModel.LocalEndpoint).Port}/v1#silent";

    private async Task<Process> ServeAsync(string model)
    {
        int before = Online();
        Process process = _program.Start("serve", "--mqtt", Address, "--model", model);
        process.BeginErrorReadLine();
        _processes.Add(process);
        await UntilAsync(() => Online() > before);
        return process;

        int Online() => _seen.Count(m => m.Topic == _topics.Availability && m.Text == "online");
    }

    private string Replay(params string[] actions) => $"replay:{_program.Write($"{Guid.NewGuid():N}.jsonl", string.Join('\n', actions.Select(a => new JsonObject { ["reply"] = $"Do it.\n```csharp\n{a}\n```" }.ToJsonString())))}";

    private Task SendAsync(string payload) => _client.PublishAsync(MqttMessage.Of(_topics.Task, payload), _limit.Token);

    private async Task<JsonNode> StateAsync(string id, string state)
    {
        await UntilAsync(() => _seen.Any(m => m.Topic == _topics.Status(id) && State(m) == state));
        return JsonNode.Parse(_seen.Last(m => m.Topic == _topics.Status(id)).Text)!;
    }

    private static string State(MqttMessage status) => JsonNode.Parse(status.Text)!["status"]!.ToString();

    private async Task UntilAsync(Func<bool> holds)
    {
        while (!holds()) await Task.Delay(10, _limit.Token);
    }
}
