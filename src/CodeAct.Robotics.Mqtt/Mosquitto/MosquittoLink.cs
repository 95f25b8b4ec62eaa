using System.Runtime.InteropServices;
using CodeAct.Robotics.Mqtt.Link;

namespace CodeAct.Robotics.Mqtt.Mosquitto;

/// <summary>
/// A link over libmosquitto. One thread reads, writes and connects; handlers of <see cref="Delivery.BeforeAcknowledgement"/> run on it,
/// and the library sends what it owes the broker only when they have returned. All other handlers run on a queue.
/// </summary>
public sealed class MosquittoLink : IMqttLink
{
    private const int LoopMilliseconds = 1_000;

    private readonly Lock _lock = new();
    private readonly MqttOptions _options;
    private readonly Backoff _backoff;
    private readonly List<Subscription> _subscriptions = [];
    private readonly Dictionary<int, TaskCompletionSource> _publishing = [];
    private readonly Dictionary<int, Subscription> _subscribing = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HandlerQueue _handlers;
    private readonly GCHandle _self;
    private readonly nint _client;
    private Thread? _thread;
    private volatile bool _connected;
    // Only the library's thread touches it.
    private int _session;
    private int _disposed;

    /// <summary>A link that is not connected yet.</summary>
    /// <param name="options">The broker.</param>
    /// <param name="chance">Draws the jitter.</param>
    /// <exception cref="MqttException">libmosquitto is not installed, or an option is refused by it.</exception>
    public MosquittoLink(MqttOptions options, Random? chance = null)
    {
        MosquittoLibrary.Require();
        _options = options;
        _backoff = new Backoff(options.ShortestPause, options.LongestPause, chance ?? Random.Shared);
        _self = GCHandle.Alloc(this);
        _client = ClientFactory.Make(options, GCHandle.ToIntPtr(_self));
        _handlers = new HandlerQueue(options, _closing.Token);
    }

    /// <inheritdoc/>
    public bool IsConnected => _connected;

    /// <inheritdoc/>
    public event Action<bool>? ConnectionChanged;

