using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Tests.Devices;

/// <summary>A safe value always arrives, whatever becomes of the broker or the device.</summary>
public sealed class SafeValueTests
{
    private static readonly DeviceCommand On = new("On"), Off = new("Off");
    private static readonly DeviceSpec Blind = Specs.Relay(("command", "plug/set"));
    private static readonly DeviceSpec Plug = Specs.Relay(("profile", "tasmota"), ("device", "plug"));

    [Fact]
    public void MakeSafe_WithoutBroker_ReturnsAndGoesFirstWhenItIsBack()
    {
        using var bench = new MemoryBench(Plug, new FakePlug());
        bench.Driver.Start(On);
        int before = bench.Broker.Seen.Count;
        bench.Broker.Lose();

        bench.Driver.MakeSafe(new SafeValue(SafeWord.Off));
        bench.Driver.MakeSafe(new SafeValue(SafeWord.Off));
        Specs.Fails(() => bench.Driver.Read(), ErrorCodes.DeviceFault, "gets its safe value when the broker is back");
        Specs.Fails(() => bench.Driver.Start(On), ErrorCodes.DeviceFault, "the broker is away");
        bench.Broker.ComeBack();

        Assert.Equal(["OFF", ""], bench.Broker.Seen.Skip(before).Select(m => m.Text));
        Assert.Equal(0, bench.Driver.Read().Value);
        Assert.Equal(0, bench.Seen.Value);
    }

    [Fact]
    public void MakeSafe_IsSentAtLeastOnceAndDoesNotExpire()
    {
        using var bench = new MemoryBench(Plug, new FakePlug());
        bench.Driver.Start(On);

        bench.Driver.MakeSafe(new SafeValue(SafeWord.Off));

        Assert.Equal(0, bench.Driver.Read().Value);
        MqttMessage sent = bench.Broker.Seen.Last(m => m.Topic == "cmnd/plug/POWER");
        Assert.Equal((1, false), (sent.QoS, sent.Retain));
        Assert.Null(sent.ExpirySeconds);
    }

    [Fact]
    public void MakeSafe_WhileTheDeviceIsAway_GoesAgainWhenItComesBackAsItWas()
    {
        using var bench = new MemoryBench(Plug);
        Assert.Equal(["OFF", ""], bench.Commands("cmnd/plug/POWER"));
        bench.Broker.On("cmnd/plug/POWER", m => bench.Broker.Say("stat/plug/POWER", m.Text));

        bench.Broker.Say("stat/plug/POWER", "ON");
        Assert.Equal(["OFF", "", "OFF"], bench.Commands("cmnd/plug/POWER"));
        Assert.Equal(0, bench.Driver.Read().Value);
        bench.Broker.Say("stat/plug/POWER", "ON");

        Assert.Equal(3, bench.Commands("cmnd/plug/POWER").Count);
        Assert.Equal(1, bench.Driver.Read().Value);
    }

    [Fact]
    public void MakeSafe_OfADeviceThatWasOffline_GoesAgainWhenItIsOnline()
    {
        using var bench = new MemoryBench(Plug);
        bench.Broker.Say("tele/plug/LWT", "Offline", retain: true);

        bench.Broker.Say("tele/plug/LWT", "Online", retain: true);

        Assert.Equal(["OFF", "", "OFF"], bench.Commands("cmnd/plug/POWER"));
    }

    [Fact]
    public void MakeSafe_OfADeviceThatSaysAlwaysOtherwise_DoesNotGoRoundAndRound()
    {
        using var bench = new MemoryBench(Plug, before: b => b.On("cmnd/plug/POWER", _ => b.Say("stat/plug/POWER", "ON")));

        Assert.InRange(bench.Commands("cmnd/plug/POWER").Count(c => c == "OFF"), 2, 4);
    }

    [Fact]
    public void MakeSafe_WhileACommandWaits_EndsIt()
    {
        using var bench = new MemoryBench(Specs.Relay(("command", "plug/set"), ("state", "plug")));
        bench.Manual.Moved += () =>
        {
            if (bench.Manual.Now is > 1 and < 1.01) bench.Driver.MakeSafe(new SafeValue(SafeWord.Off));
        };

        Specs.Fails(() => bench.Driver.Start(On), ErrorCodes.DeviceFault, "made safe meanwhile");

        Assert.InRange(bench.Clock.Now, 1, 1.1);
        Assert.Equal("OFF", bench.Commands("plug/set")[^1]);
    }

    [Fact]
    public void Open_WithoutBroker_OfAServiceBeginsAndOwesTheSafeValue()
    {
        using var bench = new MemoryBench(Blind, before: b => b.Lose(), waits: true);
        Specs.Fails(() => bench.Driver.Start(On), ErrorCodes.DeviceFault, "the broker is away");

        bench.Broker.ComeBack();

        Assert.Equal(["OFF"], bench.Commands("plug/set"));
        bench.Driver.Start(On);
    }

    [Fact]
    public void Open_WithoutBroker_OfARunIsRefused()
    {
        Specs.Fails(() => new MemoryBench(Blind, before: b => b.Lose()), ErrorCodes.DeviceFault, "can't be reached over MQTT");
    }
}
