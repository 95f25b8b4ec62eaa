using System.Net;
using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Mqtt.MqttNet;

namespace CodeAct.Robotics.Mqtt.Tests;

public sealed class EmbeddedBrokerTests : IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(20));

    [Fact]
    public async Task Start_NoPassword_IsRefused() =>
        await Assert.ThrowsAsync<MqttException>(() => EmbeddedBroker.StartAsync(new EmbeddedBrokerOptions { Port = MosquittoBroker.FreePort(), User = "robot", Password = "" }));

    [Fact]
    public async Task Start_PortTaken_SaysWhichAndWhatToDo()
    {
        using var first = new EmbeddedTestBroker();
        var e = await Assert.ThrowsAsync<MqttException>(() => EmbeddedBroker.StartAsync(new EmbeddedBrokerOptions { Port = first.Port, User = "robot", Password = "p" }));
        Assert.Contains($"127.0.0.1:{first.Port}", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("robot", null)]
    [InlineData("robot", "")]
    [InlineData("robot", "s3crets")]
    [InlineData("Robot", "s3cret")]
    [InlineData(null, null)]
    public async Task Connect_WrongOrNoPassword_IsNotLetIn(string? user, string? password)
    {
        using var broker = new EmbeddedTestBroker();
        await using var link = new MqttNetLink(broker.Options("a") with { User = user, Password = password });
        var e = await Assert.ThrowsAsync<MqttException>(() => link.ConnectAsync(_limit.Token));
        Assert.Contains("does not let us in", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listen_UnlessToldOtherwise_OnlyOnLoopback()
    {
        using var broker = new EmbeddedTestBroker();
        // All of 127/8 is this computer: one more of its addresses that the broker was not given.
        await using var link = new MqttNetLink(broker.Options("a") with { Host = "127.0.0.2" });
        var e = await Assert.ThrowsAsync<MqttException>(() => link.ConnectAsync(_limit.Token));
        Assert.Contains("can't be reached", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_LargerThanItTakes_IsRefusedAndTheLinkStays()
    {
        int port = MosquittoBroker.FreePort();
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(new EmbeddedBrokerOptions { Address = IPAddress.Loopback, Port = port, User = "robot", Password = "p", MostBytes = 100 });
        await using var link = new MqttNetLink(new MqttOptions { Host = "127.0.0.1", Port = port, User = "robot", Password = "p", ClientId = "a" });
        await link.ConnectAsync(_limit.Token);
        await Assert.ThrowsAsync<MqttException>(() => link.PublishAsync(new MqttMessage("t", new byte[101]), _limit.Token));
        await link.PublishAsync(new MqttMessage("t", new byte[100]), _limit.Token);
    }

    [Fact]
    public async Task Publish_TopicWithAWildcard_IsRefusedAndTheNextIsSent()
    {
        using var broker = new EmbeddedTestBroker();
        await using var link = new MqttNetLink(broker.Options("a"));
        await link.ConnectAsync(_limit.Token);
        await Assert.ThrowsAsync<MqttException>(() => link.PublishAsync(MqttMessage.Of("a/#", "x"), _limit.Token));
        await link.PublishAsync(MqttMessage.Of("a/b", "x"), _limit.Token);
    }

    public void Dispose() => _limit.Dispose();
}
