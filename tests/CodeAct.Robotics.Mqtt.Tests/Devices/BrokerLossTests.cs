using CodeAct.Robotics.Mqtt.Devices;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Mqtt.Tests.Devices;

/// <summary>A lost broker stops a task only where the manifest says so, after the time that it says.</summary>
public sealed class BrokerLossTests : IDisposable
{
    private readonly MemoryBroker _broker = new();
    private readonly ManualTime _time = new();
    private readonly MqttDriverFamily _family;
    private readonly List<string?> _halts = [];

    public BrokerLossTests()
    {
        _family = new MqttDriverFamily(() => new MqttOptions { Host = "memory", Port = 1, ClientId = "bench" }, _broker.Open, _time);
        _family.Halted += () => _halts.Add(_family.HaltReason);
    }

    public void Dispose() => _family.Dispose();

    [Fact]
    public void Loss_OfDevicesThatKeepOn_HaltsNothing()
    {
        Open(Specs.Relay(("command", "a")));

        _broker.Lose();
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Empty(_halts);
        Assert.Null(_family.HaltReason);
    }

    [Fact]
    public void Loss_LongerThanADeviceBears_HaltsOnceWithItsReason()
    {
        Open(Specs.Relay(("command", "a")));
        Open(Specs.Relay(("command", "b"), ("on-broker-lost", "stop"), ("broker-lost-after", "30s")));
        Open(Specs.Sensor(("state", "c"), ("on-broker-lost", "stop"), ("broker-lost-after", "2s")));

        _broker.Lose();
        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Empty(_halts);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(["the broker is away for 2 s, and Device does not go on without it (on-broker-lost: stop)"], _halts);
    }

    [Fact]
    public void Loss_ShorterThanItMayBe_HaltsNothing()
    {
        Open(Specs.Relay(("command", "b"), ("on-broker-lost", "stop")));

        for (int i = 0; i < 5; i++)
        {
            _broker.Lose();
            _time.Advance(TimeSpan.FromSeconds(9));
            _broker.ComeBack();
            _time.Advance(TimeSpan.FromSeconds(9));
        }

        Assert.Empty(_halts);
    }

    [Fact]
    public void Loss_ThatIsOver_HaltsNoLonger()
    {
        Open(Specs.Relay(("command", "b"), ("on-broker-lost", "stop")));
        _broker.Lose();
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.NotNull(_family.HaltReason);

        _broker.ComeBack();

        Assert.Null(_family.HaltReason);
    }

    [Fact]
    public void Loss_IsTheGovernorsToo()
    {
        RobotManifest manifest = ManifestReader.Parse("robot: room\ndevices:\n  - { name: Plug, kind: relay, safe: off, driver: mqtt, with: { command: plug/set, on-broker-lost: stop } }\n");
        using HardwareBackend backend = HardwareBackend.Open(manifest, [_family], new ManualClock());
        var governor = new Governor(manifest, backend);
        int halts = 0;
        governor.Halted += () => halts++;

        _broker.Lose();
        _time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(1, halts);
        Assert.Contains("Plug does not go on", governor.HaltReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_WhileTheBrokerIsAway_TellsWhatIsNotSafe()
    {
        var told = new List<string>();
        var family = new MqttDriverFamily(() => new MqttOptions { Host = "memory", Port = 1, ClientId = "bench", Log = told.Add }, _broker.Open, _time);
        IDeviceDriver relay = family.Open(Specs.Relay(("command", "a")), new ManualClock());
        family.Open(Specs.Sensor(("state", "b")) with { Name = "Probe" }, new ManualClock());
        _broker.Lose();

        relay.MakeSafe(new SafeValue(SafeWord.Off));
        family.Dispose();

        Assert.Equal(["Not known to be safe: Device. The broker is away."], told);
    }

    private void Open(DeviceSpec spec) => _family.Open(spec, new ManualClock());

    /// <summary>Time that stands until it is advanced.</summary>
    private sealed class ManualTime : TimeProvider
    {
        private readonly List<Timer> _timers = [];
        private TimeSpan _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(this, () => callback(state), _now + dueTime);
            _timers.Add(timer);
            return timer;
        }

        public void Advance(TimeSpan by)
        {
            _now += by;
            foreach (Timer timer in _timers.Where(t => t.Due <= _now).ToList())
                if (_timers.Remove(timer)) timer.Act();
        }

        private sealed class Timer(ManualTime time, Action act, TimeSpan due) : ITimer
        {
            public TimeSpan Due => due;

            public Action Act => act;

            public bool Change(TimeSpan dueTime, TimeSpan period) => false;

            public void Dispose() => time._timers.Remove(this);

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
