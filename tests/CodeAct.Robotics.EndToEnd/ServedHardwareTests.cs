using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Mqtt.Mosquitto;
using CodeAct.Robotics.Mqtt.Service;

namespace CodeAct.Robotics.EndToEnd;

/// <summary>A served robot of real drivers: approval and e-stop over a real broker.</summary>
public sealed class ServedHardwareTests : IAsyncLifetime
{
    private readonly HardwareRobot _robot = new();
    private readonly MosquittoBroker _broker = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));
    private readonly ConcurrentQueue<MqttMessage> _seen = new();
    private readonly Topics _topics = new("bench");
    private MosquittoLink _client = null!;
    private Process _process = null!;

    [Fact]
    public async Task Approved_TheDoorOpensAndTheEStopClosesIt()
    {
        await ServeAsync();
        await SendAsync(_topics.Task, """{"task":"Open the door.","id":"t1"}""");
        JsonNode question = await SeenAsync(_topics.Approval("t1"));
        Assert.Equal("Door.On()", question["effects"]![0]!.ToString());
        Assert.False(_robot.IsOn("door"));

        await SendAsync(_topics.Approve("t1"), new JsonObject { ["nonce"] = question["nonce"]!.ToString(), ["yes"] = true }.ToJsonString());
        await HardwareRobot.UntilAsync(() => _robot.IsOn("door"));
        await SendAsync(_topics.EStop, "");

        await HardwareRobot.UntilAsync(() => _robot.IsSafe);
        await HardwareRobot.UntilAsync(() => Statuses("t1").Contains("refused"));
    }

    [Fact]
    public async Task NotApproved_TheDoorStaysAndTheModelIsTold()
    {
        await ServeAsync();
        await SendAsync(_topics.Task, """{"task":"Open the door.","id":"t2"}""");
        JsonNode question = await SeenAsync(_topics.Approval("t2"));

        await SendAsync(_topics.Approve("t2"), new JsonObject { ["nonce"] = question["nonce"]!.ToString(), ["yes"] = false }.ToJsonString());

        JsonNode step = await SeenAsync(_topics.Step("t2"));
        Assert.Equal("approval", (string?)step["error"]!["code"]);
        Assert.False(_robot.IsOn("door"));
        await HardwareRobot.UntilAsync(() => Statuses("t2").Contains("done"));
    }

    public async Task InitializeAsync()
    {
        _client = new MosquittoLink(_broker.Options("client"));
        await _client.ConnectAsync(_limit.Token);
        await _client.SubscribeAsync("#", Delivery.Queued, _seen.Enqueue, _limit.Token);
    }

    public async Task DisposeAsync()
    {
        if (!_process.HasExited)
        {
            HardwareRobot.Signal(_process.Id, "TERM");
            await _process.WaitForExitAsync(_limit.Token);
        }

        await _client.DisposeAsync();
        _robot.Dispose();
        _broker.Dispose();
        _limit.Dispose();
    }

    private async Task ServeAsync()
    {
        string[] actions = ["Door.On();\nWait(600);", "Done(\"It stays shut.\");"];
        string replay = _robot.Program.Write("replay.jsonl", string.Join('\n', actions.Select(a => new JsonObject { ["reply"] = $"Do it.\n```csharp\n{a}\n```" }.ToJsonString())));
        _robot.Program.Variables["CODEACT_MQTT_PASSWORD"] = MosquittoBroker.Password;
        _process = _robot.Start("serve", "--mqtt", $"mqtt://{MosquittoBroker.User}@127.0.0.1:{_broker.Port}", "--model", $"replay:{replay}");
        _process.BeginErrorReadLine();
        await HardwareRobot.UntilAsync(() => _seen.Any(m => m.Topic == _topics.Availability && m.Text == "online"));
    }

    private Task SendAsync(string topic, string payload) => _client.PublishAsync(MqttMessage.Of(topic, payload), _limit.Token);

    private async Task<JsonNode> SeenAsync(string topic)
    {
        await HardwareRobot.UntilAsync(() => _seen.Any(m => m.Topic == topic));
        return JsonNode.Parse(_seen.First(m => m.Topic == topic).Text)!;
    }

    private List<string> Statuses(string id) => [.. _seen.Where(m => m.Topic == _topics.Status(id)).Select(m => JsonNode.Parse(m.Text)!["status"]!.ToString())];
}
