using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Hardware.Linux.Guardian;

/// <summary>
/// A robot's guardian through its life: whoever is lost is replaced, and as long as there is none, nothing is commanded. Where none can be
/// had, the e-stop is latched.
/// </summary>
public sealed class GuardedRobot : IDisposable
{
    private const string Missing = "The guardian was lost and another is being started; try again in a few seconds.";

    private readonly Func<GuardianLink> _start;
    private readonly List<int> _processes = [];
    private readonly Lock _lock = new();
    private readonly EStop _estop;
    private Governor? _governor;
    private IReadOnlyList<(string Device, IReadOnlyList<SafeOutput> Steps)> _outputs = [];
    private volatile GuardianLink? _link;
    private bool _disposed;

    /// <summary>Starts the first guardian, before any output is opened.</summary>
    /// <param name="estop">
    /// Latched where there can be no guardian. When it is latched, the guardian sets the safe state, too; made before the governor, this is
    /// told first, so that a driver that hangs does not hold that up.
    /// </param>
    /// <param name="start">Starts one.</param>
    /// <exception cref="GuardianException">It does not start.</exception>
    public GuardedRobot(EStop estop, Func<GuardianLink> start)
    {
        (_estop, _start) = (estop, start);
        _link = start();
        estop.Stopping += Apply;
    }

    /// <summary>The guardian's process number; 0 while there is none.</summary>
    public int Id => _link?.Id ?? 0;

    /// <summary>Hands over a robot that was opened.</summary>
    /// <param name="backend">Its drivers.</param>
    /// <param name="governor">Commands are closed there while there is no guardian.</param>
    /// <returns>The actuators that the guardian can't hold, since their drivers say nothing of outputs.</returns>
    /// <exception cref="GuardianException">The guardian does not take it.</exception>
    public IReadOnlyList<string> Guard(IRobotBackend backend, Governor governor)
    {
        _governor = governor;
        var outputs = new List<(string, IReadOnlyList<SafeOutput>)>();
        var without = new List<string>();
        for (int i = 0; i < backend.Drivers.Count; i++)
        {
            DeviceSpec device = governor.Manifest.Devices[i];
            if (backend.Drivers[i] is IGuardedOutput guarded) outputs.Add((device.Name, guarded.SafeOutputs));
            else if (device.Kind.IsActuator) without.Add(device.Name);
        }

        _outputs = outputs;
        HandOver(_link!);
        return without;
    }

    /// <summary>Has a worker ended together with this process.</summary>
    public void GuardWorker(int process)
    {
        lock (_lock)
        {
            // Only the living matter to the next guardian.
            _processes.RemoveAll(p => !Directory.Exists($"/proc/{p}"));
            _processes.Add(process);
        }

        _link?.GuardProcess(process);
    }

    /// <summary>A sign of life, from the control loop. Notices a guardian that is lost.</summary>
    public void Alive()
    {
        if (_link is not { } link || link.Alive()) return;
        _link = null;
        _governor!.Closed = Missing;
        _governor.MakeSafe(ErrorCodes.DeviceFault, "The guardian was lost; the robot was made safe, and another guardian is being started.");
        // On a thread of its own: the loop goes on supervising.
        new Thread(() => Replace(link)) { IsBackground = true, Name = "guardian" }.Start();
    }

    /// <summary>The robot is safe and is being closed.</summary>
    public void Leaving()
    {
        lock (_lock) _disposed = true;
        _link?.Leaving();
    }

    /// <summary>All is closed: lets the guardian go.</summary>
    public void Dispose()
    {
        _estop.Stopping -= Apply;
        lock (_lock) _disposed = true;
        _link?.Dispose();
    }

    private void Apply() => _link?.Apply();

    private void HandOver(GuardianLink link)
    {
        foreach ((string device, IReadOnlyList<SafeOutput> steps) in _outputs) link.Guard(device, steps);
        lock (_lock)
            foreach (int process in _processes) link.GuardProcess(process);
        link.Ready();
    }

    private void Replace(GuardianLink lost)
    {
        GuardianLink? link = null;
        try
        {
            lost.Dispose();
            link = _start();
            HandOver(link);
            lock (_lock)
            {
                if (!_disposed)
                {
                    _link = link;
                    _governor!.Closed = null;
                    return;
                }
            }

            link.Dispose();
        }
        catch (GuardianException e)
        {
            link?.Dispose();
            _estop.TryLatch($"there is no guardian: {e.Message}");
        }
    }
}
