using CodeAct.Robotics.Mqtt.Link;
using MQTTnet;

namespace CodeAct.Robotics.Mqtt.MqttNet;

/// <summary>A filter and who handles what it lets through.</summary>
internal sealed record Subscription(string Filter, Delivery Delivery, Action<MqttMessage> Handler)
{
    // What a shared subscription matches is behind its group.
    private readonly string _plain = Filter.StartsWith("$share/", StringComparison.Ordinal) && Filter.Split('/', 3) is [_, _, var rest] ? rest : Filter;

    /// <summary>Done when the broker has granted it.</summary>
    public TaskCompletionSource Taken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Matches(string topic) => MqttTopicFilterComparer.Compare(topic, _plain) == MqttTopicFilterCompareResult.IsMatch;
}
