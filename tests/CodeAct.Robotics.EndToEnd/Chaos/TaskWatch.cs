using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Mqtt.Mosquitto;

namespace CodeAct.Robotics.EndToEnd.Chaos;

/// <summary>A client that sends tasks and keeps what is said of each.</summary>
internal sealed class TaskWatch(MosquittoBroker broker) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<(string Robot, string State)>> _states = new();
    private readonly ConcurrentDictionary<string, bool> _online = new(), _ended = new();
    private readonly SemaphoreSlim _news = new(0);

    public MosquittoLink Link { get; } = new(broker.Options("watch"));

    public async Task StartAsync()
    {
        Task subscribing = Link.SubscribeAsync("codeact/+/task/+/status", Delivery.Queued, Note, CancellationToken.None);
        Task watching = Link.SubscribeAsync("codeact/+/availability", Delivery.Queued, m => _online[m.Topic] = m.Text == "online", CancellationToken.None);
        await Link.ConnectAsync(CancellationToken.None);
        await Task.WhenAll(subscribing, watching);
    }

    /// <summary>Waits until so many robots have subscribed: to a broker that never saw a subscriber, a task is for nobody.</summary>
    public async Task OnlineAsync(int robots)
    {
        while (_online.Count(o => o.Value) < robots) await Task.Delay(20);
    }

    /// <summary>How many of the tasks have ended.</summary>
    public int Ended => _ended.Count;

    /// <summary>Whether a task was said to be in a state.</summary>
    public bool Was(string id, string state) => _states.TryGetValue(id, out ConcurrentQueue<(string Robot, string State)>? said) && said.Any(s => s.State == state);

    /// <summary>Wakes who waits: something else may have changed.</summary>
    public void Tell() => _news.Release();

    /// <summary>Waits until something that messages bring about.</summary>
    public async Task UntilAsync(Func<bool> holds)
    {
        while (!holds()) await _news.WaitAsync();
    }

    /// <summary>The robots and ends that a task was said to have.</summary>
    public IReadOnlyList<(string Robot, string State)> Ends(string id) => [.. _states.GetValueOrDefault(id, []).Where(x => IsEnd(x.State)).Distinct()];

    public ValueTask DisposeAsync() => Link.DisposeAsync();

    private void Note(MqttMessage message)
    {
        if (message.Payload.Length == 0 || message.Topic.Split('/') is not [_, var robot, _, var id, _]) return;
        string state = JsonNode.Parse(message.Text)!["status"]!.ToString();
        _states.GetOrAdd(id, _ => new()).Enqueue((robot, state));
        if (IsEnd(state)) _ended[id] = true;
        _news.Release();
    }

    private static bool IsEnd(string state) => state is "done" or "failed" or "refused" or "cancelled";
}
