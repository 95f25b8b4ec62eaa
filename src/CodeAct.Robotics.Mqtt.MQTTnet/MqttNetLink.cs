using CodeAct.Robotics.Mqtt.Link;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace CodeAct.Robotics.Mqtt.MqttNet;

/// <summary>
/// A link over MQTTnet 5: managed code alone, so that a board needs no library of Debian's. A loop connects, subscribes, pings and comes
/// back; each connection is a client of its own, so that nothing late from a lost one is taken for the next. Each message is acknowledged
/// by hand: those of <see cref="Delivery.BeforeAcknowledgement"/> when their handlers have returned, all others when they are queued.
/// </summary>
public sealed class MqttNetLink : IMqttLink
{
    private const int MostUnderWay = 100;

    private readonly Lock _lock = new();
    private readonly MqttOptions _options;
    private readonly NetConnection _connection;
    private readonly TimeProvider _time;
    private readonly Backoff _backoff;
    private readonly List<Subscription> _subscriptions = [];
    private readonly SendQueue _sending = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HandlerQueue _handlers;
    private Task? _running;
    // The client that subscriptions go to at once; null while there is none.
    private IMqttClient? _client;
    private volatile bool _connected;
    // Written before a connection subscribes, and so before a message of a new session can come.
    private volatile int _session;
    private string? _complaint;
    private int _disposed;

    /// <summary>A link that is not connected yet.</summary>
    /// <param name="options">The broker.</param>
    /// <param name="chance">Draws the jitter.</param>
    /// <param name="time">Measures pauses and the silence of the broker; the system's clock without it.</param>
    /// <exception cref="MqttException">A certificate file can't be used.</exception>
    public MqttNetLink(MqttOptions options, Random? chance = null, TimeProvider? time = null)
    {
        _options = options;
        _time = time ?? TimeProvider.System;
        _connection = new NetConnection(options, _time);
        _backoff = new Backoff(options.ShortestPause, options.LongestPause, chance ?? Random.Shared);
        _handlers = new HandlerQueue(options, _closing.Token);
    }

    /// <inheritdoc/>
    public bool IsConnected => _connected && _client is { IsConnected: true };

    /// <inheritdoc/>
    public event Action<bool>? ConnectionChanged;

