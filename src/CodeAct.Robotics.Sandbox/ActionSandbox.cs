using System.Diagnostics;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Sandbox.Worker.Protocol;

namespace CodeAct.Robotics.Sandbox;

/// <summary>
/// Sessions in worker processes: a generic one is always warm, a session's is its own and never another's. Safe for many callers.
/// </summary>
public sealed class ActionSandbox : IActionSandbox
{
    private readonly WorkerPool _pool;
    private readonly SandboxOptions _options;

    /// <summary>Starts to warm the first worker in the background, unless there is one.</summary>
    /// <param name="options">Budgets and limits; null for the defaults.</param>
    /// <param name="first">The first worker, from the gate; null where there is none yet.</param>
    public ActionSandbox(SandboxOptions? options = null, WarmWorker? first = null)
        : this(options ?? new SandboxOptions(), null, first)
    {
    }

    internal ActionSandbox(SandboxOptions options, Func<ProcessStartInfo>? command, WarmWorker? first = null)
    {
        _options = options;
        _pool = new WorkerPool(command ?? (() => WorkerCommand.Default(options)), options, first?.Take());
    }

    /// <inheritdoc/>
    /// <exception cref="SandboxException">No worker starts, or the facade does not compile.</exception>
    public async Task<IActionSession> OpenAsync(SandboxApi api, CancellationToken cancellation)
    {
        InitMessage init = _options.Init(api);
        var session = new ActionSession(_pool, _options, init);
        await session.OpenAsync(cancellation);
        _pool.Replenish(init);
        return session;
    }

    /// <summary>Lets a worker that no session has try to get out: files, sockets, signals, processes.</summary>
    /// <exception cref="SandboxException">No worker starts, or it got out so far that it could not answer.</exception>
    public async Task<SandboxExamination> ExamineAsync(CancellationToken cancellation)
    {
        WorkerProcess worker = await _pool.TakeAsync(null, cancellation);
        await using (worker) return await worker.ExamineAsync(_options);
    }

    /// <summary>Done when a warm worker stands in reserve.</summary>
    internal Task WaitForSpareAsync() => _pool.WaitForSpareAsync();

    /// <summary>Ends the worker in reserve; sessions are disposed by those who opened them.</summary>
    public ValueTask DisposeAsync() => _pool.DisposeAsync();
}
