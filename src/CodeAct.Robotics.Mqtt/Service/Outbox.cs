using System.Threading.Channels;
using CodeAct.Robotics.Mqtt.Link;

namespace CodeAct.Robotics.Mqtt.Service;

/// <summary>
/// Sends in order, without those who post waiting for the broker. While the broker is away it keeps the newest; what must not be lost is
/// told again from the queue of tasks.
/// </summary>
internal sealed class Outbox : IAsyncDisposable
{
    private const int Most = 8_192;
    private readonly Channel<(MqttMessage Message, Action? Taken)> _waiting = Channel.CreateBounded<(MqttMessage, Action?)>(new BoundedChannelOptions(Most) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });
    private readonly CancellationTokenSource _closing = new();
    private readonly Action<string> _log;
    private readonly Task _sending;

    public Outbox(IMqttLink link, Action<string> log)
    {
        _log = log;
        _sending = Task.Run(() => SendAsync(link));
    }

    /// <summary>Sends it in its turn.</summary>
    /// <param name="message">What.</param>
    /// <param name="taken">Called when the broker has it.</param>
    public void Post(MqttMessage message, Action? taken = null) => _waiting.Writer.TryWrite((message, taken));

    /// <summary>Sends what waits, for so long at most.</summary>
    public async Task FlushAsync(TimeSpan limit)
    {
        _waiting.Writer.TryComplete();
        await Task.WhenAny(_sending, Task.Delay(limit));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _closing.CancelAsync();
        await _sending;
        _closing.Dispose();
    }

    private async Task SendAsync(IMqttLink link)
    {
        await foreach ((MqttMessage message, Action? taken) in _waiting.Reader.ReadAllAsync())
        {
            try
            {
                await link.PublishAsync(message, _closing.Token);
                taken?.Invoke();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e)
            {
                _log($"{message.Topic}: {e.Message}");
            }
        }
    }
}
