using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Mqtt.Devices;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Mqtt.Mosquitto;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Tests.Devices;

/// <summary>The drivers at a real broker: a Tasmota plug and probe and a Zigbee2MQTT lamp, spoken by another client.</summary>
public sealed class RealBrokerTests : IAsyncLifetime
{
    private const string Yaml = """
        robot: room
        devices:
          - { name: Plug, kind: relay, safe: off, driver: mqtt, with: { profile: tasmota, device: plug, on-broker-lost: stop, broker-lost-after: 100ms } }
          - { name: Lamp, kind: dimmer, safe: off, driver: mqtt, with: { profile: zigbee2mqtt, device: lamp } }
          - { name: Power, kind: sensor, unit: W, driver: mqtt, with: { profile: tasmota, device: plug, field: ENERGY.Power } }
        """;

    private readonly MosquittoBroker _broker = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));
    private readonly ConcurrentQueue<MqttMessage> _seen = new();
    private readonly JsonObject _lamp = new() { ["state"] = "OFF", ["brightness"] = 100 };
    private readonly TaskCompletionSource _halted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private MosquittoLink _firmware = null!;
    private HardwareBackend _robot = null!;
    private volatile string _plug = "ON";

    public async Task InitializeAsync()
    {
        _firmware = new MosquittoLink(_broker.Options("firmware"));
        // As Tasmota does: who comes back says how it is.
        _firmware.ConnectionChanged += connected =>
        {
            if (!connected) return;
            Say("tele/plug/LWT", "Online");
            Say("stat/plug/POWER", _plug);
        };
        await _firmware.ConnectAsync(_limit.Token);
        await _firmware.SubscribeAsync("cmnd/plug/POWER", Delivery.Queued, Switch, _limit.Token);
        await _firmware.SubscribeAsync("cmnd/plug/TelePeriod", Delivery.Queued, _ => Say("tele/plug/SENSOR", """{"Time":"2026-01-01T00:00:00","ENERGY":{"Power":17.5}}"""), _limit.Token);
        await _firmware.SubscribeAsync("zigbee2mqtt/lamp/set", Delivery.Queued, Light, _limit.Token);
        _robot = Open("robot");
    }

    public async Task DisposeAsync()
    {
        _robot.Dispose();
        await _firmware.DisposeAsync();
        _broker.Dispose();
        _limit.Dispose();
    }

    [Fact]
    public void Commands_AreConfirmedByWhatTheDevicesTell()
    {
        IDeviceDriver plug = _robot.Drivers[0], lamp = _robot.Drivers[1];
        Assert.Equal(0, plug.Read().Value);

        plug.Start(new DeviceCommand("On"));
        lamp.Start(new DeviceCommand("Set", 0.5));

        Assert.Equal("ON", _plug);
        Assert.Equal(127, _lamp["brightness"]!.GetValue<int>());
        Assert.Equal(1, plug.Read().Value);
        Assert.Equal(0.5, lamp.Read().Value);
    }

    [Fact]
    public void Read_OfTelemetry_IsAskedForAtTheStart()
    {
        Assert.Equal(17.5, _robot.Drivers[2].Read().Value);
        Assert.Equal([17.5], ((ISensorHistory)_robot.Drivers[2]).History(10));
    }

    [Fact]
    public async Task Broker_KilledAndStartedAgain_GetsTheSafeValueFirst()
    {
        IDeviceDriver plug = _robot.Drivers[0];
        plug.Start(new DeviceCommand("On"));
        Assert.Equal("ON", _plug);
        _seen.Clear();

        _broker.Kill();
        await _halted.Task.WaitAsync(_limit.Token);
        Assert.Contains("Plug does not go on without it", _robot.HaltReason, StringComparison.Ordinal);
        Assert.Equal(ErrorCodes.DeviceFault, Assert.Throws<DeviceException>(() => plug.Start(new DeviceCommand("On"))).Code);
        plug.MakeSafe(new SafeValue(SafeWord.Off));
        _broker.Start();
        await UntilAsync(() => _plug == "OFF");
        await UntilAsync(() => _robot.HaltReason is null);

        Assert.All(_seen.Where(m => m.Topic == "cmnd/plug/POWER").Select(m => m.Text), text => Assert.NotEqual("ON", text));
        await UntilAsync(() => TryRead(plug) == 0);
        plug.Start(new DeviceCommand("On"));
        Assert.Equal("ON", _plug);
    }

    [Fact]
    public void Dispose_LeavesTheSafeStateBehind()
    {
        _robot.Drivers[0].Start(new DeviceCommand("On"));

        _robot.Drivers[0].MakeSafe(new SafeValue(SafeWord.Off));
        _robot.Dispose();

        // What the broker has confirmed is on its way to the plug.
        Assert.True(SpinWait.SpinUntil(() => _plug == "OFF", TimeSpan.FromSeconds(10)));
        _robot = Open("again");
    }

    [Fact]
    public async Task State_ThatTheBrokerKept_IsNoReadingUntilANewOne()
    {
        await _firmware.PublishAsync(MqttMessage.Of("old/probe", "20", retain: true), _limit.Token);
        RobotManifest manifest = ManifestReader.Parse("robot: other\ndevices:\n  - { name: Old, kind: sensor, driver: mqtt, with: { state: old/probe } }\n  - { name: Trusted, kind: sensor, driver: mqtt, with: { state: old/probe, retained: ok } }\n");
        using HardwareBackend robot = HardwareBackend.Open(manifest, [Family("other")], new MonotonicClock(TimeProvider.System));

        Assert.Equal(ErrorCodes.Stale, Assert.Throws<DeviceException>(() => robot.Drivers[0].Read()).Code);
        Assert.Equal(20, robot.Drivers[1].Read().Value);
        await _firmware.PublishAsync(MqttMessage.Of("old/probe", "21", retain: true), _limit.Token);

        await UntilAsync(() => TryRead(robot.Drivers[0]) == 21);
    }

    private HardwareBackend Open(string id)
    {
        HardwareBackend robot = HardwareBackend.Open(ManifestReader.Parse(Yaml), [Family(id)], new MonotonicClock(TimeProvider.System));
        robot.Halted += () => _halted.TrySetResult();
        return robot;
    }

    private MqttDriverFamily Family(string id) => new(() => _broker.Options(id), options => new MosquittoLink(options, new Random(1)), TimeProvider.System);

    private void Switch(MqttMessage message)
    {
        _seen.Enqueue(message);
        if (message.Payload.Length > 0) _plug = message.Text;
        Say("stat/plug/RESULT", $$"""{"POWER":"{{_plug}}"}""");
        Say("stat/plug/POWER", _plug);
    }

    private void Light(MqttMessage message)
    {
        foreach ((string key, JsonNode? value) in JsonNode.Parse(message.Text)!.AsObject()) _lamp[key] = value!.DeepClone();
        Say("zigbee2mqtt/lamp", _lamp.ToJsonString());
    }

    // Nobody waits: a handler runs on the link's own queue.
    private void Say(string topic, string payload) => _ = _firmware.PublishAsync(MqttMessage.Of(topic, payload), _limit.Token);

    private async Task UntilAsync(Func<bool> holds)
    {
        while (!holds()) await Task.Delay(5, _limit.Token);
    }

    private static double? TryRead(IDeviceDriver driver)
    {
        try
        {
            return driver.Read().Value;
        }
        catch (DeviceException)
        {
            return null;
        }
    }
}
