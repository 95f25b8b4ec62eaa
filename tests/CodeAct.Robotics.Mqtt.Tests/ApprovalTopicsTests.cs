using System.Text.Json.Nodes;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Mqtt.Service;
using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Mqtt.Tests;

public sealed class ApprovalTopicsTests
{
    private static readonly ApprovalRequest Request = new("garden", "t1", ["Door"], ["Door.On()"], DateTimeOffset.UnixEpoch);

    private readonly OneLink _link = new();
    private readonly List<string> _log = [];
    private readonly ApprovalTopics _topics;

    public ApprovalTopicsTests()
    {
        _topics = new ApprovalTopics(_link, "garden", _log.Add);
        _topics.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("\"true\"", false)]
    [InlineData("1", false)]
    public async Task AskAsync_AnswerWithTheNonce_IsTaken(string yes, bool expected)
    {
        Task<bool> asking = _topics.AskAsync(Request, CancellationToken.None);

        _link.Say("codeact/garden/task/t1/approve", $$"""{"nonce":"{{Nonce}}","yes":{{yes}}}""");

        Assert.Equal(expected, await asking);
    }

    [Fact]
    public async Task AskAsync_TheQuestion_ShowsEffectsIsNotRetainedAndIsAsTheSchemaHasIt()
    {
        Task<bool> asking = _topics.AskAsync(Request, CancellationToken.None);

        MqttMessage question = Assert.Single(_link.Sent);
        Assert.Equal("codeact/garden/task/t1/approval", question.Topic);
        Assert.False(question.Retain);
        Assert.True(MessageSchemaTests.Holds("approval", question.Text), question.Text);
        Assert.Equal("Door.On()", JsonNode.Parse(question.Text)!["effects"]![0]!.ToString());
        _link.Say("codeact/garden/task/t1/approve", $$"""{"nonce":"{{Nonce}}","yes":false}""");
        Assert.False(await asking);
    }

    [Theory]
    [InlineData("t1", "{\"nonce\":\"0\",\"yes\":true}", false)]
    [InlineData("t1", "{\"yes\":true}", false)]
    [InlineData("t1", "yes", false)]
    [InlineData("t2", "{\"nonce\":\"NONCE\",\"yes\":true}", false)]
    [InlineData("t1", "{\"nonce\":\"NONCE\",\"yes\":true}", true)]
    public async Task AskAsync_AnswerThatIsNone_LeavesTheQuestionOpen(string task, string answer, bool retained)
    {
        using var limit = new CancellationTokenSource();
        Task<bool> asking = _topics.AskAsync(Request, limit.Token);

        _link.Say($"codeact/garden/task/{task}/approve", answer.Replace("NONCE", Nonce, StringComparison.Ordinal), retained);

        Assert.False(asking.IsCompleted);
        await limit.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task AskAsync_TheNonceOfAnEarlierQuestion_IsNotTaken()
    {
        Task<bool> first = _topics.AskAsync(Request, CancellationToken.None);
        string old = Nonce;
        _link.Say("codeact/garden/task/t1/approve", $$"""{"nonce":"{{old}}","yes":false}""");
        await first;
        Task<bool> second = _topics.AskAsync(Request, CancellationToken.None);

        _link.Say("codeact/garden/task/t1/approve", $$"""{"nonce":"{{old}}","yes":true}""");

        Assert.False(second.IsCompleted);
        Assert.Contains(_log, l => l.Contains("nonce", StringComparison.Ordinal));
        _link.Say("codeact/garden/task/t1/approve", $$"""{"nonce":"{{Nonce}}","yes":true}""");
        Assert.True(await second);
    }

    [Fact]
    public async Task AskAsync_OutsideATask_IsNo()
    {
        Assert.False(await _topics.AskAsync(Request with { Task = null }, CancellationToken.None));
        Assert.Empty(_link.Sent);
    }

    private string Nonce => JsonNode.Parse(_link.Sent[^1].Text)!["nonce"]!.ToString();

    /// <summary>A link with one subscriber.</summary>
    private sealed class OneLink : IMqttLink
    {
        private Action<MqttMessage> _handler = _ => { };

        public event Action<bool>? ConnectionChanged
        {
            add { }
            remove { }
        }

        public bool IsConnected => true;

        public List<MqttMessage> Sent { get; } = [];

        public void Say(string topic, string payload, bool retain = false) => _handler(MqttMessage.Of(topic, payload, retain));

        public Task ConnectAsync(CancellationToken cancellation) => Task.CompletedTask;

        public Task PublishAsync(MqttMessage message, CancellationToken cancellation)
        {
            Sent.Add(message);
            return Task.CompletedTask;
        }

        public Task SubscribeAsync(string filter, Delivery delivery, Action<MqttMessage> handler, CancellationToken cancellation)
        {
            Assert.Equal("codeact/garden/task/+/approve", filter);
            _handler = handler;
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
