using System.Diagnostics;

namespace CodeAct.Robotics.Sandbox;

/// <summary>Keeps one warm worker in reserve; the next is started once one was handed out, so that two never warm up against each other for one caller. Safe for many callers.</summary>
internal sealed class WorkerPool : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Func<ProcessStartInfo> _command;
    private readonly SandboxOptions _options;
    private readonly CancellationTokenSource _closing = new();
    private readonly Stack<WorkerProcess> _used = new();
    private Task<WorkerProcess>? _spare;
    private bool _disposed;

    public WorkerPool(Func<ProcessStartInfo> command, SandboxOptions options)
    {
        _command = command;
        _options = options;
        _spare = StartAsync();
    }

    /// <summary>Takes a worker back after a session, for the next one where options say so; else ends it.</summary>
    public async Task ReturnAsync(WorkerProcess worker)
    {
        lock (_lock)
        {
            if (!_disposed && !worker.HasExited && ++worker.Sessions < _options.SessionsPerWorker)
            {
                _used.Push(worker);
                return;
            }
        }
        await worker.DisposeAsync();
    }

    /// <summary>A warm worker that nobody used, or one that was returned.</summary>
    /// <exception cref="SandboxException">No worker starts.</exception>
    public async Task<WorkerProcess> TakeAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task<WorkerProcess> taken;
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                if (_used.TryPop(out WorkerProcess? used)) return used;
                taken = _spare ?? StartAsync();
                _spare = null;
            }
            try
            {
                WorkerProcess worker = await taken.WaitAsync(cancellation);
                lock (_lock)
                {
                    if (!_disposed) _spare ??= StartAsync();
                }
                if (!worker.HasExited) return worker;
                // It died in reserve.
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
        Task<WorkerProcess>? spare;
        WorkerProcess[] used;
        lock (_lock)
        {
            if (_disposed) return;
            _disposed = true;
            spare = _spare;
            used = [.. _used];
        }
        foreach (WorkerProcess worker in used) await worker.DisposeAsync();
        await _closing.CancelAsync();
        if (spare is not null) await EndAsync(spare);
        _closing.Dispose();
    }

    private Task<WorkerProcess> StartAsync() => Task.Run(() => WorkerProcess.StartAsync(_command(), _options, _closing.Token));

    private static async Task EndAsync(Task<WorkerProcess> starting)
    {
        try
        {
            await (await starting).DisposeAsync();
        }
        catch (Exception e) when (e is SandboxException or OperationCanceledException)
        {
            // It did not start: nothing to end.
        }
    }
}
