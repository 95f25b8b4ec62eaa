using System.Diagnostics;
using CodeAct.Robotics.Sandbox.Worker.Protocol;

namespace CodeAct.Robotics.Sandbox;

/// <summary>
/// Keeps one warm worker in reserve, unless options say no, with the facade of the last session compiled in it. The next one is started
/// when the caller says that its own has begun, so that the two never take processor time from each other. Safe for many callers.
/// </summary>
internal sealed class WorkerPool : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Func<ProcessStartInfo> _command;
    private readonly SandboxOptions _options;
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationToken _closed;
    private readonly Stack<WorkerProcess> _used = new();
    private StartingWorker? _spare;
    private InitMessage? _last;
    private bool _disposed;

    public WorkerPool(Func<ProcessStartInfo> command, SandboxOptions options, WorkerProcess? first)
    {
        _command = command;
        _options = options;
        _closed = _closing.Token;
        // It was started by somebody else: who hears of workers hears of it now.
        if (first is not null) options.Started?.Invoke(first.Id);
        _spare = first is null ? Start() : new StartingWorker(first);
    }

    /// <summary>Takes a worker back after a session: into the reserve where no code has run in it, for another session where options say so; else it ends.</summary>
    public async Task ReturnAsync(WorkerProcess worker)
    {
        var returned = new StartingWorker(worker);
        StartingWorker? needless = returned;
        lock (_lock)
        {
            bool lives = !_disposed && !worker.HasExited;
            if (lives && worker.IsPrepared) needless = Reserve(returned);
            else if (lives && ++worker.Sessions < _options.SessionsPerWorker)
            {
                _used.Push(worker);
                return;
            }
        }
        if (needless is not null) await needless.EndAsync();
    }

    /// <summary>A warm worker that nobody used, or one that was returned.</summary>
    /// <param name="init">What it is wanted for: one that still starts begins with that; null where any will do.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="SandboxException">No worker starts.</exception>
    public async Task<WorkerProcess> TakeAsync(InitMessage? init, CancellationToken cancellation)
    {
        while (true)
        {
            StartingWorker taken;
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                if (_used.TryPop(out WorkerProcess? used)) return used;
                taken = _spare ?? Start();
                _spare = null;
            }
            if (init is not null && !taken.Early.Give(init))
            {
                // It starts for another robot, whose session gave up.
                _ = taken.EndAsync();
                continue;
            }
            try
            {
                WorkerProcess worker = await taken.Worker.WaitAsync(cancellation);
                if (!worker.HasExited) return worker;
                // It died in reserve.
                await worker.DisposeAsync();
            }
            catch (OperationCanceledException)
            {
                // For who comes next: where many give up quickly, each would else leave one behind that still starts, and the machine chokes.
                StartingWorker? needless;
                lock (_lock) needless = Reserve(taken);
                _ = needless?.EndAsync();
                throw;
            }
        }
    }

    /// <summary>Puts a worker in reserve where there is none, made ready for such a session.</summary>
    public void Replenish(InitMessage init)
    {
        lock (_lock)
        {
            _last = init;
            if (!_disposed && _options.Reserve) _spare ??= Start();
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
        StartingWorker? spare;
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
        if (spare is not null) await spare.EndAsync();
        _closing.Dispose();
    }

    private StartingWorker Start() => new(StartAsync);

    // Under the lock. Gives the one of the two that is not needed: the one that has got less far.
    private StartingWorker? Reserve(StartingWorker one)
    {
        if (_disposed || _spare is { Worker.IsCompletedSuccessfully: true }) return one;
        StartingWorker? other = _spare;
        _spare = one;
        return other;
    }

    private async Task<WorkerProcess> StartAsync(EarlyInit early, CancellationToken unwanted)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(unwanted, _closed);
        WorkerProcess worker = await WorkerProcess.StartAsync(_command(), _options, early, ending.Token);
        if (_last is not { } init || worker.IsPrepared) return worker;
        try
        {
            await using CancellationTokenRegistration kill = ending.Token.Register(worker.Kill);
            await worker.InitializeAsync(init, _options);
            return worker;
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }
}
