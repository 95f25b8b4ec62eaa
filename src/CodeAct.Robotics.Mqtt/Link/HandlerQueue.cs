using System.Threading.Channels;

namespace CodeAct.Robotics.Mqtt.Link;

/// <summary>
/// Runs the handlers of a link one after the other, beside the connection. Where they are slow it fills, and who adds waits: then the broker
/// waits with what it sends, rather than our memory growing. What a handler throws is logged.
/// </summary>
internal sealed class HandlerQueue
{
    private const int Most = 1_000;

    private readonly Channel<Action> _waiting = Channel.CreateBounded<Action>(new BoundedChannelOptions(Most) { SingleReader = true });
    private readonly MqttOptions _options;
    private readonly CancellationToken _closing;
    private readonly Task _handling;

    /// <summary>An empty one, which begins.</summary>
    /// <param name="options">The link's, for its log.</param>
    /// <param name="closing">From then on nothing is taken.</param>
    public HandlerQueue(MqttOptions options, CancellationToken closing)
    {
        (_options, _closing) = (options, closing);
        _handling = Task.Run(HandleAsync);
    }

    /// <summary>Runs it when its turn comes.</summary>
    /// <returns>False where the link closes.</returns>
    public async ValueTask<bool> AddAsync(Action handler)
    {
        if (_waiting.Writer.TryWrite(handler)) return true;
        try
        {
            await _waiting.Writer.WriteAsync(handler, _closing);
            return true;
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            return false;
        }
    }

    /// <summary>As <see cref="AddAsync"/>, for a thread that may block.</summary>
    public bool Add(Action handler)
    {
        ValueTask<bool> adding = AddAsync(handler);
        return adding.IsCompletedSuccessfully ? adding.Result : adding.AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Runs it now, on this thread.</summary>
    public void Guard(Action handler)
    {
        try
        {
            handler();
        }
        catch (Exception e)
        {
            _options.Log?.Invoke($"A handler of {_options} failed: {e.Message}");
        }
    }

    /// <summary>Takes nothing more; done when all that was taken has run.</summary>
    public Task FinishAsync()
    {
        _waiting.Writer.TryComplete();
        return _handling;
    }

    private async Task HandleAsync()
    {
        await foreach (Action handler in _waiting.Reader.ReadAllAsync()) Guard(handler);
    }
}
