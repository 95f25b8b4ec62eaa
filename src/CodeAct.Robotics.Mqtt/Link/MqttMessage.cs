using System.Globalization;
using System.Text;

namespace CodeAct.Robotics.Mqtt.Link;

/// <summary>A message, sent or received (MQTT 5.0, section 3.3).</summary>
/// <param name="Topic">The topic; no wildcards.</param>
/// <param name="Payload">The bytes.</param>
public sealed record MqttMessage(string Topic, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The user property in which the embedded broker, which sends unacknowledged messages again under new numbers, names each message.</summary>
    public const string DeliveryProperty = "codeact-delivery";

    /// <summary>Sent: the broker keeps it for later subscribers. Received: its sender wanted it kept, so that it may be old.</summary>
    public bool Retain { get; init; }

    /// <summary>0 at most once, 1 at least once. Everything here is sent at 1 but what says otherwise.</summary>
    public int QoS { get; init; } = 1;

    /// <summary>Where an answer is expected, or null.</summary>
    public string? ResponseTopic { get; init; }

    /// <summary>What the asker recognises the answer by, or null.</summary>
    public byte[]? Correlation { get; init; }

    /// <summary>Seconds that it is still worth something, or null. The broker counts down what it holds back.</summary>
    public uint? ExpirySeconds { get; init; }

    /// <summary>Names and values beside the payload.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> UserProperties { get; init; } = [];

    /// <summary>
    /// Received at QoS 1: the number by which the broker knows it in a session. It comes again with the same one where the broker never
    /// heard our acknowledgement (section 4.4); numbers are used anew after 65,535 messages. 0 where there is none.
    /// </summary>
    public int PacketId { get; init; }

    /// <summary>
    /// Received: which of our sessions it belongs to. It grows with each connection at which the broker had no session of ours any more; 0
    /// is the session that an earlier process left.
    /// </summary>
    public int Session { get; init; }

    /// <summary>
    /// What the broker calls this delivery, the same when it comes again in one <see cref="Session"/>: <see cref="DeliveryProperty"/> where a
    /// broker of ours wrote it, else <see cref="PacketId"/>; null where there is neither.
    /// </summary>
    public string? DeliveryId => UserProperties.LastOrDefault(p => p.Key == DeliveryProperty).Value ?? (PacketId > 0 ? PacketId.ToString(CultureInfo.InvariantCulture) : null);

    /// <summary>The payload as UTF-8; bytes that are none become the replacement character.</summary>
    public string Text => Encoding.UTF8.GetString(Payload.Span);

    /// <summary>A message of text.</summary>
    public static MqttMessage Of(string topic, string text, bool retain = false) => new(topic, Encoding.UTF8.GetBytes(text)) { Retain = retain };
}
