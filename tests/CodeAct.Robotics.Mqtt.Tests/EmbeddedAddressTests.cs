using CodeAct.Robotics.Mqtt.Link;

namespace CodeAct.Robotics.Mqtt.Tests;

public sealed class EmbeddedAddressTests
{
    [Theory]
    [InlineData("embedded", "robot", "127.0.0.1", 1883, "127.0.0.1")]
    [InlineData("embedded://0.0.0.0", "robot", "0.0.0.0", 1883, "127.0.0.1")]
    [InlineData("embedded://anna@192.168.1.5:1884", "anna", "192.168.1.5", 1884, "192.168.1.5")]
    [InlineData("embedded://[::]:1884", "robot", "::", 1884, "::1")]
    public void Parse_AnEmbeddedBroker_IsRead(string text, string user, string listen, int port, string host)
    {
        EmbeddedAddress address = EmbeddedAddress.Parse(text)!;
        Assert.Equal((user, listen, port, host), (address.User, address.Listen.ToString(), address.Port, address.Host));
    }

    [Theory]
    [InlineData("mqtt://broker")]
    [InlineData("mqtt://embedded")]
    [InlineData("embeddedx")]
    public void Parse_AnotherBroker_IsNotOurs(string text) => Assert.Null(EmbeddedAddress.Parse(text));

    [Theory]
    [InlineData("embedded://broker.example")]
    [InlineData("embedded://robot:secret@127.0.0.1")]
    [InlineData("embedded://127.0.0.1/path")]
    [InlineData("embedded:1883")]
    public void Parse_SaidWrongly_SaysWhatWouldBeRight(string text)
    {
        var e = Assert.Throws<FormatException>(() => EmbeddedAddress.Parse(text));
        Assert.Matches("embedded://|password-file", e.Message);
        Assert.DoesNotContain("secret", e.Message, StringComparison.Ordinal);
    }
}
