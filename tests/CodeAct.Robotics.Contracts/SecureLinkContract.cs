using System.Collections.Concurrent;
using CodeAct.Robotics.Mqtt.Link;

namespace CodeAct.Robotics.Contracts;

/// <summary>What every link promises at a broker that encrypts, asks for certificates and keeps people apart.</summary>
public abstract class SecureLinkContract : IAsyncLifetime
{
    private readonly TestCertificates _certificates = new(), _others = new();
    private readonly MosquittoBroker _broker;
    private readonly int _port = MosquittoBroker.FreePort();
    private readonly List<IMqttLink> _links = [];
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(20));
    private string _authority = "", _certificate = "", _key = "";

    protected SecureLinkContract() => _broker = new MosquittoBroker(Configure);

    protected abstract IMqttLink Open(MqttOptions options);

    [Fact]
    public async Task Connect_OurCertificateAndTheirAuthority_WorksEncrypted()
    {
        IMqttLink a = await ConnectAsync(Tls());
        var seen = new ConcurrentQueue<MqttMessage>();
        await a.SubscribeAsync("t", Delivery.Queued, seen.Enqueue, _limit.Token);
        await a.PublishAsync(MqttMessage.Of("t", "secret"), _limit.Token);
        while (seen.IsEmpty) await Task.Delay(5, _limit.Token);
    }

    [Fact]
    public async Task Connect_AnAuthorityThatDidNotSign_IsRefused() =>
        await Assert.ThrowsAsync<MqttException>(() => ConnectAsync(Tls() with { AuthorityFile = _broker.Write("other.pem", _others.Authority) }));

    [Fact]
    public async Task Connect_NoCertificateOfOurs_IsRefused() =>
        await Assert.ThrowsAsync<MqttException>(() => ConnectAsync(Tls() with { CertificateFile = null, KeyFile = null }));

    [Fact]
    public async Task Connect_ACertificateThatIsNone_SaysSo()
    {
        string bad = _broker.Write("bad.pem", "no certificate");
        var e = await Assert.ThrowsAsync<MqttException>(() => ConnectAsync(Tls() with { CertificateFile = bad }));
        Assert.NotEmpty(e.Message);
    }

    [Fact]
    public async Task Acl_WhoSendsTasks_CanNotWriteADevice()
    {
        IMqttLink robot = await ConnectAsync(Plain("robot", MosquittoBroker.User, MosquittoBroker.Password)), person = await ConnectAsync(Plain("person", "anna", "hers"));
        var seen = new ConcurrentQueue<string>();
        await robot.SubscribeAsync("codeact/greenhouse/#", Delivery.Queued, m => seen.Enqueue(m.Topic), _limit.Token);
        // A broker may refuse it or take it and pass it on to nobody.
        await Record.ExceptionAsync(() => person.PublishAsync(MqttMessage.Of("codeact/greenhouse/device/Pump", """{"value":true}"""), _limit.Token));
        await Record.ExceptionAsync(() => person.PublishAsync(MqttMessage.Of("codeact/greenhouse/estop/reset", "x"), _limit.Token));
        await person.PublishAsync(MqttMessage.Of("codeact/greenhouse/task", "Water."), _limit.Token);
        while (seen.IsEmpty) await Task.Delay(5, _limit.Token);
        Assert.Equal(["codeact/greenhouse/task"], seen);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (IMqttLink link in _links) await link.DisposeAsync();
        _broker.Dispose();
        _certificates.Dispose();
        _others.Dispose();
        _limit.Dispose();
    }

    private string Configure(MosquittoBroker broker)
    {
        (string serverCertificate, string serverKey) = _certificates.Issue("broker");
        (string certificate, string key) = _certificates.Issue("robot");
        _authority = broker.Write("authority.pem", _certificates.Authority);
        (_certificate, _key) = (broker.Write("client.pem", certificate), broker.Write("client.key", key));
        broker.AddUser("anna", "hers");
        string acl = broker.Write("acl", """
            user robot
            topic readwrite #
            user anna
            topic write codeact/greenhouse/task
            topic write codeact/greenhouse/task/+/cancel
            topic write codeact/greenhouse/estop
            topic read codeact/greenhouse/#
            """);
        return $"""
            acl_file {acl}
            listener {_port} 127.0.0.1
            cafile {_authority}
            certfile {broker.Write("server.pem", serverCertificate)}
            keyfile {broker.Write("server.key", serverKey)}
            require_certificate true
            """;
    }

    private MqttOptions Plain(string id, string user, string password) => _broker.Options(id) with { User = user, Password = password };

    private MqttOptions Tls() => Plain("tls", MosquittoBroker.User, MosquittoBroker.Password) with { Port = _port, Tls = true, AuthorityFile = _authority, CertificateFile = _certificate, KeyFile = _key };

    private async Task<IMqttLink> ConnectAsync(MqttOptions options)
    {
        IMqttLink link = Open(options);
        _links.Add(link);
        await link.ConnectAsync(_limit.Token);
        return link;
    }
}
