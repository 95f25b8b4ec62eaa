using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>
/// Devices that speak MQTT themselves: <c>driver: mqtt</c>. They share one connection of their own, which is made with the first of them.
/// A lost broker ends nothing by itself; a device that says <c>on-broker-lost: stop</c> makes it end the running task.
/// </summary>
/// <param name="broker">Tells the broker; called when the first device is opened.</param>
/// <param name="open">Makes a link to it.</param>
/// <param name="time">Measures how long the broker is away.</param>
public sealed class MqttDriverFamily(Func<MqttOptions> broker, Func<MqttOptions, IMqttLink> open, TimeProvider time) : IDriverFamily, ITaskHalt
{
    private readonly Lock _lock = new();
    private readonly List<(string Name, double After)> _stopping = [];
    private DeviceLink? _link;
    private ITimer? _timer;
    private long _lostAt;
    private bool _lost;
    private volatile string? _reason;

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => ["mqtt"];

    /// <inheritdoc/>
    public string? HaltReason => _reason;

    /// <inheritdoc/>
    public event Action? Halted;

    /// <inheritdoc/>
    public IDeviceDriver Open(DeviceSpec device, IRobotClock clock)
    {
        MqttDeviceSettings settings = SettingsReader.Read(device);
        try
        {
            DeviceLink link = _link ?? Connect(clock);
            MqttDriver driver = Create(device, settings, link, clock);
            driver.Begin();
            if (settings.StopsTask) StopsWith(device.Name, settings.LostAfter);
            return driver;
        }
        catch (MqttException e)
        {
            throw new DeviceException(ErrorCodes.DeviceFault, $"{device.Name} can't be reached over MQTT: {e.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _timer?.Dispose();
            _timer = null;
        }
        if (_link is null) return;
        _link.Changed -= OnConnection;
        _link.Dispose();
    }

    private static MqttDriver Create(DeviceSpec device, MqttDeviceSettings settings, DeviceLink link, IRobotClock clock) => device.Kind.Name switch
    {
        "relay" => new MqttRelay(device, settings, link, clock),
        "dimmer" => new MqttDimmer(device, settings, link, clock),
        "servo" => new MqttServo(device, settings, link, clock),
        "color-light" => new MqttColorLight(device, settings, link, clock),
        "buzzer" => new MqttBuzzer(device, settings, link, clock),
        "display" => new MqttDisplay(device, settings, link, clock),
        _ => new MqttReading(device, settings, link, clock),
    };

    private DeviceLink Connect(IRobotClock clock)
    {
        // Small messages and a quick sense of loss: these are devices.
        MqttOptions options = broker() with { SessionExpirySeconds = 0, Will = null, MostBytes = StateReader.MostBytes, KeepAliveSeconds = 5 };
        var link = new DeviceLink(options, open, clock);
        link.Changed += OnConnection;
        _link = link;
        link.Connect();
        if (!link.IsUp) OnConnection(false);
        return link;
    }

    private void StopsWith(string device, double after)
    {
        lock (_lock)
        {
            _stopping.Add((device, after));
            if (_lost) Watch();
        }
    }

    private void OnConnection(bool connected)
    {
        lock (_lock)
        {
            if (connected)
            {
                (_lost, _reason) = (false, null);
                _timer?.Dispose();
                _timer = null;
            }
            else if (!_lost)
            {
                (_lost, _lostAt) = (true, time.GetTimestamp());
                Watch();
            }
        }
    }

    // Under the lock.
    private void Watch()
    {
        _timer?.Dispose();
        _timer = null;
        if (_stopping.Count == 0) return;
        double left = _stopping.Min(s => s.After) - time.GetElapsedTime(_lostAt).TotalSeconds;
        _timer = time.CreateTimer(_ => Halt(), null, TimeSpan.FromSeconds(Math.Max(0, left)), Timeout.InfiniteTimeSpan);
    }

    private void Halt()
    {
        lock (_lock)
        {
            if (!_lost) return;
            (string name, double after) = _stopping.MinBy(s => s.After);
            _reason = $"the broker is away for {after:0.##} s, and {name} does not go on without it (on-broker-lost: stop)";
        }
        Halted?.Invoke();
    }
}
