using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Mqtt.Service;

/// <summary>
/// The e-stop over MQTT, on a connection of its own, so that no task, disk or slow subscriber is before it. A stop is obeyed even if it
/// is retained; a reset never is, since it would release the latch at each start.
/// </summary>
public sealed class StopTopics(IMqttLink link, EStop estop, string robot, Action<string> log)
{
    /// <summary>Subscribes.</summary>
    /// <exception cref="MqttException">The broker refuses it.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        var topics = new Topics(robot);
        await link.SubscribeAsync(topics.EStop, Delivery.BeforeAcknowledgement, Stop, cancellation);
        await link.SubscribeAsync(topics.EStopReset, Delivery.BeforeAcknowledgement, Reset, cancellation);
    }

    private void Stop(MqttMessage message)
    {
        // An empty retained message is how MQTT deletes one.
        if (message is { Retain: true, Payload.Length: 0 }) return;
        bool news = !estop.IsLatched;
        try
        {
            estop.Latch("MQTT");
        }
        finally
        {
            // Last: whoever reads the log may be slow.
            if (news) log("the e-stop was latched over MQTT");
        }
    }

    private void Reset(MqttMessage message)
    {
        if (message.Retain)
        {
            log("a retained reset of the e-stop was not obeyed; send it without retain");
            return;
        }
        estop.Reset();
        log("the e-stop was reset over MQTT");
    }
}
