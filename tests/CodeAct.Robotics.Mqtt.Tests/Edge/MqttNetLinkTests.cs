using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Mqtt.Mosquitto;
using CodeAct.Robotics.Mqtt.MqttNet;

namespace CodeAct.Robotics.Mqtt.Tests;

public sealed class MqttNetLinkTests : MqttLinkContract
{
    protected override IMqttLink Open(MqttOptions options) => new MqttNetLink(options, new Random(1));
}

public sealed class SecureMqttNetLinkTests : SecureLinkContract
{
    protected override IMqttLink Open(MqttOptions options) => new MqttNetLink(options, new Random(1));
}

/// <summary>The broker in the program keeps the same promises to MQTTnet's client and to libmosquitto's, but for those that its documentation takes out.</summary>
public sealed class MqttNetLinkAtEmbeddedBrokerTests() : MqttLinkContract(new EmbeddedTestBroker())
{
    protected override IMqttLink Open(MqttOptions options) => new MqttNetLink(options, new Random(1));

    [Fact]
    public override Task Subscribe_Shared_EachMessageGoesToOne() => EmbeddedTestBroker.RefusesSharedAsync(Open);

    [Fact]
    public override Task Will_LinkLost_TheBrokerSaysIt() => EmbeddedTestBroker.SaysWillAsync(Open);
}

public sealed class MosquittoLinkAtEmbeddedBrokerTests() : MqttLinkContract(new EmbeddedTestBroker())
{
    protected override IMqttLink Open(MqttOptions options) => new MosquittoLink(options, new Random(1));

    [Fact]
    public override Task Subscribe_Shared_EachMessageGoesToOne() => EmbeddedTestBroker.RefusesSharedAsync(Open);

    [Fact]
    public override Task Will_LinkLost_TheBrokerSaysIt() => EmbeddedTestBroker.SaysWillAsync(Open);
}
