using System.Buffers;
using System.Text;
using CodeAct.Robotics.Mqtt.Link;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace CodeAct.Robotics.Mqtt.MqttNet;

/// <summary>Messages, to MQTTnet's and back.</summary>
internal static class NetMessages
{
    // Fixed header, length of the topic, packet identifier, length of the properties; then each property's own head.
    private const int Head = 5 + 2 + 2 + 4, PropertyHead = 5;

    public static MqttApplicationMessage Of(MqttMessage message) => new()
    {
        Topic = message.Topic,
        Payload = new ReadOnlySequence<byte>(message.Payload),
        QualityOfServiceLevel = (MqttQualityOfServiceLevel)message.QoS,
        Retain = message.Retain,
        ResponseTopic = message.ResponseTopic,
        CorrelationData = message.Correlation,
        // To MQTTnet 0 is "none": the shortest that it can say is a second.
        MessageExpiryInterval = message.ExpirySeconds is { } seconds ? Math.Max(1, seconds) : 0,
        UserProperties = message.UserProperties.Count == 0 ? null : [.. message.UserProperties.Select(p => new MqttUserProperty(p.Key, new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(p.Value))))],
    };

    public static MqttMessage Of(MqttApplicationMessage message) => new(message.Topic, message.Payload.ToArray())
    {
        Retain = message.Retain,
        QoS = (int)message.QualityOfServiceLevel,
        ResponseTopic = string.IsNullOrEmpty(message.ResponseTopic) ? null : message.ResponseTopic,
        Correlation = message.CorrelationData,
        ExpirySeconds = message.MessageExpiryInterval > 0 ? message.MessageExpiryInterval : null,
        UserProperties = [.. (message.UserProperties ?? []).Select(p => new KeyValuePair<string, string>(p.Name, Encoding.UTF8.GetString(p.ValueBuffer.Span)))],
    };

    /// <summary>Bytes of its packet, a few too many rather than one too few (MQTT 5.0, section 3.3).</summary>
    public static long Size(MqttMessage message)
    {
        long size = Head + Encoding.UTF8.GetByteCount(message.Topic) + message.Payload.Length;
        if (message.ExpirySeconds is not null) size += PropertyHead;
        if (message.ResponseTopic is { } topic) size += PropertyHead + Encoding.UTF8.GetByteCount(topic);
        if (message.Correlation is { } data) size += PropertyHead + data.Length;
        foreach ((string name, string value) in message.UserProperties) size += PropertyHead + Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(value);
        return size;
    }
}
