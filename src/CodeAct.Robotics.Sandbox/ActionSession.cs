using System.Diagnostics;
using System.Runtime.ExceptionServices;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Sandbox.Worker.Protocol;

namespace CodeAct.Robotics.Sandbox;

/// <summary>One task's worker. A worker that hangs, dies or lies is killed and replaced; its variables and functions are then gone.</summary>
internal sealed class ActionSession : IActionSession
{
    private const int Starts = 3;
    private const string Lost = "Variables and functions of earlier actions are gone.";

    private readonly WorkerPool _pool;
    private readonly SandboxOptions _options;
    private readonly InitMessage _init;
    private readonly SemaphoreSlim _one = new(1);
    private WorkerProcess? _worker;
    private uint _action;
    private bool _lostUnsaid, _disposed;

    public ActionSession(WorkerPool pool, SandboxOptions options, InitMessage init)
    {
        _pool = pool;
        _options = options;
        _init = init;
    }

    /// <summary>The worker's process number, while there is one.</summary>
    internal int? WorkerId => _worker?.Id;

    /// <summary>Whether its worker died since the last action.</summary>
    internal bool HasLostWorker => _worker is { HasExited: true };

    /// <summary>Gets a worker and gives it the facade; where one dies on the way, another.</summary>
    /// <exception cref="SandboxException">The facade does not compile, or no worker lives.</exception>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        for (int start = 1; ; start++)
        {
            try
            {
                await OpenOnceAsync(cancellation);
                return;
            }
            catch (SandboxException e) when (e.MayPass && start < Starts)
            {
                // A task must not be lost to one process that died.
            }
        }
    }

    private async Task OpenOnceAsync(CancellationToken cancellation)
    {
        WorkerProcess worker = await _pool.TakeAsync(_init, cancellation);
        try
        {
            await using CancellationTokenRegistration kill = cancellation.Register(worker.Kill);
            await worker.InitializeAsync(_init, _options);
            _worker = worker;
        }
        catch (Exception e)
        {
            await worker.DisposeAsync();
            if (e is SandboxException) cancellation.ThrowIfCancellationRequested();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<ActionResult> RunAsync(string code, IHostCalls calls, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_worker is { HasExited: true }) await LoseAsync();
            bool lost = _lostUnsaid;
            bool reopened = _worker is null;
            if (reopened) await OpenAsync(cancellation);
            string tier = _worker!.Layers.Tier;
            _worker.MarkUsed();
            ActionResult result = await RunAsync(_worker, code, calls, cancellation) with { Tier = tier };
            if (reopened) _pool.Replenish(_init);
            _lostUnsaid = false;
            return lost && !result.StateLost ? result with { StateLost = true } : result;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Kills and reaps the worker, also under a running action; an idle one may serve another session where the options say so.</summary>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        bool idle = _one.Wait(0);
        if (!idle)
        {
            _worker?.Kill();
            await _one.WaitAsync();
        }
        try
        {
            if (_worker is { } worker) await (idle ? _pool.ReturnAsync(worker) : worker.DisposeAsync().AsTask());
            _worker = null;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<ActionResult> RunAsync(WorkerProcess worker, string code, IHostCalls calls, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        Exception failure;
        using (var watchdog = new Watchdog(_options.Time, worker.Kill))
        {
            var exchange = new ActionExchange(worker, ++_action, calls, _options, watchdog);
            var loss = new WorkerLoss(calls);
            worker.Died = loss.Tell;
            try
            {
                FinishedMessage finished;
                await using (cancellation.Register(worker.Kill))
                    finished = await Task.Factory.StartNew(() => exchange.Run(code), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                // Killed just after its last frame: it is not there for the next action, and the caller wanted an end.
                if (cancellation.IsCancellationRequested) throw new OperationCanceledException(cancellation);
                if (finished.Spent) await LoseAsync();
                return Results.Of(finished, exchange, Stopwatch.GetElapsedTime(start), finished.Spent ? Lost : null);
            }
            catch (ProtocolException) when (!cancellation.IsCancellationRequested && !_disposed)
            {
                string words = await worker.LastWordsAsync();
                await LoseAsync();
                return Results.OfDeath(exchange, watchdog.Fired, words, _options, Stopwatch.GetElapsedTime(start), Lost);
            }
            catch (Exception e)
            {
                failure = e;
            }
            finally
            {
                loss.Close();
            }
        }
        // Cancelled, or the host's own answer failed: the code must not go on.
        await LoseAsync();
        _lostUnsaid = true;
        cancellation.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_disposed, this);
        ExceptionDispatchInfo.Throw(failure);
        throw failure;
    }

    private async Task LoseAsync()
    {
        if (_worker is { } worker) await worker.DisposeAsync();
        _worker = null;
    }
}
