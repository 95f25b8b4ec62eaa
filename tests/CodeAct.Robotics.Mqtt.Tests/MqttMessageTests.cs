using CodeAct.Robotics.Mqtt.Link;

namespace CodeAct.Robotics.Mqtt.Tests;

public sealed class MqttMessageTests
{
    [Fact]
    public void DeliveryId_NeitherNumberNorName_IsNone() => Assert.Null(MqttMessage.Of("t", "x").DeliveryId);

    [Fact]
    public void DeliveryId_NumberOnly_IsTheNumber() => Assert.Equal("7", (MqttMessage.Of("t", "x") with { PacketId = 7 }).DeliveryId);

    [Fact]
    public void DeliveryId_NamedByTheBroker_IsTheNameWhateverTheNumber() =>
        Assert.Equal("5-1", (MqttMessage.Of("t", "x") with { PacketId = 7, UserProperties = [new(MqttMessage.DeliveryProperty, "5-1")] }).DeliveryId);
}
