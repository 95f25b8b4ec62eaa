using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Tests.Devices;

/// <summary>A command goes now or never, and is confirmed or taken back; safe values are in <see cref="SafeValueTests"/>.</summary>
public sealed class CommandTests
{
    private static readonly DeviceCommand On = new("On"), Off = new("Off");
    private static readonly DeviceSpec Blind = Specs.Relay(("command", "plug/set"));
    private static readonly DeviceSpec Plug = Specs.Relay(("profile", "tasmota"), ("device", "plug"));

    [Fact]
    public void Open_SetsTheSafeValueAndAsksForTheState()
    {
        using var bench = new MemoryBench(Plug, new FakePlug());

        Assert.Equal(["OFF", ""], bench.Commands("cmnd/plug/POWER"));
    }

    [Fact]
    public void On_IsSentOnceNotRetainedAndExpires()
    {
        using var bench = new MemoryBench(Blind);

        bench.Driver.Start(On);

        MqttMessage sent = bench.Broker.Seen[^1];
        Assert.Equal(("plug/set", "ON", 1, false, (uint?)5), (sent.Topic, sent.Text, sent.QoS, sent.Retain, sent.ExpirySeconds));
        Assert.Equal(1, bench.Driver.Read().Value);
    }

    [Fact]
    public void On_OfADeviceThatDoesNotConfirm_IsTakenBack()
    {
        using var bench = new MemoryBench(Specs.Relay(("command", "plug/set"), ("state", "plug"), ("ack-timeout", "2s")));

        Specs.Fails(() => bench.Driver.Start(On), ErrorCodes.DeviceFault, "did not confirm On within 2 s");

        Assert.Equal(["OFF", "ON", "OFF"], bench.Commands("plug/set"));
        Assert.InRange(bench.Clock.Now, 2, 2.1);
        bench.Clock.Advance(3, CancellationToken.None);
        Specs.Fails(() => bench.Driver.Read(), ErrorCodes.DeviceFault, "has not confirmed");
    }

    [Fact]
    public void On_OfADeviceThatSaysOtherwise_IsNotConfirmed()
    {
        using var bench = new MemoryBench(Specs.Relay(("command", "plug/set"), ("state", "plug")));
        bench.Broker.On("plug/set", _ => bench.Broker.Say("plug", "OFF"));

        Specs.Fails(() => bench.Driver.Start(On), ErrorCodes.DeviceFault, "did not confirm");

        Assert.Equal(0, bench.Driver.Read().Value);
    }

    [Fact]
    public void On_OfADeviceThatTellsLate_IsNotAwaitedWhereTheManifestSaysSo()
    {
        using var bench = new MemoryBench(Specs.Relay(("command", "plug/set"), ("state", "plug"), ("confirm", "false")));

        bench.Driver.Start(On);

        Assert.Equal(0, bench.Clock.Now);
        Assert.Equal(1, bench.Driver.Read().Value);
    }

    [Fact]
    public void On_WithAnAcknowledgementTopic_WaitsForIt()
    {
        using var bench = new MemoryBench(Specs.Relay(("command", "plug/set"), ("ack", "plug/ack"), ("ack-payload", "ok")));
        bench.Broker.On("plug/set", m => bench.Broker.Say("plug/ack", m.Text == "ON" ? "ok" : "no"));

        bench.Driver.Start(On);
        Specs.Fails(() => bench.Driver.Start(Off), ErrorCodes.DeviceFault, "did not confirm Off");
    }

    [Fact]
    public void On_AcknowledgedBefore_DoesNotCount()
    {
        using var bench = new MemoryBench(Specs.Relay(("command", "plug/set"), ("ack", "plug/ack")));
        bench.Broker.Say("plug/ack", "ok");

        Specs.Fails(() => bench.Driver.Start(On), ErrorCodes.DeviceFault, "did not confirm On");
    }

    [Fact]
    public void On_RefusedByTheBroker_SaysWhy()
    {
        using var bench = new MemoryBench(Blind);
        bench.Broker.Refuses = "not authorized";

        Specs.Fails(() => bench.Driver.Start(On), ErrorCodes.DeviceFault, "not authorized");
    }