    /// <inheritdoc/>
    public async Task ConnectAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_thread is null)
            {
                _thread = new Thread(Run) { IsBackground = true, Name = "mqtt" };
                _thread.Start();
            }
        }
        await _first.Task.WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public async Task PublishAsync(MqttMessage message, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Publish(message, taken);
        await taken.Task.WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public async Task SubscribeAsync(string filter, Delivery delivery, Action<MqttMessage> handler, CancellationToken cancellation)
    {
        var subscription = new Subscription(filter, delivery, handler);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed != 0, this);
            _subscriptions.Add(subscription);
            if (_connected) Subscribe(subscription);
        }
        await subscription.Taken.Task.WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await _closing.CancelAsync();
        // The library's own call wakes its thread.
        Native.Disconnect(_client, 0, 0);
        if (_thread is { } thread) await Task.Run(thread.Join);
        await _handlers.FinishAsync();
        Native.Destroy(_client);
        _self.Free();
        FailAll(new MqttException("The link is closed."));
        _closing.Dispose();
    }

    private void Run()
    {
        _options.Prepare?.Invoke();
        nint properties = Properties.Of(_options);
        int rc = Native.Connect(_client, _options.Host, _options.Port, _options.KeepAliveSeconds, 0, properties);
        Native.FreeProperties(ref properties);
        if (rc != Native.Success)
        {
            if (!_options.WaitsForBroker)
            {
                _first.TrySetException(new MqttException($"{_options} can't be reached: {Native.Error(rc)}"));
                return;
            }
            ComeBack($"can't be reached ({Native.Error(rc)})");
        }
        while (!_closing.IsCancellationRequested)
        {
            rc = Native.Loop(_client, LoopMilliseconds, 1);
            if (rc == Native.Success) continue;
            OnLost();
            if (_first.Task.IsFaulted) return;
            if (!_first.Task.IsCompleted && !_options.WaitsForBroker)
            {
                _first.TrySetException(new MqttException($"{_options} does not work: {Native.Error(rc)}"));
                return;
            }
            if (!_closing.IsCancellationRequested) ComeBack($"is lost ({Native.Error(rc)})");
        }
    }

    private void ComeBack(string why)
    {
        _options.Log?.Invoke($"{_options} {why}; trying until it is there.");
        do
        {
            if (_closing.Token.WaitHandle.WaitOne(_backoff.Next())) return;
        }
        while (Native.Reconnect(_client) != Native.Success);
    }

    private unsafe void Publish(MqttMessage message, TaskCompletionSource taken)
    {
        nint properties = Properties.Of(message);
        try
        {
            // The acknowledgement may come before the call returns.
            lock (_lock)
            {
                int rc, id;
                fixed (byte* payload = message.Payload.Span) rc = Native.Publish(_client, out id, message.Topic, message.Payload.Length, payload, message.QoS, message.Retain, properties);
                // At QoS 1 the library keeps it until the broker is back.
                if (rc == Native.NoConnection && message.QoS > 0) rc = Native.Success;
                if (rc != Native.Success) throw new MqttException($"A message to {message.Topic} can't be sent: {Native.Error(rc)}");
                _publishing[id] = taken;
            }
        }
        finally
        {
            Native.FreeProperties(ref properties);
        }
    }

    // Under the lock.
    private void Subscribe(Subscription subscription)
    {
        int rc = Native.Subscribe(_client, out int id, subscription.Filter, 1, Native.RetainAsPublished, 0);
        if (rc == Native.Success) _subscribing[id] = subscription;
        else if (rc is not (Native.NoConnection or Native.ConnectionLost)) subscription.Taken.TrySetException(new MqttException($"{subscription.Filter} can't be subscribed: {Native.Error(rc)}"));
    }

    /// <summary>The broker answered: let us in or not.</summary>
    internal void OnConnected(int reason, bool sessionPresent)
    {
        if (reason != 0)
        {
            var refused = new MqttException($"{_options} does not let us in: {Native.Reason(reason)}.");
            if (!_first.TrySetException(refused)) _options.Log?.Invoke(refused.Message);
            return;
        }
        _backoff.Reset();
        if (!sessionPresent) _session++;
        lock (_lock)
        {
            _subscribing.Clear();
            foreach (Subscription subscription in _subscriptions) Subscribe(subscription);
            _connected = true;
        }
        _handlers.Add(() => ConnectionChanged?.Invoke(true));
        if (_first.Task.IsCompleted) _options.Log?.Invoke($"{_options} is back.");
        _first.TrySetResult();
    }

    /// <summary>The connection is lost.</summary>
    internal void OnLost()
    {
        lock (_lock)
        {
            if (!_connected) return;
            _connected = false;
        }
        _handlers.Add(() => ConnectionChanged?.Invoke(false));
    }

    /// <summary>The broker has taken a message, or refuses it.</summary>
    internal void OnPublished(int id, int reason)
    {
        TaskCompletionSource? taken;
        lock (_lock) _publishing.Remove(id, out taken);
        if (reason < 128) taken?.TrySetResult();
        else taken?.TrySetException(new MqttException($"The broker refuses a message: {Native.Reason(reason)}."));
    }

    /// <summary>The broker has granted a subscription, or refuses it.</summary>
    internal void OnSubscribed(int id, int reason)
    {
        Subscription? subscription;
        lock (_lock) _subscribing.Remove(id, out subscription);
        if (reason >= 128) subscription?.Taken.TrySetException(new MqttException($"The broker refuses {subscription.Filter}: {Native.Reason(reason)}."));
        else subscription?.Taken.TrySetResult();
    }

    /// <summary>A message; it is acknowledged when this returns.</summary>
    internal void OnArrived(MqttMessage message)
    {
        MqttMessage taken = message with { Session = _session };
        Subscription[] all;
        lock (_lock) all = [.. _subscriptions];
        foreach (Subscription subscription in all)
        {
            if (Native.Matches(subscription.Plain, taken.Topic, out bool matches) != Native.Success || !matches) continue;
            if (subscription.Delivery == Delivery.BeforeAcknowledgement) _handlers.Guard(() => subscription.Handler(taken));
            else _handlers.Add(() => subscription.Handler(taken));
        }
    }

    private void FailAll(MqttException why)
    {
        lock (_lock)
        {
            foreach (TaskCompletionSource taken in _publishing.Values) taken.TrySetException(why);
            foreach (Subscription subscription in _subscriptions) subscription.Taken.TrySetException(why);
            _publishing.Clear();
        }
        _first.TrySetException(why);
        // Nobody may wait for these; their faults are told to who does.
        _ = _first.Task.Exception;
    }
}
