using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>
/// A device behind a broker. A command returns when it is confirmed: by the acknowledgement topic, else by the state, else by the broker.
/// One that is not is taken back: the safe value is sent, since nobody counts how long the device would be on. A safe value is sent at
/// least once, also when the broker is away first.
/// </summary>
internal abstract class MqttDriver(DeviceSpec spec, MqttDeviceSettings settings, DeviceLink link, IRobotClock clock) : IDeviceDriver, IConnected
{
    /// <summary>How often a command looks whether it is confirmed, and how long the first reading waits for a first word, in seconds.</summary>
    private const double Glance = 0.002, FirstWords = 2;

    /// <summary>How often a safe value is sent again at once to a device that says otherwise, before there are pauses.</summary>
    private const int Insist = 3;

    /// <summary>How long a safe value waits for a command that is just being sent.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly StateReader _reader = new(spec, settings);
    private readonly double _opened = clock.Now;
    private volatile Told? _told;
    private volatile Given? _given;
    private volatile Owed? _owed;
    private volatile bool _offline, _spoke;
    private volatile int _round;
    private long _acknowledged;

    /// <inheritdoc/>
    public virtual bool IsBusy => false;

    /// <summary>Its settings.</summary>
    protected MqttDeviceSettings Settings => settings;

    /// <summary>The robot's time.</summary>
    protected IRobotClock Clock => clock;

    /// <summary>It tells its state.</summary>
    protected bool HasState => settings.States.Count > 0;

    /// <summary>The broker is there.</summary>
    protected bool IsReachable => link.IsUp;

    /// <summary>Its name.</summary>
    protected string Name => spec.Name;

    /// <summary>Subscribes, sets the safe value and asks for the state.</summary>
    /// <exception cref="MqttException">The broker refuses a topic.</exception>
    public void Begin()
    {
        link.Add(this);
        if (settings.Available is { } available) link.Listen(available, Available);
        if (settings.Ack is { } ack) link.Listen(ack, Acknowledge);
        foreach (StateSource source in settings.States) link.Listen(source.Topic, a => Tell(a, source));
        if (spec.Safe is { } safe) MakeSafe(safe);
        Ask();
    }

    /// <inheritdoc/>
    public virtual void Start(DeviceCommand command) => Carry(Encode(command), command.Member);

    /// <inheritdoc/>
    public virtual DeviceState Read()
    {
        // Who has just subscribed gives the device a moment; later, what it said counts.
        while (HasState && _given is null && !HasWord && clock.Now < _opened + FirstWords) clock.Advance(Glance, CancellationToken.None);
        Given? given = _given;
        Told? told = _told;
        if (_offline) throw Fault($"{Name} is offline.");
        if (_owed is not null && !link.TakesSafeValues) throw Fault($"{Name} can't be reached: the broker is away. It gets its safe value when the broker is back.");
        if (given is not null && (told is null || told.Arrival.Order < given.Number)) return Assumed(given);
        return HasState ? Known(told) : throw new DeviceException(ErrorCodes.NoReading, $"{Name} does not tell its state and was not commanded yet.");
    }

    /// <inheritdoc/>
    public void MakeSafe(SafeValue safe)
    {
        bool entered = false;
        try
        {
            entered = _gate.TryEnter(Patience);
            _round++;
            if (EncodeSafe(safe) is not { } order) return;
            // The same one is on its way.
            if (_owed is { } owed && owed.Order == order && !owed.IsTaken && owed.Connection == link.Connection && link.TakesSafeValues) return;
            SendSafe(order);
        }
        catch (Exception)
        {
            // It is owed, and goes with the next connection.
        }
        finally
        {
            if (entered) _gate.Exit();
        }
    }

    /// <inheritdoc/>
    public string? Unsafe => _owed is null ? null : Name;

    /// <inheritdoc/>
    public void SendOwed()
    {
        lock (_gate)
        {
            if (_owed is { } owed) SendSafe(owed.Order);
        }
    }

    /// <inheritdoc/>
    public void Ask()
    {
        if (settings.Query is { } topic) link.TrySend(MqttMessage.Of(topic, settings.QueryPayload) with { QoS = 0 }, isSafeValue: false, out _);
    }

