namespace CodeAct.Robotics.Safety;

/// <summary>
/// Ends what runs, from any thread and as often as one likes. What follows from the cancellation, down to the end of a task, happens on
/// other threads: the one that hears of stops must be free for the next.
/// </summary>
public sealed class TaskStop : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _source;
    private Task _following = Task.CompletedTask;
    private bool _over;

    /// <param name="cancellation">Ends it, too.</param>
    public TaskStop(CancellationToken cancellation) => _source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

    /// <summary>Cancelled by <see cref="Request"/>.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Asks for the end. Returns at once; without effect when all is over.</summary>
    public void Request()
    {
        lock (_lock)
            if (!_over && !_source.IsCancellationRequested) _following = _source.CancelAsync();
    }

    /// <summary>Waits for what a request set going.</summary>
    public async ValueTask DisposeAsync()
    {
        Task following;
        lock (_lock)
        {
            _over = true;
            following = _following;
        }

        await following;
        _source.Dispose();
    }
}
