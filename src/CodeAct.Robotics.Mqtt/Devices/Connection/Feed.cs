using CodeAct.Robotics.Mqtt.Link;

namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>
/// One topic, subscribed once however many devices listen. A retained message that is the first of its connection is what the broker
/// kept; a later one is a live one whose sender wants it kept (retained as published, MQTT 5.0 section 3.8.3.1).
/// </summary>
internal sealed class Feed(string topic)
{
    private readonly Lock _lock = new();
    private readonly List<Action<Arrival>> _listeners = [];
    private Arrival? _last;
    private int _keptOn;

    /// <summary>The topic.</summary>
    public string Topic => topic;

    /// <summary>Listens, beginning with what came last.</summary>
    public void Add(Action<Arrival> listener)
    {
        Arrival? last;
        lock (_lock)
        {
            _listeners.Add(listener);
            last = _last;
        }
        if (last is not null) listener(last);
    }

    /// <summary>Passes a message on.</summary>
    public void Take(MqttMessage message, double now, long order, int connection)
    {
        // An empty retained message is how MQTT deletes one.
        if (message is { Retain: true, Payload.Length: 0 }) return;
        Action<Arrival>[] listeners;
        Arrival arrival;
        lock (_lock)
        {
            bool kept = message.Retain && _keptOn != connection;
            if (message.Retain) _keptOn = connection;
            _last = arrival = new Arrival(message.Payload, now, order, connection, kept);
            listeners = [.. _listeners];
        }
        foreach (Action<Arrival> listener in listeners) listener(arrival);
    }
}
