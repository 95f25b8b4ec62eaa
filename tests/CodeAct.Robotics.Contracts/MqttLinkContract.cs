using System.Collections.Concurrent;
using CodeAct.Robotics.Mqtt.Link;

namespace CodeAct.Robotics.Contracts;

/// <summary>What every link to a broker promises, held against a real mosquitto unless another broker is given.</summary>
public abstract class MqttLinkContract(ITestBroker? broker = null) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ITestBroker _broker = broker ?? new MosquittoBroker();
    private readonly List<IMqttLink> _links = [];
    private readonly CancellationTokenSource _limit = new(Patience);

    private ConcurrentQueue<MqttMessage> Seen { get; } = new();

    protected abstract IMqttLink Open(MqttOptions options);

    [Fact]
    public async Task Connect_NobodyThere_SaysSo()
    {
        IMqttLink link = New(Options("a") with { Port = MosquittoBroker.FreePort() });
        var e = await Assert.ThrowsAsync<MqttException>(() => link.ConnectAsync(_limit.Token));
        Assert.Contains("can't be reached", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_NobodyThereYetAndWaiting_ConnectsWhenItIs()
    {
        _broker.Kill();
        IMqttLink link = New(Options("a") with { WaitsForBroker = true });
        Task connecting = link.ConnectAsync(_limit.Token);
        Assert.False(connecting.IsCompleted);
        _broker.Start();
        await connecting;
        Assert.True(link.IsConnected);
    }

    [Fact]
    public async Task Connect_WaitingButWrongPassword_SaysSo()
    {
        IMqttLink link = New(Options("a") with { WaitsForBroker = true, Password = "wrong-one" });
        await Assert.ThrowsAsync<MqttException>(() => link.ConnectAsync(_limit.Token));
    }

    [Fact]
    public async Task Connect_WrongPassword_SaysSoAndNotThePassword()
    {
        IMqttLink link = New(Options("a") with { Password = "wrong-one" });
        var e = await Assert.ThrowsAsync<MqttException>(() => link.ConnectAsync(_limit.Token));
        Assert.Contains("does not let us in", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-one", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_AllProperties_Arrive()
    {
        (IMqttLink a, IMqttLink b) = (await ConnectAsync("a"), await ConnectAsync("b"));
        ConcurrentQueue<MqttMessage> seen = await SeeAsync(b, "t/+");
        byte[] payload = [0, 255, 1, 254];
        await a.PublishAsync(new MqttMessage("t/1", payload) { ResponseTopic = "answer/here", Correlation = [1, 0, 2], ExpirySeconds = 100, UserProperties = [new("k", "v1"), new("k", "v2 ä")] }, _limit.Token);
        MqttMessage message = await OneAsync(seen);
        Assert.Equal(payload, message.Payload.ToArray());
        Assert.Equal(("t/1", "answer/here", 1, false), (message.Topic, message.ResponseTopic, message.QoS, message.Retain));
        Assert.Equal([1, 0, 2], message.Correlation!);
        Assert.InRange(message.ExpirySeconds!.Value, 98u, 100u);
        // A broker of ours adds one.
        Assert.Equal([new("k", "v1"), new("k", "v2 ä")], message.UserProperties.Where(p => p.Key != MqttMessage.DeliveryProperty));
    }

    [Fact]
    public async Task Subscribe_RetainedBeforeAndAfter_BothAreMarked()
    {
        (IMqttLink a, IMqttLink b) = (await ConnectAsync("a"), await ConnectAsync("b"));
        await a.PublishAsync(MqttMessage.Of("kept", "old", retain: true), _limit.Token);
        ConcurrentQueue<MqttMessage> seen = await SeeAsync(b, "kept");
        await a.PublishAsync(MqttMessage.Of("kept", "new", retain: true), _limit.Token);
        await a.PublishAsync(MqttMessage.Of("kept", "live"), _limit.Token);
        await UntilAsync(() => seen.Count == 3);
        Assert.Equal([("old", true), ("new", true), ("live", false)], seen.Select(m => (m.Text, m.Retain)));
    }

    [Fact]
    public virtual async Task Subscribe_Shared_EachMessageGoesToOne()
    {
        IMqttLink sender = await ConnectAsync("s");
        ConcurrentQueue<MqttMessage> a = await SeeAsync(await ConnectAsync("a"), "$share/g/work"), b = await SeeAsync(await ConnectAsync("b"), "$share/g/work");
        for (int i = 0; i < 20; i++) await sender.PublishAsync(MqttMessage.Of("work", $"{i}"), _limit.Token);
        await UntilAsync(() => a.Count + b.Count == 20);
        Assert.Equal(20, a.Concat(b).Select(m => m.Text).Distinct().Count());
        Assert.NotEmpty(a);
        Assert.NotEmpty(b);
    }

    [Fact]
    public async Task Publish_OneMegabyte_Arrives()
    {
        IMqttLink a = await ConnectAsync("a"), b = New(Options("b") with { MostBytes = 2 << 20 });
        await b.ConnectAsync(_limit.Token);
        ConcurrentQueue<MqttMessage> seen = await SeeAsync(b, "big");
        byte[] payload = new byte[1 << 20];
        new Random(1).NextBytes(payload);
        await a.PublishAsync(new MqttMessage("big", payload), _limit.Token);
        Assert.Equal(payload, (await OneAsync(seen)).Payload.ToArray());
    }

    [Fact]
    public async Task Broker_KilledAndBack_SubscriptionsAreBack()
    {
        (IMqttLink a, IMqttLink b) = (await ConnectAsync("a"), await ConnectAsync("b"));
        var changes = new ConcurrentQueue<bool>();
        b.ConnectionChanged += changes.Enqueue;
        ConcurrentQueue<MqttMessage> seen = await SeeAsync(b, "t");
        _broker.Kill();
        await UntilAsync(() => !a.IsConnected && !b.IsConnected);
        _broker.Start();
        await UntilAsync(() => a.IsConnected && b.IsConnected);
        await a.PublishAsync(MqttMessage.Of("t", "after"), _limit.Token);
        Assert.Equal("after", (await OneAsync(seen)).Text);
        Assert.Equal([false, true], changes.TakeLast(2));
    }

    [Fact]
    public async Task Broker_KilledAgainAndAgain_SubscriptionsAreBack()
    {
        var random = new Random(3);
        IMqttLink a = await ConnectAsync("a"), b = New(Options("b") with { SessionExpirySeconds = 60 });
        Task subscribing = b.SubscribeAsync("t", Delivery.Queued, Seen.Enqueue, _limit.Token);
        await b.ConnectAsync(_limit.Token);
        await subscribing;
        var publishing = new List<Task>();
        for (int i = 0; i < 12; i++)
        {
            for (int k = 0; k < 5; k++) publishing.Add(a.PublishAsync(MqttMessage.Of("t", $"{i}.{k}"), _limit.Token));
            await Task.Delay(random.Next(0, 60), _limit.Token);
            _broker.Kill();
            _broker.Start();
        }
        await Task.WhenAll(publishing);
        await UntilAsync(() => a.IsConnected && b.IsConnected);
        await a.PublishAsync(MqttMessage.Of("t", "last"), _limit.Token);
        await UntilAsync(() => Seen.Any(m => m.Text == "last"));
    }

    [Fact]
    public async Task Publish_WhileTheBrokerIsAway_IsTakenWhenItIsBackAndOnce()
    {
        (IMqttLink a, IMqttLink b) = (await ConnectAsync("a"), await ConnectAsync("b"));
        ConcurrentQueue<MqttMessage> seen = await SeeAsync(b, "t");
        _broker.Kill();
        await UntilAsync(() => !a.IsConnected && !b.IsConnected);
        Task publishing = a.PublishAsync(MqttMessage.Of("t", "meanwhile"), _limit.Token);
        Assert.False(publishing.IsCompleted);
        _broker.Start();
        await publishing;
        await UntilAsync(() => b.IsConnected);
        await a.PublishAsync(MqttMessage.Of("t", "last"), _limit.Token);
        await UntilAsync(() => seen.Any(m => m.Text == "last"));
        // The broker may have taken it before the other link had subscribed again; twice it never comes.
        Assert.InRange(seen.Count(m => m.Text == "meanwhile"), 0, 1);
    }

    [Fact]
    public async Task BeforeAcknowledgement_LinkLostInTheHandler_TheMessageComesAgain()
    {
        IMqttLink sender = await ConnectAsync("s"), first = New(Options("same") with { SessionExpirySeconds = 60 });
        await first.ConnectAsync(_limit.Token);
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        string? named = null;
        await first.SubscribeAsync("task", Delivery.BeforeAcknowledgement, m => { named = m.DeliveryId; entered.Set(); leave.Wait(Patience); }, _limit.Token);
        await sender.PublishAsync(MqttMessage.Of("task", "once"), _limit.Token);
        Assert.True(entered.Wait(Patience));
        Assert.NotNull(named);
        // A second connection of that name throws the first out, whose handler has not returned: nothing was acknowledged.
        IMqttLink second = New(Options("same") with { SessionExpirySeconds = 60 });
        var seen = new ConcurrentQueue<MqttMessage>();
        Task subscribed = second.SubscribeAsync("task", Delivery.BeforeAcknowledgement, seen.Enqueue, _limit.Token);
        await second.ConnectAsync(_limit.Token);
        await subscribed;
        MqttMessage again = await OneAsync(seen);
        leave.Set();
        // That is how a receiver tells it from another message with the same words.
        Assert.Equal(("once", named, 0), (again.Text, again.DeliveryId, again.Session));
    }

    [Fact]
    public async Task Session_ForgottenByTheBroker_IsCountedAsAnother()
    {
        IMqttLink a = await ConnectAsync("a"), b = await ConnectAsync("b");
        ConcurrentQueue<MqttMessage> seen = await SeeAsync(b, "t");
        await a.PublishAsync(MqttMessage.Of("t", "before"), _limit.Token);
        int before = (await OneAsync(seen)).Session;
        seen.Clear();
        _broker.Kill();
        _broker.Start();
        // Until it is subscribed again nothing arrives.
        while (seen.IsEmpty)
        {
            await a.PublishAsync(MqttMessage.Of("t", "after"), _limit.Token);
            await Task.Delay(20, _limit.Token);
        }
        Assert.True((await OneAsync(seen)).Session > before);
    }

    [Fact]
    public async Task Session_WhileWeAreAway_MessagesWait()
    {
        IMqttLink sender = await ConnectAsync("s"), first = New(Options("kept") with { SessionExpirySeconds = 60 });
        await first.ConnectAsync(_limit.Token);
        await SeeAsync(first, "t");
        await first.DisposeAsync();
        await sender.PublishAsync(MqttMessage.Of("t", "waits"), _limit.Token);
        IMqttLink second = New(Options("kept") with { SessionExpirySeconds = 60 });
        var seen = new ConcurrentQueue<MqttMessage>();
        Task subscribed = second.SubscribeAsync("t", Delivery.Queued, seen.Enqueue, _limit.Token);
        await second.ConnectAsync(_limit.Token);
        await subscribed;
        Assert.Equal("waits", (await OneAsync(seen)).Text);
    }

    [Fact]
    public virtual async Task Will_LinkLost_TheBrokerSaysIt()
    {
        IMqttLink watcher = await ConnectAsync("w"), first = New(Options("lost") with { Will = MqttMessage.Of("alive", "no", retain: true) });
        await first.ConnectAsync(_limit.Token);
        ConcurrentQueue<MqttMessage> seen = await SeeAsync(watcher, "alive");
        await New(Options("lost")).ConnectAsync(_limit.Token);
        Assert.Equal("no", (await OneAsync(seen)).Text);
    }

    [Fact]
    public async Task Handler_Slow_NothingIsLostAndTheOrderIsKept()
    {
        IMqttLink sender = await ConnectAsync("s"), slow = await ConnectAsync("b");
        using var go = new ManualResetEventSlim();
        var seen = new ConcurrentQueue<string>();
        await slow.SubscribeAsync("t", Delivery.Queued, m => { go.Wait(Patience); seen.Enqueue(m.Text); }, _limit.Token);
        await Task.WhenAll(Enumerable.Range(0, 3000).Select(i => sender.PublishAsync(MqttMessage.Of("t", $"{i}"), _limit.Token)));
        go.Set();
        await UntilAsync(() => seen.Count == 3000);
        Assert.Equal(Enumerable.Range(0, 3000).Select(i => $"{i}"), seen);
    }

    [Fact]
    public async Task Handler_Throws_TheNextMessageIsHandled()
    {
        (IMqttLink a, IMqttLink b) = (await ConnectAsync("a"), await ConnectAsync("b"));
        var seen = new ConcurrentQueue<string>();
        await b.SubscribeAsync("t", Delivery.BeforeAcknowledgement, m => { seen.Enqueue(m.Text); throw new InvalidOperationException("bad"); }, _limit.Token);
        await a.PublishAsync(MqttMessage.Of("t", "1"), _limit.Token);
        await a.PublishAsync(MqttMessage.Of("t", "2"), _limit.Token);
        await UntilAsync(() => seen.Count == 2);
    }

    [Fact]
    public async Task Dispose_WhilePublishing_ThePublisherIsTold()
    {
        IMqttLink a = await ConnectAsync("a");
        _broker.Kill();
        await UntilAsync(() => !a.IsConnected);
        Task publishing = a.PublishAsync(MqttMessage.Of("t", "never"), _limit.Token);
        await a.DisposeAsync();
        await Assert.ThrowsAsync<MqttException>(() => publishing);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (IMqttLink link in _links) await link.DisposeAsync();
        _broker.Dispose();
        _limit.Dispose();
    }

    private MqttOptions Options(string id) => _broker.Options(id);

    private IMqttLink New(MqttOptions options)
    {
        IMqttLink link = Open(options);
        _links.Add(link);
        return link;
    }

    private async Task<IMqttLink> ConnectAsync(string id)
    {
        IMqttLink link = New(Options(id));
        await link.ConnectAsync(_limit.Token);
        return link;
    }

    private async Task<ConcurrentQueue<MqttMessage>> SeeAsync(IMqttLink link, string filter)
    {
        var seen = new ConcurrentQueue<MqttMessage>();
        await link.SubscribeAsync(filter, Delivery.Queued, seen.Enqueue, _limit.Token);
        return seen;
    }

    private async Task<MqttMessage> OneAsync(ConcurrentQueue<MqttMessage> seen)
    {
        await UntilAsync(() => !seen.IsEmpty);
        return seen.First();
    }

    private async Task UntilAsync(Func<bool> holds)
    {
        while (!holds()) await Task.Delay(5, _limit.Token);
    }
}