    /// <summary>The message of a command.</summary>
    /// <exception cref="DeviceException">The kind has no such command.</exception>
    protected abstract Order Encode(in DeviceCommand command);

    /// <summary>The message of a safe value; null where nothing is to be sent. Ends what goes on, and never throws. Called on any thread.</summary>
    protected abstract Order? EncodeSafe(SafeValue safe);

    /// <summary>Whether what the device tells is what it was told.</summary>
    protected virtual bool Confirms(Reading reading, DeviceState goal) => reading.State == goal;

    /// <summary>The error of a command that its kind has not.</summary>
    protected DeviceException Unknown(string member) => Fault($"{Name} has no {member}.");

    /// <summary>A coded error.</summary>
    protected static DeviceException Fault(string message) => new(ErrorCodes.DeviceFault, message);

    /// <summary>What the device last said, fresh or not; null where it said nothing usable.</summary>
    protected DeviceState? LastState => _told is { Reading.Problem: null } told ? told.Reading.State : null;

    private bool HasWord => _told is { } told && (!told.Arrival.IsKept || settings.TrustsRetained);

    /// <summary>The last goal, whatever came after it.</summary>
    protected DeviceState? LastGoal => _given?.Goal;

    /// <summary>Sends an order and waits until it is confirmed.</summary>
    /// <exception cref="DeviceException">It could not be sent, or is not confirmed in time.</exception>
    protected void Carry(Order order, string member)
    {
        long number;
        int round;
        Given? given;
        Task sending;
        lock (_gate)
        {
            if (_offline) throw Fault($"{Name} is offline.");
            (number, round) = (link.Next(), _round);
            given = order.Goal is { } goal ? new Given(goal, number, clock.Now, link.Connection) : null;
            // What is owed is overtaken, if this goes out: the answer to it is no reason to insist.
            var owed = _owed;
            _owed = null;
            if (!link.TrySend(Message(order, settings.QoS) with { ExpirySeconds = Expiry }, isSafeValue: false, out sending))
            {
                _owed = owed;
                throw Fault($"{Name} can't be reached: the broker is away.");
            }
            _given = given;
        }

        double end = clock.Now + settings.AckTimeout;
        while (!(sending.IsCompletedSuccessfully && IsConfirmed(given, number)))
        {
            if (_round != round) throw Fault($"{Name} was made safe meanwhile.");
            if (sending.IsFaulted) throw TakenBack($"{Name}.{member} did not go out: {sending.Exception.InnerException!.Message}");
            if (!link.IsUp) throw TakenBack($"{Name}.{member} may not have arrived: the broker is lost.");
            if (clock.Now >= end) throw TakenBack($"{Name} did not confirm {member} within {settings.AckTimeout:0.##} s.");
            clock.Advance(Glance, CancellationToken.None);
        }
        if (given is not null) given.IsConfirmed = true;
    }

    /// <summary>Sends an order of a motion under way, and waits for nothing.</summary>
    protected void Push(Order order, int round)
    {
        lock (_gate)
        {
            if (_round == round) link.TrySend(Message(order, settings.QoS) with { ExpirySeconds = Expiry }, isSafeValue: false, out _);
        }
    }

    /// <summary>Counts safe values: what was begun before one is over.</summary>
    protected int Round => _round;

    private bool IsConfirmed(Given? given, long number)
    {
        if (settings.Ack is not null) return Volatile.Read(ref _acknowledged) > number;
        if (!HasState || !settings.Confirm || given is null) return true;
        return _told is { Reading.Problem: null } told && told.Arrival.Order > number && !told.Arrival.IsKept && Confirms(told.Reading, given.Goal);
    }

    private DeviceException TakenBack(string why)
    {
        if (spec.Safe is { } safe) MakeSafe(safe);
        return Fault($"{why} Its safe value follows.");
    }

