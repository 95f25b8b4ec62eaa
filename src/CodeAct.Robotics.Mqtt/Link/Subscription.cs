namespace CodeAct.Robotics.Mqtt.Link;

/// <summary>A filter and who handles what it lets through.</summary>
internal sealed record Subscription(string Filter, Delivery Delivery, Action<MqttMessage> Handler)
{
    /// <summary>The filter that topics are compared with: what a shared subscription matches is behind its group.</summary>
    public string Plain { get; } = Filter.StartsWith("$share/", StringComparison.Ordinal) && Filter.Split('/', 3) is [_, _, var rest] ? rest : Filter;

    /// <summary>Done when the broker has granted it.</summary>
    public TaskCompletionSource Taken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
