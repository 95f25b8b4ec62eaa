using System.Runtime.InteropServices;
using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;
using CodeAct.Robotics.Sandbox;
using CodeAct.Robotics.Simulators;

namespace CodeAct.Robotics.Cli;

/// <summary>A robot opened for one process: its e-stop and governor, reachable by `codeact estop` and SIGUSR1; on hardware with all that stands around it.</summary>
internal sealed class RobotSession : IDisposable
{
    // SIGUSR1, on x64 and arm64.
    private const PosixSignal StopSignal = (PosixSignal)10;

    private readonly Simulation? _simulation;
    private readonly HardwareSession? _hardware;
    private readonly OwnerEndpoint _endpoint;
    private readonly PosixSignalRegistration _signal;
    private readonly double _patience;

    private RobotSession(RobotManifest manifest, EStop estop, Simulation? simulation, HardwareSession? hardware, double patience)
    {
        (Manifest, EStop, _simulation, _hardware, _patience) = (manifest, estop, simulation, hardware, patience);
        Governor = hardware?.Governor ?? new Governor(manifest, simulation!, estop);
        _endpoint = OwnerEndpoint.Open(manifest.Robot, EStop, Governor);
        _signal = PosixSignalRegistration.Create(StopSignal, context =>
        {
            context.Cancel = true;
            EStop.TryLatch("SIGUSR1");
        });
    }

    public RobotManifest Manifest { get; }

    public EStop EStop { get; }

    public Governor Governor { get; }

    /// <summary>A sandbox for it, whose workers end with this process.</summary>
    /// <param name="first">Its first worker; null where there is none yet.</param>
    /// <param name="reserve">Whether it keeps one in reserve.</param>
    public ActionSandbox Sandbox(WarmWorker? first, bool reserve = true) =>
        new(new SandboxOptions { Started = _hardware is null ? null : _hardware.GuardWorker, Reserve = reserve }.Patient(_patience), first);

    /// <summary>Opens a robot.</summary>
    /// <param name="manifest">It.</param>
    /// <param name="backend"><c>sim</c> or <c>hardware</c>.</param>
    /// <param name="options">How it begins in the simulator; on hardware, the twin's seed.</param>
    /// <param name="hardware">What hardware needs more.</param>
    /// <exception cref="InvalidFileException">No twin, or a device that can't be had.</exception>
    public static RobotSession Open(RobotManifest manifest, string backend, SimulationOptions options, HardwareOptions? hardware = null)
    {
        var estop = new EStop(Paths.Latch(manifest.Robot));
        hardware ??= new HardwareOptions();
        try
        {
            return backend switch
            {
                "sim" => new RobotSession(manifest, estop, Simulation.Create(manifest, options), null, hardware.Patience),
                "hardware" => new RobotSession(manifest, estop, null, OpenHardware(manifest, estop, options.Seed, hardware), hardware.Patience),
                _ => throw new InvalidFileException("--backend", 0, $"'{backend}' is no backend.", "Write sim or hardware."),
            };
        }
        catch (Exception e) when (e is SimulationException or DeviceException)
        {
            throw new InvalidFileException(manifest.Source, 0, e.Message);
        }
    }

    public void Dispose()
    {
        Governor.MakeSafe();
        _signal.Dispose();
        _endpoint.Dispose();
        _hardware?.Dispose();
        _simulation?.Dispose();
    }

    private static HardwareSession OpenHardware(RobotManifest manifest, EStop estop, int seed, HardwareOptions hardware)
    {
        GovernorOptions options = GovernorOptions.Hardware with
        {
            Lease = GovernorOptions.Hardware.Lease * hardware.Patience,
            Twin = manifest.Simulator is null ? null : readings => OpenTwin(manifest, seed, readings),
            Approvals = new ApprovalGate(hardware.Approver, TimeProvider.System),
        };
        return HardwareSession.Open(manifest, estop, options, hardware);
    }

    private static Simulation OpenTwin(RobotManifest manifest, int seed, IReadOnlyList<DeviceReading> readings)
    {
        try
        {
            return Simulation.Create(manifest, new SimulationOptions
            {
                Seed = seed,
                Start = readings.Where(r => r.Error is null).ToDictionary(r => r.Device.Name, r => StartValue.Of(r.State), StringComparer.Ordinal),
            });
        }
        catch (SimulationException e)
        {
            throw new DeviceException(ErrorCodes.Twin, $"The twin can't start as the robot stands: {e.Message}");
        }
    }
}
