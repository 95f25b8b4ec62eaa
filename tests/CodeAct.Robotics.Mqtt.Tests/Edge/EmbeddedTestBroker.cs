using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Mqtt.MqttNet;
using MQTTnet;
using MQTTnet.LowLevelClient;
using MQTTnet.Packets;

namespace CodeAct.Robotics.Mqtt.Tests;

/// <summary>The embedded broker on a free port. Killed, it loses what it kept, as a program that ends does.</summary>
internal sealed class EmbeddedTestBroker : ITestBroker
{
    private EmbeddedBroker? _broker;

    public EmbeddedTestBroker() => Start();

    public int Port { get; } = MosquittoBroker.FreePort();

    public MqttOptions Options(string id) => new()
    {
        Host = "127.0.0.1",
        Port = Port,
        User = MosquittoBroker.User,
        Password = MosquittoBroker.Password,
        ClientId = id,
        ShortestPause = TimeSpan.FromMilliseconds(20),
        LongestPause = TimeSpan.FromMilliseconds(200),
    };

    public void Start() => _broker = EmbeddedBroker.StartAsync(new EmbeddedBrokerOptions { Port = Port, User = MosquittoBroker.User, Password = MosquittoBroker.Password }).GetAwaiter().GetResult();

    public void Kill()
    {
        _broker?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _broker = null;
    }

    public void Dispose() => Kill();

    /// <summary>Shared subscriptions are refused by name, rather than never served.</summary>
    public static async Task RefusesSharedAsync(Func<MqttOptions, IMqttLink> open)
    {
        using var broker = new EmbeddedTestBroker();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using IMqttLink link = open(broker.Options("a"));
        await link.ConnectAsync(limit.Token);
        var e = await Assert.ThrowsAsync<MqttException>(() => link.SubscribeAsync("$share/g/work", Delivery.Queued, _ => { }, limit.Token));
        Assert.Contains("$share/g/work", e.Message, StringComparison.Ordinal);
    }

    /// <summary>A connection that breaks without a good-bye: its will is said, and kept.</summary>
    public static async Task SaysWillAsync(Func<MqttOptions, IMqttLink> open)
    {
        using var broker = new EmbeddedTestBroker();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using IMqttLink watcher = open(broker.Options("w"));
        await watcher.ConnectAsync(limit.Token);
        var said = new TaskCompletionSource<MqttMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        await watcher.SubscribeAsync("alive", Delivery.Queued, m => said.TrySetResult(m), limit.Token);
        using (ILowLevelMqttClient lost = new MqttClientFactory().CreateLowLevelMqttClient())
        {
            MqttClientOptions options = NetOptions.Of(broker.Options("lost"));
            await lost.ConnectAsync(options, limit.Token);
            await lost.SendAsync(new MqttConnectPacket { ClientId = "lost", Username = MosquittoBroker.User, Password = "s3cret"u8.ToArray(), CleanSession = true, KeepAlivePeriod = 15, WillFlag = true, WillTopic = "alive", WillMessage = "no"u8.ToArray(), WillRetain = true, WillQoS = MQTTnet.Protocol.MqttQualityOfServiceLevel.AtLeastOnce }, limit.Token);
            Assert.IsType<MqttConnAckPacket>(await lost.ReceiveAsync(limit.Token));
        }
        MqttMessage will = await said.Task.WaitAsync(limit.Token);
        Assert.Equal(("no", true), (will.Text, will.Retain));
    }
}
