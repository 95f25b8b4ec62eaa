using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using CodeAct.Robotics.Mqtt.Link;

namespace CodeAct.Robotics.Mqtt.Mosquitto;

/// <summary>
/// A link over libmosquitto. One thread reads, writes and connects; handlers of <see cref="Delivery.BeforeAcknowledgement"/> run on it,
/// and the library sends what it owes the broker only when they have returned. All other handlers run on a queue.
/// </summary>
public sealed class MosquittoLink : IMqttLink
{
    private const int MostQueued = 1_000, LoopMilliseconds = 1_000;

    private readonly Lock _lock = new();
    private readonly MqttOptions _options;
    private readonly Backoff _backoff;
    private readonly List<Subscription> _subscriptions = [];
    private readonly Dictionary<int, TaskCompletionSource> _publishing = [];
    private readonly Dictionary<int, Subscription> _subscribing = [];
    private readonly Channel<Action> _queue = Channel.CreateBounded<Action>(new BoundedChannelOptions(MostQueued) { SingleReader = true });
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _handling;
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
        _client = Native.New(options.ClientId, options.SessionExpirySeconds == 0, GCHandle.ToIntPtr(_self));
        if (_client == 0) throw new MqttException("libmosquitto makes no client.");
        Configure();
        _handling = Task.Run(HandleAsync);
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
        _queue.Writer.TryComplete();
        await _handling;
        Native.Destroy(_client);
        _self.Free();
        FailAll(new MqttException("The link is closed."));
        _closing.Dispose();
    }

    private unsafe void Configure()
    {
        Check(Native.SetOption(_client, Native.ProtocolVersionOption, Native.Version5));
        Check(Native.SetOption(_client, Native.NoDelayOption, 1));
        Native.SetThreaded(_client, true);
        if (_options.User is not null) Check(Native.SetLogin(_client, _options.User, _options.Password));
        if (_options.Tls)
        {
            if (_options.AuthorityFile is null) Check(Native.SetOption(_client, Native.SystemCertificatesOption, 1));
            int rc = Native.SetTls(_client, _options.AuthorityFile, null, _options.CertificateFile, _options.KeyFile, 0);
            if (rc != Native.Success && !(_options.AuthorityFile is null && _options.CertificateFile is null)) throw new MqttException($"TLS can't be used: {Native.Error(rc)} Check the certificate files.");
        }
        if (_options.Will is { } will)
            fixed (byte* payload = will.Payload.Span) Check(Native.SetWill(_client, will.Topic, will.Payload.Length, payload, will.QoS, will.Retain, 0));
        Native.OnConnect(_client, &Connected);
        Native.OnDisconnect(_client, &Disconnected);
        Native.OnPublish(_client, &Published);
        Native.OnSubscribe(_client, &Subscribed);
        Native.OnMessage(_client, &Arrived);
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
            Lose();
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

    private void Lose()
    {
        lock (_lock)
        {
            if (!_connected) return;
            _connected = false;
        }
        Queue(() => ConnectionChanged?.Invoke(false));
    }

    // Where a handler is slow the broker waits with what it sends, rather than our memory growing.
    private void Queue(Action action)
    {
        if (_queue.Writer.TryWrite(action)) return;
        try
        {
            _queue.Writer.WriteAsync(action, _closing.Token).AsTask().GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            // Closing.
        }
    }

    private async Task HandleAsync()
    {
        await foreach (Action action in _queue.Reader.ReadAllAsync()) Guard(action);
    }

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            _options.Log?.Invoke($"A handler of {_options} failed: {e.Message}");
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

    private static void Check(int rc)
    {
        if (rc != Native.Success) throw new MqttException($"libmosquitto refuses an option: {Native.Error(rc)}");
    }

    private static MosquittoLink Of(nint state) => (MosquittoLink)GCHandle.FromIntPtr(state).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Connected(nint client, nint state, int reason, int flags, nint properties)
    {
        MosquittoLink link = Of(state);
        if (reason != 0)
        {
            var refused = new MqttException($"{link._options} does not let us in: {Native.Reason(reason)}.");
            if (!link._first.TrySetException(refused)) link._options.Log?.Invoke(refused.Message);
            return;
        }
        link._backoff.Reset();
        if ((flags & Native.SessionPresent) == 0) link._session++;
        lock (link._lock)
        {
            link._subscribing.Clear();
            foreach (Subscription subscription in link._subscriptions) link.Subscribe(subscription);
            link._connected = true;
        }
        link.Queue(() => link.ConnectionChanged?.Invoke(true));
        if (link._first.Task.IsCompleted) link._options.Log?.Invoke($"{link._options} is back.");
        link._first.TrySetResult();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Disconnected(nint client, nint state, int reason, nint properties) => Of(state).Lose();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Published(nint client, nint state, int id, int reason, nint properties)
    {
        MosquittoLink link = Of(state);
        TaskCompletionSource? taken;
        lock (link._lock) link._publishing.Remove(id, out taken);
        if (reason < 128) taken?.TrySetResult();
        else taken?.TrySetException(new MqttException($"The broker refuses a message: {Native.Reason(reason)}."));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe void Subscribed(nint client, nint state, int id, int count, int* granted, nint properties)
    {
        MosquittoLink link = Of(state);
        Subscription? subscription;
        lock (link._lock) link._subscribing.Remove(id, out subscription);
        if (count > 0 && granted[0] >= 128) subscription?.Taken.TrySetException(new MqttException($"The broker refuses {subscription.Filter}: {Native.Reason(granted[0])}."));
        else subscription?.Taken.TrySetResult();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe void Arrived(nint client, nint state, Native.Message* message, nint properties)
    {
        MosquittoLink link = Of(state);
        MqttMessage taken = Properties.Read(message, properties) with { Session = link._session };
        Subscription[] all;
        lock (link._lock) all = [.. link._subscriptions];
        foreach (Subscription subscription in all)
        {
            if (!subscription.Matches(taken.Topic)) continue;
            if (subscription.Delivery == Delivery.BeforeAcknowledgement) link.Guard(() => subscription.Handler(taken));
            else link.Queue(() => subscription.Handler(taken));
        }
    }

    private sealed record Subscription(string Filter, Delivery Delivery, Action<MqttMessage> Handler)
    {
        // What a shared subscription matches is behind its group.
        private readonly string _plain = Filter.StartsWith("$share/", StringComparison.Ordinal) ? Filter.Split('/', 3)[2] : Filter;

        public TaskCompletionSource Taken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Matches(string topic) => Native.Matches(_plain, topic, out bool matches) == Native.Success && matches;
    }
}
