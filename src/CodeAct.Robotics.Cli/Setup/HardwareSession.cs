using System.Diagnostics;
using System.Globalization;
using CodeAct.Robotics.Hardware.Linux.Guardian;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Cli;

/// <summary>What stands around a robot of real hardware: the owner's lock, the guardian, the control loop and the e-stop line.</summary>
internal sealed class HardwareSession : IDisposable
{
    private readonly IDisposable _owner;
    private readonly GuardedRobot _guarded;
    private readonly HardwareBackend _backend;
    private readonly ControlLoop _loop;
    private readonly IDisposable? _line;

    private HardwareSession(IDisposable owner, GuardedRobot guarded, HardwareBackend backend, ControlLoop loop, Governor governor, IDisposable? line)
    {
        (_owner, _guarded, _backend, _loop, Governor, _line) = (owner, guarded, backend, loop, governor, line);
        _loop.Start();
    }

    public Governor Governor { get; }

    /// <summary>Opens a robot; what it started is ended again where that fails.</summary>
    /// <param name="manifest">The robot.</param>
    /// <param name="estop">Its e-stop.</param>
    /// <param name="options">How it governs.</param>
    /// <param name="hardware">Its e-stop line and its broker.</param>
    /// <exception cref="OwnedException">Another process drives it.</exception>
    /// <exception cref="GuardianException">There is no guardian, and so nothing is driven.</exception>
    /// <exception cref="DeviceException">A device can't be had.</exception>
    public static HardwareSession Open(RobotManifest manifest, EStop estop, GovernorOptions options, HardwareOptions hardware)
    {
        var opened = new Stack<IDisposable>();
        try
        {
            IDisposable owner = Opened(Owner.Take(manifest.Robot));
            GuardedRobot guarded = Opened(new GuardedRobot(estop, () => StartGuardian(manifest.Robot, hardware.Patience)));
            // A guardian that outlived its host holds the lines until somebody comes who takes them.
            using var held = new HeldLines(word => OwnerEndpoint.Send(manifest.Robot, word), Path.Combine(Paths.Runtime, $"{manifest.Robot}.{Environment.ProcessId}.lines"));
            // Drivers of other families can't ask when they find a line busy.
            if (manifest.Devices.Any(d => d.Driver?.StartsWith("iot.", StringComparison.Ordinal) == true)) held.Release();
            HardwareBackend backend = Opened(HardwareBackend.Open(manifest, DriverFamilies.Create(manifest, hardware.Broker, held), new MonotonicClock(TimeProvider.System)));
            // It goes, with what it held of devices that the manifest has no longer.
            held.Release();
            var governor = new Governor(manifest, backend, estop, options);
            IReadOnlyList<string> without = guarded.Guard(backend, governor);
            if (without.Count > 0) Console.Error.WriteLine($"The guardian can't hold {string.Join(", ", without)}: should this program be killed, their own makers' safety is what is left.");
            IDisposable? line = hardware.OpenLine(estop) is { } openLine ? Opened(openLine()) : null;
            var loop = new ControlLoop(governor, estop, TimeProvider.System, Alive, () => RealTime.RaiseThread(), hardware.Patience);
            return new HardwareSession(owner, guarded, backend, loop, governor, line);

            void Alive()
            {
                guarded.Alive();
                hardware.Alive();
            }
        }
        catch
        {
            foreach (IDisposable one in opened) one.Dispose();
            throw;
        }

        T Opened<T>(T one)
            where T : IDisposable
        {
            opened.Push(one);
            return one;
        }
    }

    /// <summary>Has a worker of the sandbox ended together with this process.</summary>
    public void GuardWorker(int process) => _guarded.GuardWorker(process);

    /// <summary>Makes the robot safe and gives everything back, in an order in which it is never without a guardian.</summary>
    public void Dispose()
    {
        Governor.MakeSafe();
        _guarded.Leaving();
        _loop.Dispose();
        _line?.Dispose();
        _backend.Dispose();
        _guarded.Dispose();
        _owner.Dispose();
    }

    private static GuardianLink StartGuardian(string robot, double patience)
    {
        Paths.MakeRuntime();
        string program = Environment.ProcessPath!, name = Path.Combine(Paths.Runtime, $"{robot}.{Environment.ProcessId}");
        // The program itself, or dotnet with the program's assembly first.
        string[] entry = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Path.Combine(AppContext.BaseDirectory, "codeact.dll")] : [];
        var start = new ProcessStartInfo(program, [.. entry, GuardianVerb.Name, $"{name}.guard", $"{name}.guardian.sock", patience.ToString(CultureInfo.InvariantCulture)]) { UseShellExecute = false, WorkingDirectory = "/" };
        // Nothing of the host's environment, which may hold secrets, but the way to the runtime; small, and compiled once.
        start.Environment.Clear();
        foreach (string variable in (string[])["DOTNET_ROOT", LinuxKernel.SysfsVariable])
            if (Environment.GetEnvironmentVariable(variable) is { } value) start.Environment[variable] = value;
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x4000000";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        return GuardianLink.Start(start, $"{name}.guard", patience);
    }
}