    /// <inheritdoc/>
    public async Task ConnectAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed != 0, this);
            _running ??= Task.Run(RunAsync, CancellationToken.None);
        }
        await _first.Task.WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public async Task PublishAsync(MqttMessage message, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        await _sending.Add(message).WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public async Task SubscribeAsync(string filter, Delivery delivery, Action<MqttMessage> handler, CancellationToken cancellation)
    {
        var subscription = new Subscription(filter, delivery, handler);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed != 0, this);
            _subscriptions.Add(subscription);
            if (_client is { } client) _ = SubscribeAsync(client, subscription);
        }
        await subscription.Taken.Task.WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task? running;
        lock (_lock)
        {
            if (_disposed != 0) return;
            _disposed = 1;
            running = _running;
        }
        await _closing.CancelAsync();
        if (running is not null) await running;
        await _handlers.FinishAsync();
        var why = new MqttException("The link is closed.");
        _sending.Close(why);
        lock (_lock)
        {
            foreach (Subscription subscription in _subscriptions) subscription.Taken.TrySetException(why);
        }
        _first.TrySetException(why);
        // Nobody may wait for it.
        _ = _first.Task.Exception;
        _closing.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                await KeepAsync();
            }
            catch (MqttException e)
            {
                if (!_first.Task.IsCompleted && (_connection.IsRefused || !_options.WaitsForBroker) && !_closing.IsCancellationRequested)
                {
                    _first.TrySetException(e);
                    return;
                }
                Complain(e.Message);
            }
            try
            {
                await Task.Delay(_backoff.Next(), _time, _closing.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    // One connection, from its beginning until it is lost.
    private async Task KeepAsync()
    {
        using IMqttClient client = new MqttClientFactory().CreateMqttClient();
        // When it is raised no handler runs any more: the client waits for the one that does.
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        client.ApplicationMessageReceivedAsync += ArrivedAsync;
        client.DisconnectedAsync += _ =>
        {
            lost.TrySetResult();
            return Task.CompletedTask;
        };
        MqttClientConnectResult result = await _connection.OpenAsync(client, _closing.Token);
        if (!result.IsSessionPresent) _session++;
        try
        {
            await SubscribeAllAsync(client);
            if (!client.IsConnected) throw new MqttException($"{_options} hangs up at once.");
            _connected = true;
            await _handlers.AddAsync(() => ConnectionChanged?.Invoke(true));
            if (_first.Task.IsCompleted) _options.Log?.Invoke($"{_options} is back.");
            _first.TrySetResult();
            (_complaint, int most) = (null, result.ReceiveMaximum is > 0 and { } taken ? Math.Min((int)taken, MostUnderWay) : MostUnderWay);
            _backoff.Reset();
            Task sending = _sending.SendAsync(client, most, result.MaximumPacketSize is > 0 and { } bytes ? bytes : uint.MaxValue, gone.Token);
            await _connection.StayAsync(client, lost.Task, _closing.Token);
            await gone.CancelAsync();
            await sending;
        }
        finally
        {
            bool told = _connected;
            lock (_lock)
            {
                _client = null;
                _connected = false;
            }
            // In order, where the connection still stands; the broker then keeps the will to itself.
            await NetConnection.CloseAsync(client);
            await lost.Task;
            if (told) await _handlers.AddAsync(() => ConnectionChanged?.Invoke(false));
            if (told && !_closing.IsCancellationRequested) Complain($"{_options} is lost; trying until it is there.");
        }
    }

    private async Task SubscribeAllAsync(IMqttClient client)
    {
        Subscription[] all;
        lock (_lock)
        {
            all = [.. _subscriptions];
            _client = client;
        }
        await Task.WhenAll(all.Select(s => SubscribeAsync(client, s)));
    }

    // A connection that is lost meanwhile leaves it to the next one.
    private async Task SubscribeAsync(IMqttClient client, Subscription subscription)
    {
        try
        {
            var options = new MqttClientSubscribeOptions { TopicFilters = [new MqttTopicFilter { Topic = subscription.Filter, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce, RetainAsPublished = true }] };
            using var silence = new CancellationTokenSource(NetConnection.Answer, _time);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, _closing.Token);
            MqttClientSubscribeResult result = await client.SubscribeAsync(options, limit.Token);
            MqttClientSubscribeResultCode granted = result.Items.First().ResultCode;
            if ((int)granted < 128) subscription.Taken.TrySetResult();
            else Refuse($"The broker refuses {subscription.Filter}: {granted} {result.ReasonString}".TrimEnd() + ".");
        }
        catch (Exception e)
        {
            if (client.IsConnected && !_closing.IsCancellationRequested) Refuse($"{subscription.Filter} can't be subscribed: {e.Message}");
        }

        void Refuse(string why)
        {
            if (!subscription.Taken.TrySetException(new MqttException(why))) _options.Log?.Invoke(why);
        }
    }

    private async Task ArrivedAsync(MqttApplicationMessageReceivedEventArgs arrived)
    {
        arrived.AutoAcknowledge = false;
        MqttMessage message = NetMessages.Of(arrived.ApplicationMessage) with { PacketId = arrived.PacketIdentifier, Session = _session };
        Subscription[] all;
        lock (_lock) all = [.. _subscriptions];
        foreach (Subscription subscription in all)
        {
            if (MqttTopicFilterComparer.Compare(message.Topic, subscription.Plain) != MqttTopicFilterCompareResult.IsMatch) continue;
            if (subscription.Delivery == Delivery.BeforeAcknowledgement) _handlers.Guard(() => subscription.Handler(message));
            // Where a handler is slow the broker waits with what it sends, rather than our memory growing.
            else if (!await _handlers.AddAsync(() => subscription.Handler(message))) return;
        }
        try
        {
            await arrived.AcknowledgeAsync(CancellationToken.None);
        }
        catch (Exception)
        {
            // The connection is lost, so the message comes again.
        }
    }

    // Once, not at each attempt.
    private void Complain(string what)
    {
        if (Interlocked.Exchange(ref _complaint, what) != what) _options.Log?.Invoke(what);
    }
}
