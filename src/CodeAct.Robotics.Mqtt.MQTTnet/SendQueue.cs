using System.Threading.Channels;
using CodeAct.Robotics.Mqtt.Link;
using MQTTnet;
using MQTTnet.Exceptions;

namespace CodeAct.Robotics.Mqtt.MqttNet;

/// <summary>
/// What is to be sent, in order. What a lost connection left without an acknowledgement is sent again over the next one, before all else;
/// MQTTnet itself forgets it. Never more is under way than the broker takes at once, which MQTTnet does not heed either.
/// </summary>
internal sealed class SendQueue
{
    private readonly Lock _lock = new();
    private readonly Channel<Outgoing> _waiting = Channel.CreateUnbounded<Outgoing>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<Outgoing> _unacknowledged = [];
    private bool _closed;

    /// <summary>Takes a message; the task is done as <see cref="IMqttLink.PublishAsync"/> says.</summary>
    /// <exception cref="MqttException">The link is closed.</exception>
    public Task Add(MqttMessage message)
    {
        var outgoing = new Outgoing(message);
        lock (_lock)
        {
            if (_closed || !_waiting.Writer.TryWrite(outgoing)) throw new MqttException("The link is closed.");
        }
        return outgoing.Taken.Task;
    }

    /// <summary>Sends over one connection until it is lost.</summary>
    /// <param name="client">The connection.</param>
    /// <param name="most">How many may be under way at once.</param>
    /// <param name="mostBytes">The largest packet that the broker takes.</param>
    /// <param name="lost">Ends it.</param>
    public async Task SendAsync(IMqttClient client, int most, uint mostBytes, CancellationToken lost)
    {
        // Not disposed: sendings that end late still release it.
        var free = new SemaphoreSlim(most);
        Outgoing[] again;
        lock (_lock) again = [.. _unacknowledged];
        try
        {
            foreach (Outgoing outgoing in again) await StartAsync(outgoing);
            while (await _waiting.Reader.WaitToReadAsync(lost))
            {
                if (!_waiting.Reader.TryRead(out Outgoing? outgoing)) continue;
                lock (_lock) _unacknowledged.Add(outgoing);
                await StartAsync(outgoing);
            }
        }
        catch (OperationCanceledException)
        {
            // The connection is lost.
        }

        async Task StartAsync(Outgoing outgoing)
        {
            await free.WaitAsync(lost);
            _ = SendAsync(client, outgoing, mostBytes, free, lost);
        }
    }

    /// <summary>Takes no more, and tells all that wait.</summary>
    public void Close(MqttException why)
    {
        lock (_lock)
        {
            _closed = true;
            while (_waiting.Reader.TryRead(out Outgoing? outgoing)) outgoing.Taken.TrySetException(why);
            foreach (Outgoing outgoing in _unacknowledged) outgoing.Taken.TrySetException(why);
            _unacknowledged.Clear();
        }
    }

    private async Task SendAsync(IMqttClient client, Outgoing outgoing, uint mostBytes, SemaphoreSlim free, CancellationToken lost)
    {
        try
        {
            MqttMessage message = outgoing.Message;
            if (NetMessages.Size(message) > mostBytes) throw new MqttProtocolViolationException($"the broker takes {mostBytes} bytes at most.");
            MqttClientPublishResult result = await client.PublishAsync(NetMessages.Of(message), lost);
            End(outgoing, result.IsSuccess ? null : new MqttException($"The broker refuses a message: {result.ReasonCode} {result.ReasonString}".TrimEnd() + "."));
        }
        catch (Exception e)
        {
            // What may not come twice is not tried twice.
            bool again = outgoing.Message.QoS > 0 && (e is MqttCommunicationException or OperationCanceledException or ObjectDisposedException || !client.IsConnected);
            if (!again) End(outgoing, new MqttException($"A message to {outgoing.Message.Topic} can't be sent: {e.Message}"));
        }
        finally
        {
            free.Release();
        }
    }

    private void End(Outgoing outgoing, MqttException? fault)
    {
        lock (_lock) _unacknowledged.Remove(outgoing);
        if (fault is null) outgoing.Taken.TrySetResult();
        else outgoing.Taken.TrySetException(fault);
    }

    private sealed class Outgoing(MqttMessage message)
    {
        public MqttMessage Message { get; } = message;

        public TaskCompletionSource Taken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
