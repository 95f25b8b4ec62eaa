using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;
using CodeAct.Robotics.Simulators;

namespace CodeAct.Robotics.Benchmarks;

/// <summary>The simulated greenhouse under its governor, with a sandbox session.</summary>
internal sealed class BenchRobot : IAsyncDisposable
{
    private readonly Simulation _simulation;

    private BenchRobot(RobotManifest manifest, IActionSession session)
    {
        _simulation = Simulation.Create(manifest, new SimulationOptions());
        Governor = new Governor(manifest, _simulation);
        Session = session;
        Executor = new ActionExecutor(session, Governor);
    }

    public Governor Governor { get; }

    public IActionSession Session { get; }

    public ActionExecutor Executor { get; }

    public static async Task<BenchRobot> OpenAsync(IActionSandbox sandbox)
    {
        RobotManifest manifest = Greenhouse();
        return new BenchRobot(manifest, await sandbox.OpenAsync(new DeviceApi(manifest).ForSandbox(1), CancellationToken.None));
    }

    public static RobotManifest Greenhouse()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder!.FullName, "hardware"))) folder = folder.Parent;
        return ManifestReader.Read(Path.Combine(folder.FullName, "hardware", "robots", "greenhouse.yaml"));
    }

    /// <summary>From text to observation; anything but a clean run is a broken benchmark.</summary>
    public async Task<string> ActAsync(string code)
    {
        ActionOutcome outcome = await Executor.RunAsync(code, CancellationToken.None);
        return outcome.Result.Error is { } error
            ? throw new InvalidOperationException($"{error.Code} line {error.Line}: {error.Message}")
            : ObservationText.Write(outcome, 1);
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        _simulation.Dispose();
    }
}
