using System.Text;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Mqtt.Link;

namespace CodeAct.Robotics.Mqtt.Tests;

public sealed class RobotServiceTests : IAsyncLifetime
{
    private ServiceBench _bench = null!;

    [Fact]
    public async Task Task_PlainWords_GetsAnIdAndIsDone()
    {
        await _bench.SendAsync("Water the bed.");
        await _bench.UntilAsync(() => _bench.Seen.Any(m => m.Topic.EndsWith("/result", StringComparison.Ordinal)));
        MqttMessage result = _bench.Seen.First(m => m.Topic.EndsWith("/result", StringComparison.Ordinal));
        string id = _bench.Topics.IdOf(result.Topic)!;
        Assert.Equal("did: Water the bed.", JsonNode.Parse(result.Text)!["answer"]!.ToString());
        await _bench.StateAsync(id, "done");
        Assert.Equal(["queued", "running", "done"], _bench.States(id));
        Assert.True(result.Retain);
    }

    [Fact]
    public async Task Task_ResponseTopic_IsToldThereWithTheCorrelation()
    {
        await _bench.Client.PublishAsync(MqttMessage.Of(_bench.Topics.Task, "Water.") with { ResponseTopic = "answers/me", Correlation = Encoding.UTF8.GetBytes("c-7") }, _bench.Limit);
        await _bench.UntilAsync(() => _bench.Seen.Count(m => m.Topic == "answers/me") == 3);
        MqttMessage[] answers = [.. _bench.Seen.Where(m => m.Topic == "answers/me")];
        Assert.All(answers, a => Assert.Equal("c-7", Encoding.UTF8.GetString(a.Correlation!)));
        Assert.Equal(["queued", "running", "done"], answers.Select(a => JsonNode.Parse(a.Text)!["status"]!.ToString()));
        Assert.Equal("did: Water.", JsonNode.Parse(answers[2].Text)!["answer"]!.ToString());
    }

    [Fact]
    public async Task Task_SameIdAgain_RunsOnceAndTheStateIsToldAgain()
    {
        await _bench.SendAsync("""{"task":"x","id":"twice"}""");
        await _bench.StateAsync("twice", "done");
        await _bench.SendAsync("""{"task":"x","id":"twice"}""");
        await _bench.UntilAsync(() => _bench.States("twice").Count(s => s == "done") == 2);
        Assert.Single(_bench.Runner.Begun, "twice");
    }

    [Theory]
    [InlineData("""{"task":"x","id":"bad","prio":3}""", "no key")]
    [InlineData("""{"task":"x","id":"bad","requires":["arm"]}""", "garden has no arm")]
    [InlineData("""{"task":"","id":"bad"}""", "empty")]
    public async Task Task_Bad_IsRefusedWithItsReason(string payload, string why)
    {
        await _bench.SendAsync(payload);
        Assert.Contains(why, (await _bench.StateAsync("bad", "refused"))["why"]!.ToString(), StringComparison.Ordinal);
        Assert.Empty(_bench.Runner.Begun);
    }

    [Fact]
    public async Task Task_Retained_IsRefusedAlsoWhenItIsSentLive()
    {
        await _bench.SendAsync("""{"task":"x","id":"kept"}""", retain: true);
        Assert.Contains("retained", (await _bench.StateAsync("kept", "refused"))["why"]!.ToString(), StringComparison.Ordinal);
        await _bench.StopAsync();
        await _bench.StartAsync();
        await _bench.SendAsync("""{"task":"y","id":"next"}""");
        await _bench.StateAsync("next", "done");
        Assert.Equal(["next"], _bench.Runner.Begun);
    }

    [Fact]
    public async Task Task_TooLargeOrNoText_IsRefusedAndTheNextIsDone()
    {
        await _bench.SendAsync(new string('x', 100_000));
        await _bench.Client.PublishAsync(new MqttMessage(_bench.Topics.Task, new byte[] { 0xC3, 0x28 }), _bench.Limit);
        await _bench.UntilAsync(() => _bench.Seen.Count(m => m.Topic.EndsWith("/status", StringComparison.Ordinal) && m.Text.Contains("refused", StringComparison.Ordinal)) == 2);
        await _bench.SendAsync("""{"task":"y","id":"next"}""");
        await _bench.StateAsync("next", "done");
    }

