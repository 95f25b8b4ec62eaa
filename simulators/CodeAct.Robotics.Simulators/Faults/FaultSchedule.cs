using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators;

/// <summary>The drivers with their faults, and the moments at which faults begin.</summary>
internal sealed class FaultSchedule
{
    private readonly List<(double Time, Fault Fault, FaultyDriver Driver)> _events = [];
    private int _next;

    /// <summary>Puts the faults before the devices that they befall; all other devices stand for themselves.</summary>
    /// <exception cref="SimulationException">A fault does not fit the robot.</exception>
    public FaultSchedule(
        RobotManifest manifest, SimulationOptions options, IReadOnlyList<SimulatedDevice> devices, SimulatedTime time, Action<double> advance)
    {
        foreach (Fault fault in options.Faults) FaultCheck.Check(fault, manifest);
        var drivers = new IDeviceDriver[devices.Count];
        for (int i = 0; i < drivers.Length; i++)
        {
            SimulatedDevice device = devices[i];
            Fault[] faults = [.. options.Faults.Where(f => f.Kind == FaultKind.Brownout ? device.Spec.Kind.IsActuator : f.Device == device.Spec.Name)];
            if (faults.Length == 0)
            {
                drivers[i] = device;
                continue;
            }

            FaultyDriver driver = device is SimulatedReading reading
                ? new FaultyReading(reading, faults, time, advance, options.Seed)
                : new FaultyDriver(device, faults, time, advance, options.Seed);
            drivers[i] = driver;
            foreach (Fault fault in faults) _events.Add((fault.After, fault, driver));
        }

        Drivers = drivers;
        _events.Sort((a, b) => a.Time.CompareTo(b.Time));
    }

    /// <summary>In manifest order.</summary>
    public IReadOnlyList<IDeviceDriver> Drivers { get; }

    /// <summary>When the next fault begins; infinity when none does.</summary>
    public double Next => _next < _events.Count ? _events[_next].Time : double.PositiveInfinity;

    /// <summary>Begins all faults that are due.</summary>
    public void FireUntil(double now)
    {
        while (Next <= now)
        {
            var (_, fault, driver) = _events[_next++];
            driver.Begin(fault);
        }
    }
}
