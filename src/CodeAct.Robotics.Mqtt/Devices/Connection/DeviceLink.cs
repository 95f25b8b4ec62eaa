using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>
/// The connection of a robot's devices. A command goes now or never: while the broker is away none is taken, and what was under way when it
/// was lost is not sent again, since the link that holds it is replaced by a new one. After each connection the safe values that are
/// owed go first. Safe for many callers.
/// </summary>
internal sealed class DeviceLink : IDisposable
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(10), ServiceWait = TimeSpan.FromSeconds(1), LastWords = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly MqttOptions _options;
    private readonly Func<MqttOptions, IMqttLink> _open;
    private readonly IRobotClock _clock;
    private readonly Dictionary<string, Feed> _feeds = [];
    private readonly List<IConnected> _devices = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly ManualResetEventSlim _wasUp = new();
    private Held _held;
    private volatile Stage _stage;
    private int _connection;
    private long _order;

    /// <summary>A connection that is not made yet.</summary>
    /// <param name="options">The broker.</param>
    /// <param name="open">Makes a link.</param>
    /// <param name="clock">The robot's time.</param>
    /// <exception cref="MqttException">There can't be one here.</exception>
    public DeviceLink(MqttOptions options, Func<MqttOptions, IMqttLink> open, IRobotClock clock)
    {
        (_options, _open, _clock) = (options, open, clock);
        _held = Hold(options);
    }

    private enum Stage
    {
        /// <summary>The broker is away.</summary>
        Down,

        /// <summary>It is back, and owed safe values are sent.</summary>
        Owing,

        /// <summary>Commands are taken.</summary>
        Up,
    }

    /// <summary>Called with true after each connection, when owed safe values are sent, and with false after each loss.</summary>
    public event Action<bool>? Changed;

    /// <summary>True while commands are taken.</summary>
    public bool IsUp => _stage == Stage.Up && _held.Link.IsConnected;

    /// <summary>True while safe values can be sent.</summary>
    public bool TakesSafeValues => _stage != Stage.Down && _held.Link.IsConnected;

    /// <summary>The connection under way or last, from 1.</summary>
    public int Connection => Volatile.Read(ref _connection);

    /// <summary>The next place in the order of messages and commands.</summary>
    public long Next() => Interlocked.Increment(ref _order);

    /// <summary>Connects for the first time; where the broker may be waited for, it goes on without after a moment.</summary>
    /// <exception cref="MqttException">The broker can't be had.</exception>
    public void Connect()
    {
        Task connecting = _held.Link.ConnectAsync(_closing.Token);
        if (Within(connecting, _options.WaitsForBroker ? ServiceWait : FirstWait)) _wasUp.Wait(LastWords);
        else if (!_options.WaitsForBroker) throw new MqttException($"{_options} does not answer.");
        else Forget(connecting);
    }

    /// <summary>Adds a device that is told about connections.</summary>
    public void Add(IConnected device)
    {
        lock (_lock) _devices.Add(device);
    }

    /// <summary>Listens to a topic. While the broker is away, it is subscribed later.</summary>
    /// <exception cref="MqttException">The broker refuses it.</exception>
    public void Listen(string topic, Action<Arrival> listener)
    {
        Feed? feed;
        Held? subscribe = null;
        lock (_lock)
        {
            if (!_feeds.TryGetValue(topic, out feed))
            {
                _feeds[topic] = feed = new Feed(topic);
                subscribe = _held;
            }
        }
        feed.Add(listener);
        if (subscribe is null) return;
        Task subscribing = Subscribe(subscribe, feed);
        if (_stage == Stage.Down || !Within(subscribing, FirstWait)) Forget(subscribing);
    }

    /// <summary>Sends now or not at all. The task ends when the broker has it (QoS 1) or it is written (QoS 0), and fails when the link is replaced.</summary>
    /// <param name="message">What.</param>
    /// <param name="isSafeValue">It may also go while others are owed.</param>
    /// <param name="sending">The task.</param>
    /// <returns>False while the broker is away.</returns>
    public bool TrySend(MqttMessage message, bool isSafeValue, out Task sending)
    {
        Held held;
        lock (_lock)
        {
            // Counted under the lock: a loss that is noticed later replaces the link with what it holds.
            sending = Task.CompletedTask;
            if (!(isSafeValue ? TakesSafeValues : IsUp)) return false;
            held = _held;
            Interlocked.Increment(ref held.UnderWay);
        }
        try
        {
            sending = held.Link.PublishAsync(message, CancellationToken.None);
        }
        catch (Exception e)
        {
            sending = Task.FromException(e);
        }
        sending = sending.ContinueWith(
            task =>
            {
                Interlocked.Decrement(ref held.UnderWay);
                return task;
            }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Unwrap();
        return true;
    }

    /// <summary>Waits a moment for what is under way, above all safe values, and closes. Which devices are not safe by then is told.</summary>
    public void Dispose()
    {
        if (_closing.IsCancellationRequested) return;
        IConnected[] devices;
        lock (_lock) devices = [.. _devices];
        if (TakesSafeValues) SpinWait.SpinUntil(() => Volatile.Read(ref _held.UnderWay) == 0 && !Array.Exists(devices, d => d.Unsafe is not null) || !_held.Link.IsConnected, LastWords);
        string[] names = [.. devices.Select(d => d.Unsafe).OfType<string>()];
        if (names.Length > 0) _options.Log?.Invoke($"Not known to be safe: {string.Join(", ", names)}. {(TakesSafeValues ? "The safe value was sent and not confirmed." : "The broker is away.")}");
        _closing.Cancel();
        Held held;
        lock (_lock)
        {
            held = _held;
            _stage = Stage.Down;
        }
        _ = Task.WhenAny(Task.Run(() => CloseAsync(held)), Task.Delay(LastWords)).GetAwaiter().GetResult();
    }

    private static async Task CloseAsync(Held held)
    {
        held.Link.ConnectionChanged -= held.Changed;
        await held.Link.DisposeAsync();
    }

    private Held Hold(MqttOptions options)
    {
        var held = new Held(_open(options));
        held.Changed = connected => OnConnection(held, connected);
        held.Link.ConnectionChanged += held.Changed;
        return held;
    }

    private void OnConnection(Held held, bool connected)
    {
        IConnected[] devices;
        lock (_lock)
        {
            if (held != _held || _closing.IsCancellationRequested) return;
            devices = [.. _devices];
            _stage = connected ? Stage.Owing : Stage.Down;
            if (connected) _connection++;
            else if (Volatile.Read(ref held.UnderWay) > 0) Replace(held);
        }
        if (connected)
        {
            foreach (IConnected device in devices) device.SendOwed();
            _stage = Stage.Up;
            _wasUp.Set();
            foreach (IConnected device in devices) device.Ask();
        }
        Changed?.Invoke(connected);
    }

    // Under the lock. The old link is closed first: what it had sent again by then comes before the owed safe values of the new one.
    private void Replace(Held old)
    {
        Held held = _held = Hold(_options with { WaitsForBroker = true });
        _ = Task.Run(async () =>
        {
            try
            {
                await CloseAsync(old);
                Feed[] feeds;
                lock (_lock) feeds = [.. _feeds.Values];
                foreach (Feed feed in feeds) Forget(Subscribe(held, feed));
                await held.Link.ConnectAsync(_closing.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or MqttException or ObjectDisposedException)
            {
                if (!_closing.IsCancellationRequested) _options.Log?.Invoke($"The devices' connection does not come back: {e.Message}");
            }
        });
    }

    private Task Subscribe(Held held, Feed feed) =>
        held.Link.SubscribeAsync(feed.Topic, Delivery.Queued, message => feed.Take(message, _clock.Now, Next(), Connection), _closing.Token);

    // The error itself, not one wrapped around it.
    private static bool Within(Task task, TimeSpan limit)
    {
        if (Task.WhenAny(task, Task.Delay(limit)).GetAwaiter().GetResult() != task) return false;
        task.GetAwaiter().GetResult();
        return true;
    }

    private void Forget(Task task) => _ = task.ContinueWith(
        t =>
        {
            if (t.Exception?.InnerException is { } e && !_closing.IsCancellationRequested) _options.Log?.Invoke($"{_options}: {e.Message}");
        }, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private sealed class Held(IMqttLink link)
    {
        /// <summary>Messages that the broker has not confirmed.</summary>
        public int UnderWay;

        public IMqttLink Link => link;

        public Action<bool> Changed { get; set; } = _ => { };
    }
}

/// <summary>What is told about connections.</summary>
internal interface IConnected
{
    /// <summary>The device's name while its safe value is not confirmed, else null.</summary>
    string? Unsafe { get; }

    /// <summary>Sends a safe value that could not be sent before. Never throws.</summary>
    void SendOwed();

    /// <summary>Asks the device for its state, where it can be asked. Never throws.</summary>
    void Ask();
}
