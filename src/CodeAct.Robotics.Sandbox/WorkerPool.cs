using System.Diagnostics;

namespace CodeAct.Robotics.Sandbox;

/// <summary>Keeps one warm worker in reserve; another is started whenever one is taken. Safe for many callers.</summary>
internal sealed class WorkerPool : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Func<ProcessStartInfo> _command;
    private readonly SandboxOptions _options;
    private Task<WorkerProcess> _spare;
    private bool _disposed;

    public WorkerPool(Func<ProcessStartInfo> command, SandboxOptions options)
    {
        _command = command;
        _options = options;
        _spare = StartAsync();
    }

    /// <summary>A warm worker that nobody used.</summary>
    /// <exception cref="SandboxException">No worker starts.</exception>
    public async Task<WorkerProcess> TakeAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task<WorkerProcess> taken;
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                taken = _spare;
                _spare = StartAsync();
            }
            try
            {
                WorkerProcess worker = await taken.WaitAsync(cancellation);
                if (!worker.HasExited) return worker;
                // It died in reserve; the next one was just started.
                await worker.DisposeAsync();
            }
            catch (OperationCanceledException)
            {
                _ = EndAsync(taken);
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task<WorkerProcess> spare;
        lock (_lock)
        {
            if (_disposed) return;
            _disposed = true;
            spare = _spare;
        }
        await EndAsync(spare);
    }

    private Task<WorkerProcess> StartAsync() => Task.Run(() => WorkerProcess.StartAsync(_command(), _options));

    private static async Task EndAsync(Task<WorkerProcess> starting)
    {
        try
        {
            await (await starting).DisposeAsync();
        }
        catch (SandboxException)
        {
            // It did not start: nothing to end.
        }
    }
}
