using System.Text.Json.Nodes;
using CodeAct.Robotics.Episodes;
using CodeAct.Robotics.Mqtt.HomeAssistant;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;
using CodeAct.Robotics.Tasks;

namespace CodeAct.Robotics.Mqtt.Service;

/// <summary>
/// One robot as a service: takes tasks over MQTT into its queue, does one after the other, and tells what it does. A broker that goes
/// away stops nothing; what could not be told then is told when it is back.
/// </summary>
public sealed class RobotService : IAsyncDisposable
{
    /// <summary>How long a service that ends waits for its last words to be taken.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Housekeeping = TimeSpan.FromSeconds(1);

    private readonly RobotManifest _manifest;
    private readonly IMqttLink _link;
    private readonly TaskQueue _queue;
    private readonly Governor _governor;
    private readonly EStop _estop;
    private readonly ServiceOptions _options;
    private readonly TimeProvider _time;
    private readonly Topics _topics;
    private readonly Outbox _outbox;
    private readonly TaskTeller _teller;
    private readonly TaskChannel _channel;
    private readonly DeviceTopics _devices;
    private readonly Discovery _discovery;
    private readonly TaskLoop _loop;
    private readonly Lock _telling = new();
    private string? _lastState, _earlier;
    private volatile bool _announced;

    /// <summary>A service that is not started.</summary>
    public RobotService(RobotManifest manifest, IMqttLink link, TaskQueue queue, ITaskRunner runner, Governor governor, EStop estop, ServiceOptions options, TimeProvider time)
    {
        (_manifest, _link, _queue, _governor, _estop, _options, _time) = (manifest, link, queue, governor, estop, options, time);
        _topics = new Topics(manifest.Robot);
        _outbox = new Outbox(link, options.Log);
        _teller = new TaskTeller(_outbox, queue, _topics, options, time);
        _channel = new TaskChannel(manifest, queue, _teller, () => TaskId.New(time));
        _devices = new DeviceTopics(_outbox, _topics, options.DeviceInterval, time);
        _discovery = new Discovery(manifest);
        _loop = new TaskLoop(queue, runner, estop, _teller, turn => _devices.Publish(turn.Outcome.Readings), TellState, options.Log, time);
    }

    /// <summary>The will of the link: what the broker says when it loses us.</summary>
    public static MqttMessage Will(string robot) => MqttMessage.Of(new Topics(robot).Availability, "offline", retain: true);

    /// <summary>Serves until it is cancelled; then the running task is made safe and goes back to the queue.</summary>
    /// <exception cref="MqttException">The broker can't be reached for the first time.</exception>
    /// <exception cref="TaskQueueException">The queue does not work.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        Recover();
        _queue.Added += _loop.Wake;
        _link.ConnectionChanged += OnConnection;
        _estop.Latched += TellState;
        try
        {
            // What waited at the broker comes with the connection, so that everything is subscribed before it.
            Task subscribing = SubscribeAsync(cancellation);
            await _link.ConnectAsync(cancellation);
            await subscribing;
            await _link.PublishAsync(MqttMessage.Of(_topics.Availability, "online", retain: true), cancellation);
            if (_earlier is not null && _discovery.Gone(_earlier) is { Count: > 0 } gone) _outbox.Post(MqttMessage.Of(_discovery.Topic, _discovery.Payload(gone), retain: true));
            _announced = true;
            Announce();
            // Where one breaks, the other ends in order, too.
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            Task[] both = [_loop.RunAsync(ending.Token), KeepHouseAsync(ending.Token)];
            await Task.WhenAny(both);
            await ending.CancelAsync();
            await Task.WhenAll(both);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopped in order.
        }
        finally
        {
            _queue.Added -= _loop.Wake;
            _link.ConnectionChanged -= OnConnection;
            _estop.Latched -= TellState;
            _outbox.Post(Will(_manifest.Robot));
            await _outbox.FlushAsync(LastWords);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _outbox.DisposeAsync();
        _loop.Dispose();
    }

