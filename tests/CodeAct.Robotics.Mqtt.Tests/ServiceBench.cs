using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Mqtt.Mosquitto;
using CodeAct.Robotics.Mqtt.Service;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;
using CodeAct.Robotics.Simulators;
using CodeAct.Robotics.Tasks;

namespace CodeAct.Robotics.Mqtt.Tests;

/// <summary>A served greenhouse at a real broker, and a client who sees all that is said.</summary>
internal sealed class ServiceBench : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("codeact-service-").FullName;
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private readonly Simulation _simulation;
    private CancellationTokenSource _stop = new();
    private MosquittoLink? _link, _stopLink;
    private RobotService? _service;
    private TaskQueue? _queue;
    private Task _serving = Task.CompletedTask;

    private ServiceBench()
    {
        Manifest = ManifestReader.Parse(Yaml);
        _simulation = Simulation.Create(Manifest, new SimulationOptions { Seed = 1 });
        Governor = new Governor(Manifest, _simulation, EStop);
        Runner = new ScriptedRunner(EStop);
        Client = new MosquittoLink(Broker.Options("client"));
    }

    public const string Yaml = """
        robot: garden
        description: A garden.
        simulator: generic
        devices:
          - { name: Pump, kind: relay, description: waters, safe: off, hold: true }
          - { name: Soil, kind: sensor, description: soil moisture, unit: "%", range: [0, 100] }
          - { name: Door, kind: input, description: the door }
        """;

    public MosquittoBroker Broker { get; } = new();

    /// <summary>The port by which the robot reaches the broker, where something is between them.</summary>
    public int? Through { get; set; }

    public RobotManifest Manifest { get; private set; }

    public EStop EStop { get; } = new();

    public Governor Governor { get; }

    public ScriptedRunner Runner { get; }

    public IMqttLink Client { get; }

    public Topics Topics { get; } = new("garden");

    public ConcurrentQueue<MqttMessage> Seen { get; } = new();

    public CancellationToken Limit => _limit.Token;

    public static async Task<ServiceBench> OpenAsync(ServiceOptions? options = null)
    {
        var bench = new ServiceBench();
        await bench.Client.ConnectAsync(bench.Limit);
        await bench.Client.SubscribeAsync("#", Delivery.Queued, bench.Seen.Enqueue, bench.Limit);
        await bench.StartAsync(options);
        return bench;
    }

    public async Task StartAsync(ServiceOptions? options = null, string yaml = Yaml)
    {
        Manifest = ManifestReader.Parse(yaml);
        _stop = new CancellationTokenSource();
        _queue = TaskQueue.Open(Path.Combine(_folder, "q.db"), TimeProvider.System);
        _link = new MosquittoLink(Broker.Options("codeact-garden") with { Port = Through ?? Broker.Port, SessionExpirySeconds = 3600, Will = RobotService.Will("garden") });
        _stopLink = new MosquittoLink(Broker.Options("codeact-garden-estop"));
        _service = new RobotService(Manifest, _link, _queue, Runner, Governor, EStop, options ?? new ServiceOptions(), TimeProvider.System);
        await _stopLink.ConnectAsync(Limit);
        await new StopTopics(_stopLink, EStop, "garden", _ => { }).StartAsync(Limit);
        int before = Said(Topics.Availability, "online");
        _serving = _service.RunAsync(_stop.Token);
        await UntilAsync(() => Said(Topics.Availability, "online") > before);
    }

    /// <summary>As SIGTERM does.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        await _service!.DisposeAsync();
        await _link!.DisposeAsync();
        await _stopLink!.DisposeAsync();
        _queue!.Dispose();
        _stop.Dispose();
    }

    public Task SendAsync(string payload, bool retain = false) => Client.PublishAsync(MqttMessage.Of(Topics.Task, payload, retain), Limit);

    public Task SayAsync(string topic, string payload, bool retain = false) => Client.PublishAsync(MqttMessage.Of(topic, payload, retain), Limit);

    /// <summary>The states that a task was said to be in, in order.</summary>
    public IEnumerable<string> States(string id) => Seen.Where(m => m.Topic == Topics.Status(id)).Select(m => JsonNode.Parse(m.Text)!["status"]!.ToString());

    /// <summary>Waits for a state of a task; its status.</summary>
    public async Task<JsonNode> StateAsync(string id, string state)
    {
        await UntilAsync(() => States(id).Contains(state));
        return JsonNode.Parse(Seen.Last(m => m.Topic == Topics.Status(id)).Text)!;
    }

    public int Said(string topic, string text) => Seen.Count(m => m.Topic == topic && m.Text == text);

    public async Task UntilAsync(Func<bool> holds)
    {
        while (!holds()) await Task.Delay(5, Limit);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Client.DisposeAsync();
        Broker.Dispose();
        _simulation.Dispose();
        _limit.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
