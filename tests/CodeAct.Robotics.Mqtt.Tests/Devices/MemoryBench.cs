using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Mqtt.Devices;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Tests.Devices;

/// <summary>A device over MQTT at a broker in memory, with whoever speaks for the device at the other side.</summary>
internal sealed class MemoryBench : IDriverBench
{
    private readonly MqttDriverFamily _family;
    private readonly FakeDevice? _device;

    /// <param name="spec">The device.</param>
    /// <param name="device">What is at the other side; null where the test speaks for it.</param>
    /// <param name="before">What is at the broker before the robot.</param>
    /// <param name="waits">The robot begins also without a broker.</param>
    public MemoryBench(DeviceSpec spec, FakeDevice? device = null, Action<MemoryBroker>? before = null, bool waits = false)
    {
        _device = device;
        device?.Join(Broker, Manual);
        before?.Invoke(Broker);
        _family = new MqttDriverFamily(() => new MqttOptions { Host = "memory", Port = 1, ClientId = "bench", WaitsForBroker = waits }, Broker.Open, TimeProvider.System);
        Driver = _family.Open(spec, Manual);
    }

    public MemoryBroker Broker { get; } = new();

    public ManualClock Manual { get; } = new();

    public IRobotClock Clock => Manual;

    public IDeviceDriver Driver { get; }

    public DeviceState Seen => _device!.Seen;

    /// <summary>The payloads of commands on a topic, in order.</summary>
    public IReadOnlyList<string> Commands(string topic) => [.. Broker.Seen.Where(m => m.Topic == topic).Select(m => m.Text)];

    public void Present(double value) => _device!.Present(value);

    public void Dispose() => _family.Dispose();
}