    [Fact]
    public void On_OfADeviceThatIsOffline_IsNotSent()
    {
        using var bench = new MemoryBench(Plug, new FakePlug());
        bench.Broker.Say("tele/plug/LWT", "Offline", retain: true);

        Specs.Fails(() => bench.Driver.Start(On), ErrorCodes.DeviceFault, "offline");

        Assert.DoesNotContain("ON", bench.Commands("cmnd/plug/POWER"));
    }

    [Fact]
    public void On_WithoutBroker_IsAFaultAndNeverSentLater()
    {
        using var bench = new MemoryBench(Blind);
        bench.Broker.Lose();

        Specs.Fails(() => bench.Driver.Start(On), ErrorCodes.DeviceFault, "the broker is away");
        bench.Broker.ComeBack();

        Assert.Equal(["OFF"], bench.Commands("plug/set"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    public void On_ThatTheBrokerNeverTook_IsNotSentAgainWhenItIsBack(string qos)
    {
        using var bench = new MemoryBench(Specs.Relay(("command", "plug/set"), ("qos", qos)));
        bench.Broker.Hangs = true;

        Specs.Fails(() => bench.Driver.Start(On), ErrorCodes.DeviceFault, qos == "1" ? "did not confirm" : "did not go out");
        bench.Broker.Lose();
        bench.Broker.Hangs = false;
        Assert.True(SpinWait.SpinUntil(() => bench.Broker.Left == 1, TimeSpan.FromSeconds(10)), "the link that holds it is not given up");
        bench.Broker.ComeBack();
        SpinWait.SpinUntil(() => bench.Commands("plug/set").Count > 1, TimeSpan.FromSeconds(10));

        Assert.Equal(["OFF", "OFF"], bench.Commands("plug/set"));
    }

    [Fact]
    public void Read_AfterSomebodyElseSwitched_IsWhatTheDeviceSays()
    {
        using var bench = new MemoryBench(Plug, new FakePlug());

        bench.Broker.Say("stat/plug/POWER", "ON");

        Assert.Equal(1, bench.Driver.Read().Value);
    }

    [Fact]
    public void Set_OfATasmotaLight_GoesByPercentAndIsZeroWhileItIsOff()
    {
        using var bench = new MemoryBench(Specs.Dimmer(("profile", "tasmota"), ("device", "bulb")));
        int level = 0;
        bench.Broker.On("cmnd/bulb/Dimmer", m =>
        {
            level = int.Parse(m.Text);
            bench.Broker.Say("stat/bulb/RESULT", $$"""{"POWER":"{{(level > 0 ? "ON" : "OFF")}}","Dimmer":{{level}}}""");
        });

        bench.Driver.Start(new DeviceCommand("Set", 0.333));
        Assert.Equal("33", bench.Commands("cmnd/bulb/Dimmer")[^1]);
        Assert.Equal(0.33, bench.Driver.Read().Value, 9);
        bench.Broker.Say("stat/bulb/RESULT", """{"POWER":"OFF"}""");
        Assert.Equal(0, bench.Driver.Read().Value);
        bench.Broker.Say("stat/bulb/RESULT", """{"POWER":"ON"}""");
        Specs.Fails(() => bench.Driver.Read(), ErrorCodes.NoReading, "has not said its level");
        bench.Broker.Say("tele/bulb/STATE", """{"Time":"2026-01-01T00:00:00","POWER":"ON","Dimmer":70}""");

        Assert.Equal(0.7, bench.Driver.Read().Value, 9);
    }

    [Fact]
    public void Color_OfAZigbeeLight_IsWhatWasAskedForWhileItIsOn()
    {
        using var bench = new MemoryBench(Specs.Of(DeviceKinds.ColorLight, ("profile", "zigbee2mqtt"), ("device", "strip")));
        bench.Broker.On("zigbee2mqtt/strip/set", m => bench.Broker.Say("zigbee2mqtt/strip", m.Text.Contains("OFF", StringComparison.Ordinal) ? """{"state":"OFF"}""" : """{"state":"ON","brightness":128,"color":{"x":0.7,"y":0.3}}"""));

        bench.Driver.Start(new DeviceCommand("Color", 128, 0, 10));

        Assert.Equal("""{"state":"ON","brightness":127,"color":{"r":128,"g":0,"b":10}}""", bench.Commands("zigbee2mqtt/strip/set")[^1]);
        Assert.Equal(128, bench.Driver.Read().Value);
        bench.Broker.Say("zigbee2mqtt/strip", """{"state":"OFF"}""");
        Assert.Equal(default(DeviceState), bench.Driver.Read());
    }

    [Fact]
    public void Show_IntoAJsonTemplate_CannotEndTheText()
    {
        using var bench = new MemoryBench(Specs.Of(DeviceKinds.Display, ("command", "lcd"), ("template", """{"text":"{text}"}""")));

        bench.Driver.Start(new DeviceCommand("Show", Text: "a\",\"power\":\"{text}\n"));

        Assert.Equal("""{"text":"a\",\"power\":\"{text}\n"}""", bench.Commands("lcd")[^1]);
    }

    [Fact]
    public void MoveTo_OfAShutterThatStandsStill_IsBlocked()
    {
        using var bench = new MemoryBench(Specs.Of(DeviceKinds.Servo, ("profile", "home-assistant"), ("device", "blind"), ("travel", "20s")));
        bench.Broker.Say("blind/position", "40");

        bench.Driver.Start(new DeviceCommand("MoveTo", 80));
        Assert.True(bench.Driver.IsBusy);
        bench.Clock.Advance(21, CancellationToken.None);

        Specs.Fails(() => bench.Driver.IsBusy.ToString(), ErrorCodes.Blocked, "it stands at 40");
        Assert.False(bench.Driver.IsBusy);
        Assert.Equal(["STOP", "STOP"], bench.Commands("blind/set"));
    }

    [Fact]
    public void MoveTo_OfAShutterThatStopsOneStepAside_IsThereWhenItStands()
    {
        using var bench = new MemoryBench(Specs.Of(DeviceKinds.Servo, ("profile", "home-assistant"), ("device", "blind")));
        bench.Broker.Say("blind/position", "40");
        bench.Driver.Start(new DeviceCommand("MoveTo", 80));

        bench.Broker.Say("blind/position", "79");
        Assert.True(bench.Driver.IsBusy);
        bench.Clock.Advance(0.9, CancellationToken.None);
        bench.Broker.Say("blind/position", "79");
        Assert.True(bench.Driver.IsBusy);
        bench.Clock.Advance(0.2, CancellationToken.None);

        Assert.False(bench.Driver.IsBusy);
        Assert.Equal(79, bench.Driver.Read().Value);
    }

    [Fact]
    public void MoveTo_WhileTheBrokerIsLost_IsAFaultAndIsStoppedWhenItIsBack()
    {
        using var bench = new MemoryBench(Specs.Of(DeviceKinds.Servo, ("profile", "home-assistant"), ("device", "blind")));
        bench.Broker.Say("blind/position", "40");
        bench.Driver.Start(new DeviceCommand("MoveTo", 80));

        bench.Broker.Lose();
        Specs.Fails(() => bench.Driver.IsBusy.ToString(), ErrorCodes.DeviceFault, "stopped when the broker is back");
        Assert.False(bench.Driver.IsBusy);
        bench.Broker.ComeBack();

        Assert.Equal(["STOP", "STOP"], bench.Commands("blind/set"));
    }

    [Fact]
    public void MoveTo_OfAServoThatSaysNothing_TakesItsShareOfTheTravel()
    {
        using var bench = new MemoryBench(Specs.Of(DeviceKinds.Servo, ("command", "servo/set"), ("travel", "4s")));
        bench.Driver.Start(new DeviceCommand("MoveTo", 0));

        bench.Driver.Start(new DeviceCommand("MoveTo", 50));
        bench.Clock.Advance(1, CancellationToken.None);

        Assert.True(bench.Driver.IsBusy);
        Assert.Equal(25, bench.Driver.Read().Value, 6);
        bench.Clock.Advance(1.01, CancellationToken.None);
        Assert.False(bench.Driver.IsBusy);
        Assert.Equal(50, bench.Driver.Read().Value, 6);
    }
}
