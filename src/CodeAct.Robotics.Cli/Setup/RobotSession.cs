using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;
using CodeAct.Robotics.Simulators;

namespace CodeAct.Robotics.Cli;

/// <summary>A robot opened for one process: its backend, e-stop and governor, reachable by `codeact estop`.</summary>
internal sealed class RobotSession : IDisposable
{
    private readonly Simulation _simulation;
    private readonly OwnerEndpoint _endpoint;

    private RobotSession(RobotManifest manifest, Simulation simulation)
    {
        Manifest = manifest;
        _simulation = simulation;
        EStop = new EStop(Paths.Latch(manifest.Robot));
        Governor = new Governor(manifest, simulation, EStop);
        _endpoint = OwnerEndpoint.Open(manifest.Robot, EStop, Governor);
    }

    public RobotManifest Manifest { get; }

    public EStop EStop { get; }

    public Governor Governor { get; }

    /// <summary>Opens a robot.</summary>
    /// <exception cref="InvalidFileException">No such robot, a bad manifest, no twin, or no hardware backend.</exception>
    public static RobotSession Open(string robot, string backend, int seed) => Open(RobotCatalogue.Get(robot), backend, new SimulationOptions { Seed = seed });

    /// <summary>Opens a robot with a start and faults.</summary>
    /// <exception cref="InvalidFileException">No twin, or no hardware backend.</exception>
    public static RobotSession Open(RobotManifest manifest, string backend, SimulationOptions options)
    {
        if (backend == "hardware") throw new InvalidFileException(manifest.Source, 0, NoHardware(manifest), "Use --backend sim.");
        if (backend != "sim") throw new InvalidFileException("--backend", 0, $"'{backend}' is no backend.", "Write sim or hardware.");
        try
        {
            return new RobotSession(manifest, Simulation.Create(manifest, options));
        }
        catch (SimulationException e)
        {
            throw new InvalidFileException(manifest.Source, 0, e.Message);
        }
    }

    public void Dispose()
    {
        Governor.MakeSafe();
        _endpoint.Dispose();
        _simulation.Dispose();
    }

    private static string NoHardware(RobotManifest manifest)
    {
        string[] simulated = manifest.Devices.Where(d => d.Driver is null).Select(d => d.Name).ToArray();
        return simulated.Length > 0
            ? $"{manifest.Robot} exists in the simulator only: {string.Join(", ", simulated)} {(simulated.Length == 1 ? "has" : "have")} no driver."
            : "this build has no hardware drivers yet.";
    }
}
