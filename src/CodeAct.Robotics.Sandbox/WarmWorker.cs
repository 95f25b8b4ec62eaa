namespace CodeAct.Robotics.Sandbox;

/// <summary>A worker that has started and has told what stands around it: a sandbox begins with it. Ends it where none did.</summary>
public sealed class WarmWorker : IAsyncDisposable
{
    private WorkerProcess? _worker;

    internal WarmWorker(WorkerProcess worker) => _worker = worker;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Take() is { } worker) await worker.DisposeAsync();
    }

    /// <summary>Gives it away, once.</summary>
    internal WorkerProcess? Take() => Interlocked.Exchange(ref _worker, null);
}
