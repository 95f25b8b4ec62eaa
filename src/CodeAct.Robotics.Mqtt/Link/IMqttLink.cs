namespace CodeAct.Robotics.Mqtt.Link;

/// <summary>
/// One connection to a broker that is kept up: after a loss it connects again, with growing pauses and jitter, and subscribes again.
/// Safe for many callers. Contract tests hold every filler to the same behaviour.
/// </summary>
public interface IMqttLink : IAsyncDisposable
{
    /// <summary>True while the broker answers.</summary>
    bool IsConnected { get; }

    /// <summary>Called with true after each connection and false after each loss, in their order, never while a handler runs.</summary>
    event Action<bool>? ConnectionChanged;

    /// <summary>Connects for the first time. Later losses mend themselves.</summary>
    /// <exception cref="MqttException">The broker can't be reached, where that is not waited for, or does not let us in; says which.</exception>
    Task ConnectAsync(CancellationToken cancellation);

    /// <summary>Sends; done when the broker has taken it (QoS 1) or it was written (QoS 0). While the broker is away, it waits.</summary>
    /// <exception cref="MqttException">The message can't be sent, or the link is closed.</exception>
    Task PublishAsync(MqttMessage message, CancellationToken cancellation);

    /// <summary>
    /// Subscribes at QoS 1, also after each reconnection. Before the first connection it waits for that: who has a session at the broker
    /// subscribes first and connects then, since what waited there comes at once, and what nobody handles is lost. Retained messages come with <see cref="MqttMessage.Retain"/> set, and so do
    /// live ones that their senders want kept.
    /// </summary>
    /// <param name="filter">A topic filter; <c>+</c>, <c>#</c> and <c>$share/GROUP/…</c> as MQTT has them.</param>
    /// <param name="delivery">When the handler is called.</param>
    /// <param name="handler">Called with each message, one at a time. An exception of its is the link's to log, and acknowledges nothing less.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="MqttException">The broker refuses it.</exception>
    Task SubscribeAsync(string filter, Delivery delivery, Action<MqttMessage> handler, CancellationToken cancellation);
}

/// <summary>When a message is handled.</summary>
public enum Delivery
{
    /// <summary>Before the broker is told that it arrived: what the handler has stored by then is safe, and nothing else comes meanwhile.</summary>
    BeforeAcknowledgement,

    /// <summary>On a queue of its own, in order.</summary>
    Queued,
}

/// <summary>The broker or the link does not do what was asked.</summary>
public sealed class MqttException(string message) : Exception(message);
