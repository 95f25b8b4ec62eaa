using System.Text;
using CodeAct.Robotics.Mqtt.Link;

namespace CodeAct.Robotics.Mqtt.Tests.Devices;

/// <summary>A broker without a network: everything happens at once on the caller's thread, and it goes away when it is told to.</summary>
internal sealed class MemoryBroker
{
    private readonly Lock _lock = new();
    private readonly List<(string Topic, Action<MqttMessage> Handler)> _people = [];
    private readonly List<MemoryLink> _links = [];
    private readonly Dictionary<string, MqttMessage> _kept = [];
    private readonly List<MqttMessage> _seen = [];

    public bool IsUp { get; private set; } = true;

    /// <summary>Takes messages and confirms none, as one that hangs.</summary>
    public bool Hangs { get; set; }

    /// <summary>Why it takes no message, or null.</summary>
    public string? Refuses { get; set; }

    /// <summary>What it was sent by links, in order.</summary>
    public IReadOnlyList<MqttMessage> Seen
    {
        get
        {
            lock (_lock) return [.. _seen];
        }
    }

    public IMqttLink Open(MqttOptions options)
    {
        var link = new MemoryLink(this, options);
        lock (_lock) _links.Add(link);
        return link;
    }

    /// <summary>Somebody beside the robot listens.</summary>
    public void On(string topic, Action<MqttMessage> handler) => _people.Add((topic, handler));

    /// <summary>Somebody beside the robot speaks.</summary>
    public void Say(string topic, string payload, bool retain = false) => Say(topic, Encoding.UTF8.GetBytes(payload), retain);

    public void Say(string topic, byte[] payload, bool retain = false) => Pass(new MqttMessage(topic, payload) { Retain = retain });

    public void Lose()
    {
        IsUp = false;
        foreach (MemoryLink link in All()) link.Drop();
    }

    public void ComeBack()
    {
        IsUp = true;
        foreach (MemoryLink link in All()) link.Join();
    }

    public void Take(MqttMessage message)
    {
        lock (_lock) _seen.Add(message);
        Pass(message);
    }

    public MqttMessage? Kept(string topic) => _kept.GetValueOrDefault(topic);

    /// <summary>How many links have been closed.</summary>
    public int Left { get; private set; }

    public void Leave(MemoryLink link)
    {
        lock (_lock)
        {
            _links.Remove(link);
            Left++;
        }
    }

    private void Pass(MqttMessage message)
    {
        if (!IsUp) return;
        if (message.Retain) _kept[message.Topic] = message;
        foreach ((string topic, Action<MqttMessage> handler) in _people)
            if (topic == message.Topic) handler(message);
        foreach (MemoryLink link in All()) link.Deliver(message);
    }

    private MemoryLink[] All()
    {
        lock (_lock) return [.. _links];
    }
}

/// <summary>A link to it. Like the real one it keeps what the broker has not confirmed, and sends that again at the next connection.</summary>
internal sealed class MemoryLink(MemoryBroker broker, MqttOptions options) : IMqttLink
{
    private readonly Lock _lock = new();
    private readonly List<(string Topic, Action<MqttMessage> Handler)> _handlers = [];
    private readonly List<(MqttMessage Message, TaskCompletionSource Taken)> _unconfirmed = [];
    private bool _wanted, _closed;

    public event Action<bool>? ConnectionChanged;

    public bool IsConnected { get; private set; }

    public Task ConnectAsync(CancellationToken cancellation)
    {
        _wanted = true;
        if (!broker.IsUp && !options.WaitsForBroker) throw new MqttException("the broker can't be reached");
        if (!broker.IsUp) return new TaskCompletionSource().Task;
        Join();
        return Task.CompletedTask;
    }

    public Task PublishAsync(MqttMessage message, CancellationToken cancellation)
    {
        if (_closed) throw new MqttException("closed");
        if (broker.Refuses is { } why) return Task.FromException(new MqttException(why));
        if (IsConnected && !broker.Hangs)
        {
            broker.Take(message);
            return Task.CompletedTask;
        }
        if (message.QoS == 0) throw new MqttException("not connected");
        var taken = new TaskCompletionSource();
        lock (_lock) _unconfirmed.Add((message, taken));
        return taken.Task;
    }

    public Task SubscribeAsync(string filter, Delivery delivery, Action<MqttMessage> handler, CancellationToken cancellation)
    {
        lock (_lock) _handlers.Add((filter, handler));
        if (IsConnected && broker.Kept(filter) is { } kept) handler(kept);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        (_closed, IsConnected) = (true, false);
        broker.Leave(this);
        foreach ((_, TaskCompletionSource taken) in _unconfirmed) taken.TrySetException(new MqttException("The link is closed."));
        return ValueTask.CompletedTask;
    }

    public void Join()
    {
        if (!_wanted || _closed || IsConnected) return;
        IsConnected = true;
        (MqttMessage Message, TaskCompletionSource Taken)[] again;
        (string Topic, Action<MqttMessage> Handler)[] handlers;
        lock (_lock)
        {
            again = [.. _unconfirmed];
            _unconfirmed.Clear();
            handlers = [.. _handlers];
        }
        foreach ((MqttMessage message, TaskCompletionSource taken) in again)
        {
            broker.Take(message);
            taken.TrySetResult();
        }
        ConnectionChanged?.Invoke(true);
        foreach ((string topic, Action<MqttMessage> handler) in handlers)
            if (broker.Kept(topic) is { } kept) handler(kept);
    }

    public void Drop()
    {
        if (!IsConnected) return;
        IsConnected = false;
        ConnectionChanged?.Invoke(false);
    }

    public void Deliver(MqttMessage message)
    {
        if (!IsConnected) return;
        (string Topic, Action<MqttMessage> Handler)[] handlers;
        lock (_lock) handlers = [.. _handlers];
        foreach ((string topic, Action<MqttMessage> handler) in handlers)
            if (topic == message.Topic) handler(message);
    }
}
