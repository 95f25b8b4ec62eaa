using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Mqtt.Mosquitto;

namespace CodeAct.Robotics.Mqtt.Tests;

public sealed class MosquittoLinkTests : MqttLinkContract
{
    protected override IMqttLink Open(MqttOptions options) => new MosquittoLink(options, new Random(1));
}

public sealed class SecureMosquittoLinkTests : SecureLinkContract
{
    protected override IMqttLink Open(MqttOptions options) => new MosquittoLink(options, new Random(1));
}
