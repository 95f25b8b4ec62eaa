using System.Text.Json.Nodes;
using CodeAct.Robotics.Agents;
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
    private readonly ITaskRunner _runner;
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
    private readonly SemaphoreSlim _work = new(0);
    private readonly Lock _lock = new();
    private (string Id, CancellationTokenSource Cancel)? _running;
    private string? _answer, _lastState, _earlier;
    private volatile bool _announced;
    private int _step;

    /// <summary>A service that is not started.</summary>
    public RobotService(RobotManifest manifest, IMqttLink link, TaskQueue queue, ITaskRunner runner, Governor governor, EStop estop, ServiceOptions options, TimeProvider time)
    {
        (_manifest, _link, _queue, _runner, _governor, _estop, _options, _time) = (manifest, link, queue, runner, governor, estop, options, time);
        _topics = new Topics(manifest.Robot);
        _outbox = new Outbox(link, options.Log);
        _teller = new TaskTeller(_outbox, queue, _topics, options, time);
        _channel = new TaskChannel(manifest, queue, _teller, NewId);
        _devices = new DeviceTopics(_outbox, _topics, options.DeviceInterval, time);
        _discovery = new Discovery(manifest);
    }

    /// <summary>The will of the link: what the broker says when it loses us.</summary>
    public static MqttMessage Will(string robot) => MqttMessage.Of(new Topics(robot).Availability, "offline", retain: true);

    /// <summary>Serves until it is cancelled; then the running task is made safe and goes back to the queue.</summary>
    /// <exception cref="MqttException">The broker can't be reached for the first time.</exception>
    /// <exception cref="TaskQueueException">The queue does not work.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        Recover();
        _queue.Added += Wake;
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
            await Task.WhenAll(WorkAsync(cancellation), KeepHouseAsync(cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopped in order.
        }
        finally
        {
            _queue.Added -= Wake;
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
        _work.Dispose();
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

    private async Task WorkAsync(CancellationToken cancellation)
    {
        while (true)
        {
            // Latched, tasks wait: whoever resets the stop wants to go on with them.
            while (!cancellation.IsCancellationRequested && !_estop.IsLatched && _queue.Begin() is { } task) await DoAsync(task, cancellation);
            await _work.WaitAsync(cancellation);
        }
    }

    private async Task DoAsync(QueuedTask task, CancellationToken cancellation)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        lock (_lock) _running = (task.Id, cancel);
        _step = 0;
        _options.Log($"task {task.Id}: {task.Request.Task}");
        _teller.Tell(task);
        TellState();
        try
        {
            (TaskSummary summary, JsonObject json) = await _runner.RunAsync(task, new StepObserver(this, task.Id), cancel.Token);
            if (summary.Status == TaskOutcome.Cancelled && cancellation.IsCancellationRequested)
            {
                _queue.Requeue(task.Id, "the robot's program was stopped; it waits for the next start");
                return;
            }
            _answer = summary.Answer;
            _queue.End(task.Id, Enum.Parse<TaskState>(summary.Status.ToString()), summary.Why, JsonText.Of(json));
            _options.Log($"task {task.Id} {summary.Status.ToString().ToLowerInvariant()}: {summary.Answer ?? summary.Why}");
        }
        catch (Exception e) when (e is not TaskQueueException)
        {
            // The sandbox or the model's process: the robot is safe, and the next task may do better.
            _queue.End(task.Id, TaskState.Failed, e.Message, null);
            _options.Log($"task {task.Id} failed: {e.Message}");
        }
        finally
        {
            lock (_lock) _running = null;
            if (_queue.Find(task.Id) is { } told) _teller.Tell(told);
            TellState();
            _devices.Publish(_governor.ReadAll());
        }
    }

    private async Task KeepHouseAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Housekeeping, _time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            foreach (QueuedTask task in _queue.Expire()) _teller.Tell(task);
            _queue.Forget(_options.Remember);
            bool idle;
            lock (_lock) idle = _running is null;
            // Under way, the turns tell; drivers take one caller at a time.
            if (idle) _devices.Publish(_governor.ReadAll());
            // The latch may have been released elsewhere, as by codeact estop --reset.
            if (!_estop.IsLatched && _queue.Waiting > 0) Wake();
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
        lock (_lock)
            if (_running is { } running && running.Id == id) running.Cancel.Cancel();
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
        string? id;
        lock (_lock) id = _running?.Id;
        string state = JsonText.Of(new JsonObject { ["state"] = _estop.IsLatched ? "estop" : id is null ? "idle" : "running", ["task"] = id, ["step"] = id is null ? null : _step, ["answer"] = _answer });
        if (Interlocked.Exchange(ref _lastState, state) != state) _outbox.Post(MqttMessage.Of(_topics.State, state, retain: true));
    }

    private void Wake() => _work.Release();

    private string NewId() => $"{_time.GetUtcNow():yyyyMMdd-HHmmss}-{Guid.NewGuid().ToString("N")[..6]}";

    private sealed class StepObserver(RobotService service, string id) : IAgentObserver
    {
        public void OnTurnEnd(TurnRecord turn)
        {
            service._step = turn.Turn;
            service._teller.Step(id, ActionJson.Of(turn));
            service._devices.Publish(turn.Outcome.Readings);
            service.TellState();
        }
    }
}