    // What ran when the process died has moved things: it does not run again by itself.
    private void Recover()
    {
        foreach (QueuedTask task in _queue.Running())
        {
            if (task.Request.Retry) _queue.Requeue(task.Id, "interrupted; it runs again");
            else _queue.End(task.Id, TaskState.Failed, "interrupted when the robot's program ended; what it had done by then stays done", null);
            _options.Log($"task {task.Id} was interrupted: {(task.Request.Retry ? "it runs again" : "failed")}");
        }
    }

    private Task SubscribeAsync(CancellationToken cancellation)
    {
        Task Subscribe(string filter, Delivery delivery, Action<MqttMessage> handler) => _link.SubscribeAsync(filter, delivery, handler, cancellation);
        List<Task> all =
        [
            Subscribe(_topics.Task, Delivery.BeforeAcknowledgement, _channel.Take),
            Subscribe(_topics.AnyCancel, Delivery.Queued, Cancel),
            Subscribe(Discovery.StatusTopic, Delivery.Queued, OnHomeAssistant),
            // What was told before this start, perhaps of another manifest; it comes before the answer to the message after it.
            Subscribe(_discovery.Topic, Delivery.BeforeAcknowledgement, m => _earlier ??= m.Text),
        ];
        if (_options.Fleet is { } group)
        {
            all.Add(Subscribe($"$share/{group}/{Topics.FleetTask}", Delivery.BeforeAcknowledgement, _channel.Take));
            foreach (string ability in _channel.Abilities) all.Add(Subscribe($"$share/{group}/{Topics.FleetTask}/{ability}", Delivery.BeforeAcknowledgement, _channel.Take));
        }
        return Task.WhenAll(all);
    }

    private void Quietly(Action act)
    {
        try
        {
            act();
        }
        catch (TaskQueueException e)
        {
            _options.Log(e.Message);
        }
    }

    private async Task KeepHouseAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Housekeeping, _time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            Quietly(() =>
            {
                foreach (QueuedTask task in _queue.Expire()) _teller.Tell(task);
                _queue.Forget(_options.Remember);
                // The latch may have been released elsewhere, as by codeact estop --reset.
                if (!_estop.IsLatched && _queue.Waiting > 0) _loop.Wake();
            });
            // Under way, the turns tell; drivers take one caller at a time.
            if (_loop.Now.Id is null) _devices.Publish(_governor.ReadAll());
            TellState();
        }
    }

    private void Cancel(MqttMessage message)
    {
        if (message.Retain || _topics.IdOf(message.Topic) is not { } id) return;
        if (_queue.Find(id) is { State: TaskState.Queued } && _queue.End(id, TaskState.Cancelled, "cancelled before it began", null))
        {
            _teller.Tell(_queue.Find(id)!);
            return;
        }
        _loop.Cancel(id);
    }

    private void OnConnection(bool connected)
    {
        if (connected && _announced) Announce();
    }

    private void Announce()
    {
        _outbox.Post(MqttMessage.Of(_topics.Availability, "online", retain: true));
        _lastState = null;
        TellState();
        _devices.Forget();
        PublishDiscovery();
        _teller.TellUntold();
    }

    private void OnHomeAssistant(MqttMessage message)
    {
        if (message.Text == "online") PublishDiscovery();
    }

    private void PublishDiscovery() => _outbox.Post(MqttMessage.Of(_discovery.Topic, _discovery.Payload(), retain: true));

    private void TellState()
    {
        // Seen and told in one step: a stop that comes between must not be followed by what was seen before it.
        lock (_telling)
        {
            (string? id, int step, string? answer) = _loop.Now;
            string state = JsonText.Of(new JsonObject { ["state"] = _estop.IsLatched ? "estop" : id is null ? "idle" : "running", ["task"] = id, ["step"] = id is null ? null : step, ["answer"] = answer });
            if (state == _lastState) return;
            _lastState = state;
            _outbox.Post(MqttMessage.Of(_topics.State, state, retain: true));
        }
    }
}
