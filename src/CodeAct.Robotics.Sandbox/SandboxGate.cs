using CodeAct.Robotics.Agents;

namespace CodeAct.Robotics.Sandbox;

/// <summary>Says whether machines may be driven from this machine's sandbox: seccomp, rlimits and the watchdog are the least.</summary>
public static class SandboxGate
{
    /// <summary>Lets a worker tell what stands around it, and refuses where that is too little. Gives the worker, for the sandbox to begin with.</summary>
    /// <param name="options">Of the sandbox that is to be.</param>
    /// <param name="api">What its session may use: a worker that knows it from the start is ready in half the time.</param>
    /// <param name="allowWeak">The operator takes what there is, by name: <c>--allow-weak-sandbox</c>.</param>
    /// <param name="cancellation">Ends the worker.</param>
    /// <exception cref="WeakSandboxException">A layer that hardware needs is missing.</exception>
    /// <exception cref="SandboxException">No worker starts.</exception>
    public static async Task<WarmWorker> RequireAsync(SandboxOptions options, SandboxApi api, bool allowWeak, CancellationToken cancellation)
    {
        // A worker tells as soon as it is ready; whether the layers hold, doctor tries.
        var early = new EarlyInit();
        early.Give(options.Init(api));
        WorkerProcess worker = await WorkerProcess.StartAsync(WorkerCommand.Default(options), options, early, cancellation);
        try
        {
            Require(worker.Layers, allowWeak);
            return new WarmWorker(worker);
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    /// <summary>The same for layers that are known.</summary>
    /// <exception cref="WeakSandboxException">A layer that hardware needs is missing.</exception>
    public static void Require(SandboxLayers layers, bool allowWeak)
    {
        if (!layers.FitForHardware && !allowWeak)
            throw new WeakSandboxException($"The sandbox here is {layers.Tier}; hardware needs seccomp+rlimits at least. Install libseccomp2 (codeact doctor tells more), or say --allow-weak-sandbox.");
    }
}

/// <summary>The sandbox is too weak to drive machines.</summary>
public sealed class WeakSandboxException(string message) : Exception(message);
