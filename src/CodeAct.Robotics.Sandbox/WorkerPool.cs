using System.Diagnostics;
using CodeAct.Robotics.Sandbox.Worker.Protocol;

namespace CodeAct.Robotics.Sandbox;

/// <summary>
/// Keeps one warm worker in reserve, with the facade of the last session compiled in it. The next one is started when the caller
/// says that its own has begun, so that the two never take processor time from each other. Safe for many callers.
/// </summary>
internal sealed class WorkerPool : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Func<ProcessStartInfo> _command;
    private readonly SandboxOptions _options;
    private readonly CancellationTokenSource _closing = new();
    private readonly Stack<WorkerProcess> _used = new();
    private Starting? _spare;
    private InitMessage? _last;
    private bool _disposed;

    public WorkerPool(Func<ProcessStartInfo> command, SandboxOptions options)
    {
        _command = command;
        _options = options;
        _spare = Start();
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
    /// <param name="init">What it is wanted for: one that still starts begins with that.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="SandboxException">No worker starts.</exception>
    public async Task<WorkerProcess> TakeAsync(InitMessage init, CancellationToken cancellation)
    {
        while (true)
        {
            Starting taken;
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                if (_used.TryPop(out WorkerProcess? used)) return used;
                taken = _spare ?? Start();
                _spare = null;
            }
            try
            {
                taken.Early.Give(init);
                WorkerProcess worker = await taken.Worker.WaitAsync(cancellation);
                if (!worker.HasExited) return worker;
                // It died in reserve.
                await worker.DisposeAsync();
            }
            catch (OperationCanceledException)
            {
                _ = EndAsync(taken.Worker);
                throw;
            }
        }
    }

    /// <summary>A warm worker without a facade, not of the reserve.</summary>
    /// <exception cref="SandboxException">It does not start.</exception>
    public Task<WorkerProcess> StartBareAsync(CancellationToken cancellation) => WorkerProcess.StartAsync(_command(), _options, new EarlyInit(), cancellation);

    /// <summary>Puts a worker in reserve where there is none, made ready for such a session.</summary>
    public void Replenish(InitMessage init)
    {
        lock (_lock)
        {
            _last = init;
            if (!_disposed) _spare ??= Start();
        }
    }

    /// <summary>Done when the worker in reserve is warm.</summary>
    public async Task WaitForSpareAsync()
    {
        Task<WorkerProcess>? spare;
        lock (_lock) spare = _spare?.Worker;
        if (spare is not null) await spare;
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
            spare = _spare?.Worker;
            used = [.. _used];
        }
        foreach (WorkerProcess worker in used) await worker.DisposeAsync();
        await _closing.CancelAsync();
        if (spare is not null) await EndAsync(spare);
        _closing.Dispose();
    }

    private Starting Start()
    {
        var early = new EarlyInit();
        return new Starting(Task.Run(() => StartAsync(early)), early);
    }

    private async Task<WorkerProcess> StartAsync(EarlyInit early)
    {
        WorkerProcess worker = await WorkerProcess.StartAsync(_command(), _options, early, _closing.Token);
        if (_last is not { } init || worker.IsPrepared) return worker;
        try
        {
            await worker.InitializeAsync(init, _options);
            return worker;
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    /// <summary>A worker that starts or has started, and the way to give it a session meanwhile.</summary>
    private sealed record Starting(Task<WorkerProcess> Worker, EarlyInit Early);

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
