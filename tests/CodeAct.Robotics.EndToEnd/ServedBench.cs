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

/// <summary>A broker, a client that sees all that is said, and <c>codeact serve</c> for the greenhouse in processes of their own.</summary>
internal sealed class ServedBench : IAsyncDisposable
{
    private readonly TcpListener _silentModel = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));
    private readonly List<Process> _processes = [];
    private readonly MosquittoLink _client;

    private ServedBench()
    {
        _silentModel.Start();
        Program.Variables["CODEACT_MQTT_PASSWORD"] = MosquittoBroker.Password;
        _client = new MosquittoLink(Broker.Options("client"));
    }

    public CodeActProgram Program { get; } = new();

    public MosquittoBroker Broker { get; } = new(_ => "log_type all");

    public ConcurrentQueue<MqttMessage> Seen { get; } = new();

    public Topics Topics { get; } = new("greenhouse");

    public CancellationToken Limit => _limit.Token;

    public string Address => $"mqtt://{MosquittoBroker.User}@127.0.0.1:{Broker.Port}";

    /// <summary>A server that takes the question and never answers.</summary>
    public string Silent => $"openai:http://127.0.0.1:{((IPEndPoint)_silentModel.LocalEndpoint).Port}/v1#silent";

    public static async Task<ServedBench> OpenAsync()
    {
        var bench = new ServedBench();
        await bench._client.ConnectAsync(bench.Limit);
        await bench._client.SubscribeAsync("#", Delivery.Queued, bench.Seen.Enqueue, bench.Limit);
        return bench;
    }

    public async Task<Process> ServeAsync(string model)
    {
        int before = Online();
        Process process = Program.Start("serve", "--mqtt", Address, "--model", model);
        process.BeginErrorReadLine();
        _processes.Add(process);
        await UntilAsync(() => Online() > before);
        return process;

        int Online() => Seen.Count(m => m.Topic == Topics.Availability && m.Text == "online");
    }

    /// <summary>A model that writes these actions, one a turn.</summary>
    public string Replay(params string[] actions) => $"replay:{Program.Write($"{Guid.NewGuid():N}.jsonl", string.Join('\n', actions.Select(a => new JsonObject { ["reply"] = $"Do it.\n```csharp\n{a}\n```" }.ToJsonString())))}";

    public Task SendAsync(string payload) => _client.PublishAsync(MqttMessage.Of(Topics.Task, payload), Limit);

    /// <summary>Waits for a state of a task; its newest status.</summary>
    public async Task<JsonNode> StateAsync(string id, string state)
    {
        await UntilAsync(() => Seen.Any(m => m.Topic == Topics.Status(id) && State(m) == state));
        return JsonNode.Parse(Seen.Last(m => m.Topic == Topics.Status(id)).Text)!;
    }

    public static string State(MqttMessage status) => JsonNode.Parse(status.Text)!["status"]!.ToString();

    public async Task UntilAsync(Func<bool> holds)
    {
        while (!holds()) await Task.Delay(10, Limit);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Process process in _processes)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
        await _client.DisposeAsync();
        Broker.Dispose();
        _silentModel.Dispose();
        _limit.Dispose();
        Program.Dispose();
    }
}
