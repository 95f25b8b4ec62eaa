namespace CodeAct.Robotics.Sandbox;

/// <summary>A worker that starts or has started, the way to give it a session meanwhile, and the way to end it at any time.</summary>
internal sealed class StartingWorker
{
    private readonly CancellationTokenSource _unwanted = new();

    /// <summary>Begins to start one.</summary>
    public StartingWorker(Func<EarlyInit, CancellationToken, Task<WorkerProcess>> start) => Worker = Task.Run(() => start(Early, _unwanted.Token));

    /// <summary>One that stands ready.</summary>
    public StartingWorker(WorkerProcess ready)
    {
        Early.Close();
        Worker = Task.FromResult(ready);
    }

    /// <summary>Done when it is warm.</summary>
    public Task<WorkerProcess> Worker { get; }

    /// <summary>What it begins with.</summary>
    public EarlyInit Early { get; } = new();

    /// <summary>Kills it, however far it has come, and reaps it.</summary>
    public async Task EndAsync()
    {
        await _unwanted.CancelAsync();
        try
        {
            await (await Worker).DisposeAsync();
        }
        catch (Exception e) when (e is SandboxException or OperationCanceledException)
        {
            // It did not start: nothing to end.
        }
    }
}