    // Under the gate.
    private void SendSafe(Order order, int times = 1)
    {
        long number = link.Next();
        bool byDevice = HasState && settings.Confirm && order.Goal is not null;
        var owed = new Owed(order, number, clock.Now, link.TakesSafeValues ? link.Connection : 0, times);
        (_given, _owed) = (order.Goal is { } goal ? new Given(goal, number, clock.Now, link.Connection) { IsConfirmed = !byDevice } : null, owed);
        if (!link.TrySend(Message(order, 1), isSafeValue: true, out Task sending)) return;
        _ = sending.ContinueWith(
            task =>
            {
                owed.IsTaken = task.IsCompletedSuccessfully;
                _ = task.Exception;
                if (owed.IsTaken && !byDevice) Interlocked.CompareExchange(ref _owed, null, owed);
            }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    // A device that was away when its safe value came, and comes back as it was, gets it again.
    private void Settle(Told? told)
    {
        lock (_gate)
        {
            if (_owed is not { Order.Goal: { } goal } owed || told is not null && told.Arrival.Order < owed.Number) return;
            if (told is { Reading.Problem: null, Arrival.IsKept: false } && Confirms(told.Reading, goal)) _owed = null;
            else if (owed.Times < Insist || clock.Now - owed.At >= settings.AckTimeout) SendSafe(owed.Order, owed.Times + 1);
        }
    }

    // A device with a session of its own at the broker must not find an old command there; a safe value it may.
    private uint Expiry => (uint)Math.Clamp(Math.Ceiling(settings.AckTimeout), 1, uint.MaxValue);

    private static MqttMessage Message(Order order, int qos) => MqttMessage.Of(order.Topic, order.Payload) with { QoS = qos };

    private DeviceState Assumed(Given given)
    {
        double age = clock.Now - given.At;
        if (!HasState) return given.Goal;
        if (!given.IsConfirmed && settings.Confirm && age > settings.AckTimeout) throw Fault($"{Name} has not confirmed what it was told.");
        RequireFresh(age, given.Connection);
        return given.Goal;
    }

    private DeviceState Known(Told? told)
    {
        if (told is null) throw new DeviceException(ErrorCodes.NoReading, _spoke ? $"{Name} has sent messages, but none with {settings.States[0].Path}." : $"{Name} has sent nothing yet.");
        if (told.Arrival.IsKept && !settings.TrustsRetained) throw new DeviceException(ErrorCodes.Stale, $"{Name} has a reading that the broker kept, of unknown age, and no new one yet.");
        if (told.Reading.Problem is { } problem) throw new DeviceException(ErrorCodes.NoReading, $"{Name} {problem}.");
        RequireFresh(clock.Now - told.Arrival.At, told.Arrival.Connection);
        if (!told.Reading.IsOnOnly) return told.Reading.State;
        return LastGoal is { } goal && goal != default ? goal : throw new DeviceException(ErrorCodes.NoReading, $"{Name} is on and does not tell its colour.");
    }

    // Without a limit a state holds until the next, as long as nothing can have been missed.
    private void RequireFresh(double age, int connection)
    {
        if (settings.Fresh is { } limit)
        {
            if (age > limit) throw new DeviceException(ErrorCodes.Stale, $"{Name} gives no fresh reading: the last is {age:0} s old, and it counts for {limit:0.##} s.");
            return;
        }
        if (!link.IsUp) throw new DeviceException(ErrorCodes.Stale, $"{Name} can't be read: the broker is away, and what it last said may be over.");
        if (connection != link.Connection) throw new DeviceException(ErrorCodes.Stale, $"{Name} has said nothing since the broker is back.");
    }

    private void Tell(Arrival arrival, StateSource source)
    {
        _spoke = true;
        if (_reader.Read(arrival.Payload, source.Path) is not { } reading) return;
        Told? before;
        var told = new Told(reading, arrival);
        // Two topics may bring messages at once; the later one stays.
        do before = _told;
        while ((before is null || before.Arrival.Order <= arrival.Order) && Interlocked.CompareExchange(ref _told, told, before) != before);
        if (_owed is not null) Settle(told);
    }

    private void Available(Arrival arrival)
    {
        bool back = _offline;
        _offline = Availability.IsOffline(arrival.Payload);
        if (back && !_offline && _owed is not null) Settle(null);
    }

    private void Acknowledge(Arrival arrival)
    {
        if (arrival.IsKept || settings.AckPayload is { } expected && System.Text.Encoding.UTF8.GetString(arrival.Payload.Span).Trim() != expected) return;
        Volatile.Write(ref _acknowledged, arrival.Order);
    }
}
