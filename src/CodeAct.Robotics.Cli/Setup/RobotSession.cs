using CodeAct.Robotics.Files;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;
using CodeAct.Robotics.Simulators;

namespace CodeAct.Robotics.Cli;

/// <summary>A robot opened for one process: its backend, e-stop and governor, reachable by `codeact estop`.</summary>
internal sealed class RobotSession : IDisposable
{
    private readonly IRobotBackend _backend;
    private readonly OwnerEndpoint _endpoint;

    private RobotSession(RobotManifest manifest, IRobotBackend backend)
    {
        Manifest = manifest;
        _backend = backend;
        EStop = new EStop(Paths.Latch(manifest.Robot));
        Governor = new Governor(manifest, backend, EStop);
        _endpoint = OwnerEndpoint.Open(manifest.Robot, EStop, Governor);
    }

    public RobotManifest Manifest { get; }

    public EStop EStop { get; }

    public Governor Governor { get; }

    /// <summary>Opens a robot.</summary>
    /// <exception cref="InvalidFileException">No such robot, a bad manifest, no twin, or no hardware backend.</exception>
    public static RobotSession Open(string robot, string backend, int seed, Func<string, MqttOptions>? broker = null) => Open(RobotCatalogue.Get(robot), backend, new SimulationOptions { Seed = seed }, broker);

    /// <summary>Opens a robot with a start and faults.</summary>
    /// <exception cref="InvalidFileException">No twin, or no hardware backend.</exception>
    /// <param name="manifest">The robot.</param>
    /// <param name="backend"><c>sim</c> or <c>hardware</c>.</param>
    /// <param name="options">Start and faults of a simulator.</param>
    /// <param name="broker">Tells the broker of devices over MQTT by the robot's name.</param>
    public static RobotSession Open(RobotManifest manifest, string backend, SimulationOptions options, Func<string, MqttOptions>? broker = null)
    {
        try
        {
            return backend switch
            {
                "sim" => new RobotSession(manifest, Simulation.Create(manifest, options)),
                "hardware" => new RobotSession(manifest, HardwareBackend.Open(manifest, DriverFamilies.Create(manifest, broker ?? NoBroker), new MonotonicClock(TimeProvider.System))),
                _ => throw new InvalidFileException("--backend", 0, $"'{backend}' is no backend.", "Write sim or hardware."),
            };
        }
        catch (SimulationException e)
        {
            throw new InvalidFileException(manifest.Source, 0, e.Message);
        }
        catch (DeviceException e)
        {
            throw new InvalidFileException(manifest.Source, 0, e.Message);
        }
    }

    private static MqttOptions NoBroker(string robot) => throw new InvalidFileException("--mqtt", 0, $"{robot} has devices over MQTT, and this verb reaches no broker.", "Use run, exec or serve.");

    public void Dispose()
    {
        Governor.MakeSafe();
        _endpoint.Dispose();
        _backend.Dispose();
    }
}