    [Fact]
    public async Task Task_ExpiredWhileAnotherRan_IsNotBegun()
    {
        await _bench.SendAsync("""{"task":"hang","id":"first"}""");
        await _bench.StateAsync("first", "running");
        await _bench.Client.PublishAsync(MqttMessage.Of(_bench.Topics.Task, """{"task":"x","id":"late"}""") with { ExpirySeconds = 1 }, _bench.Limit);
        Assert.Contains("expired", (await _bench.StateAsync("late", "failed"))["why"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(["first"], _bench.Runner.Begun);
    }

    [Fact]
    public async Task Priority_SeveralWait_TheHigherGoesFirst()
    {
        await _bench.SendAsync("""{"task":"hang","id":"first"}""");
        await _bench.StateAsync("first", "running");
        foreach ((string id, int priority) in (IEnumerable<(string, int)>)[("low", -5), ("mid", 0), ("high", 9)]) await _bench.SendAsync($$"""{"task":"x","id":"{{id}}","priority":{{priority}}}""");
        await _bench.StateAsync("high", "queued");
        await _bench.SayAsync(_bench.Topics.Cancel("first"), "");
        await _bench.StateAsync("low", "done");
        Assert.Equal(["first", "high", "mid", "low"], _bench.Runner.Begun);
    }

    [Fact]
    public async Task Cancel_RunningAndWaiting_BothEndCancelled()
    {
        await _bench.SendAsync("""{"task":"hang","id":"runs"}""");
        await _bench.StateAsync("runs", "running");
        await _bench.SendAsync("""{"task":"x","id":"waits"}""");
        await _bench.StateAsync("waits", "queued");
        await _bench.SayAsync(_bench.Topics.Cancel("waits"), "");
        await _bench.StateAsync("waits", "cancelled");
        await _bench.SayAsync(_bench.Topics.Cancel("runs"), "");
        await _bench.StateAsync("runs", "cancelled");
        Assert.Equal(["runs"], _bench.Runner.Begun);
    }

    [Fact]
    public async Task Runner_Breaks_TheTaskFailsAndTheNextIsDone()
    {
        await _bench.SendAsync("""{"task":"throw","id":"breaks"}""");
        Assert.Equal("the sandbox does not work", (await _bench.StateAsync("breaks", "failed"))["why"]!.ToString());
        await _bench.SendAsync("""{"task":"x","id":"next"}""");
        await _bench.StateAsync("next", "done");
    }

    [Fact]
    public async Task EStop_WhileOneRuns_ItIsRefusedAndTheRestWaitsForTheReset()
    {
        await _bench.SendAsync("""{"task":"hang","id":"runs"}""");
        await _bench.StateAsync("runs", "running");
        await _bench.SayAsync(_bench.Topics.EStop, "now");
        await _bench.StateAsync("runs", "refused");
        await _bench.SendAsync("""{"task":"x","id":"after"}""");
        await _bench.StateAsync("after", "queued");
        await _bench.UntilAsync(() => _bench.Seen.Any(m => m.Topic == _bench.Topics.State && m.Text.Contains("estop", StringComparison.Ordinal)));
        await _bench.SayAsync(_bench.Topics.EStopReset, "", retain: true);
        await _bench.SayAsync(_bench.Topics.EStopReset, "please", retain: true);
        Assert.True(_bench.EStop.IsLatched);
        Assert.DoesNotContain("after", _bench.Runner.Begun);
        await _bench.SayAsync(_bench.Topics.EStopReset, "please");
        await _bench.StateAsync("after", "done");
        Assert.False(_bench.EStop.IsLatched);
    }

    [Fact]
    public async Task EStop_Retained_IsObeyedAtTheStart()
    {
        await _bench.StopAsync();
        await _bench.SayAsync(_bench.Topics.EStop, "stop", retain: true);
        await _bench.StartAsync();
        await _bench.UntilAsync(() => _bench.EStop.IsLatched);
    }

    [Fact]
    public async Task Stop_WhileOneRuns_ItGoesBackAndRunsAtTheNextStart()
    {
        await _bench.SendAsync("""{"task":"hang","id":"runs"}""");
        await _bench.StateAsync("runs", "running");
        await _bench.StopAsync();
        Assert.Equal(["queued", "running", "queued"], _bench.States("runs"));
        Assert.Equal(1, _bench.Said(_bench.Topics.Availability, "offline"));
        await _bench.StartAsync();
        await _bench.UntilAsync(() => _bench.Runner.Begun.Count == 2);
    }

    [Fact]
    public async Task Broker_GoneWhileOneEnds_ItIsToldWhenTheBrokerIsBack()
    {
        await _bench.SendAsync("""{"task":"hang","id":"runs"}""");
        await _bench.StateAsync("runs", "running");
        _bench.Broker.Kill();
        await _bench.UntilAsync(() => !_bench.Client.IsConnected);
        _bench.EStop.Latch("a test");
        _bench.Broker.Start();
        Assert.Contains("e-stop", (await _bench.StateAsync("runs", "refused"))["why"]!.ToString(), StringComparison.Ordinal);
        await _bench.UntilAsync(() => _bench.Said(_bench.Topics.Availability, "online") >= 2);
    }

    [Fact]
    public async Task Sent_WhileTheRobotIsDown_IsDoneWhenItIsBack()
    {
        await _bench.StopAsync();
        await _bench.SendAsync("""{"task":"x","id":"waited"}""");
        await _bench.StartAsync();
        await _bench.StateAsync("waited", "done");
    }

    [Fact]
    public async Task Task_WithoutIdWhoseAcknowledgementWasLost_RunsOnce()
    {
        using var line = new CutProxy(_bench.Broker.Port);
        await _bench.StopAsync();
        _bench.Through = line.Port;
        await _bench.StartAsync();
        line.Deafen();
        await _bench.SendAsync("Water.");
        await _bench.UntilAsync(() => _bench.Runner.Begun.Count == 1);

        line.Cut();
        await _bench.SendAsync("""{"task":"x","id":"after"}""");
        await _bench.StateAsync("after", "done");

        Assert.Equal(2, _bench.Runner.Begun.Count);
    }

    [Fact]
    public async Task Task_WithoutIdSentTwice_RunsTwice()
    {
        await _bench.SendAsync("Water.");
        await _bench.SendAsync("Water.");
        await _bench.UntilAsync(() => _bench.Runner.Begun.Count == 2);
    }

    [Fact]
    public async Task Devices_AreToldRetainedWithUnit()
    {
        await _bench.UntilAsync(() => _bench.Seen.Any(m => m.Topic == _bench.Topics.Device("Soil")));
        MqttMessage soil = _bench.Seen.First(m => m.Topic == _bench.Topics.Device("Soil"));
        JsonNode json = JsonNode.Parse(soil.Text)!;
        Assert.True(soil.Retain);
        Assert.Equal(("%", 50), (json["unit"]!.ToString(), Math.Round(json["value"]!.GetValue<double>())));
    }

    public async Task InitializeAsync() => _bench = await ServiceBench.OpenAsync();

    public async Task DisposeAsync() => await _bench.DisposeAsync();
}
