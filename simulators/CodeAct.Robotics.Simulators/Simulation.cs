using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Simulators.Generic;

namespace CodeAct.Robotics.Simulators;

/// <summary>
/// A robot in a simulated world with virtual time: the twin of a manifest.
/// One thread at a time uses it, but for the drivers' <see cref="IDeviceDriver.MakeSafe"/>, which may come from any.
/// </summary>
public sealed class Simulation : IRobotBackend, IRobotClock
{
    /// <summary>The world moves in steps of this many seconds, however time is let pass.</summary>
    public const double StepSeconds = 0.1;

    private const long StepTicks = SimulatedTime.Second / 10;
    private const int StepsAMinute = 600;

    // Often enough to feel at once (100 simulated seconds are well under a millisecond) and too rare to cost anything.
    private const int StepsACheck = 1000;

    // About 31 years: beyond it, ticks could overflow.
    private const double LongestAdvance = 1e9;

    private readonly SimulatedTime _time;
    private readonly SimulatedDevice[] _devices;
    private readonly SimulatedReading[] _readings;
    private readonly IWorld? _world;
    private readonly GenericWorld _generic;
    private readonly FaultSchedule _faults;
    private long _steps;

    private Simulation(RobotManifest manifest, SimulationOptions options)
    {
        var (description, open) = WorldCatalogue.For(manifest);
        var starts = new Starts(manifest, description, options.Start);
        _time = new SimulatedTime();
        _devices = [.. manifest.Devices.Select(d => DeviceFactory.Create(d, _time, options.Seed))];
        var parts = new Parts(_devices);
        _world = open?.Invoke(parts, starts, options.Seed);
        foreach (SimulatedDevice device in _devices)
        {
            if (starts.Find(device.Spec.Name) is { } start) device.Begin(start);
        }

        _generic = new GenericWorld(parts);
        _world?.Show();
        _readings = [.. _devices.OfType<SimulatedReading>()];
        foreach (SimulatedReading reading in _readings) reading.Record();
        _faults = new FaultSchedule(manifest, options, _devices, _time, seconds => Advance(seconds, CancellationToken.None));
        _faults.FireUntil(0);
    }

    /// <summary>The worlds that a manifest may name, with what <c>start:</c> may set in each.</summary>
    public static IReadOnlyList<WorldDescription> Worlds { get; } = [.. WorldCatalogue.All.Select(w => w.Description)];

    /// <inheritdoc/>
    public string Name => "sim";

    /// <inheritdoc/>
    public IRobotClock Clock => this;

    /// <inheritdoc/>
    public IReadOnlyList<IDeviceDriver> Drivers => _faults.Drivers;

    /// <inheritdoc/>
    public double Now => _time.Now;

    /// <inheritdoc/>
    public double Step => StepSeconds;

    /// <summary>Sets up a world at time 0.</summary>
    /// <param name="manifest">The robot; its <c>simulator</c> names the world.</param>
    /// <param name="options">Seed, start and faults.</param>
    /// <exception cref="SimulationException">No such world, or a start or fault that does not fit the robot.</exception>
    public static Simulation Create(RobotManifest manifest, SimulationOptions options) => new(manifest, options);

    /// <summary>Lets virtual time pass; returns at once in wall time.</summary>
    /// <param name="seconds">0 or more; counted in nanoseconds, so many small steps equal one large step bit for bit.</param>
    /// <param name="cancellation">Honoured every 100 simulated seconds; the world then stands at the step it reached.</param>
    public void Advance(double seconds, CancellationToken cancellation)
    {
        if (!(seconds >= 0 && seconds <= LongestAdvance))
            throw new ArgumentOutOfRangeException(nameof(seconds), seconds, "Time passes by 0 to 1e9 seconds.");
        cancellation.ThrowIfCancellationRequested();
        long target = _time.Ticks + SimulatedTime.ToTicks(seconds);
        while ((_steps + 1) * StepTicks <= target)
        {
            _steps++;
            _time.Ticks = _steps * StepTicks;
            double now = _time.Now;
            if (now >= _faults.Next) _faults.FireUntil(now);
            _world?.Step(now);
            _generic.Step(now);
            if (_steps % StepsAMinute == 0)
                foreach (SimulatedReading reading in _readings) reading.Record();
            if (_steps % StepsACheck == 0) cancellation.ThrowIfCancellationRequested();
        }

        _time.Ticks = target;
    }

    /// <summary>The true state of a device, without noise and without fault, for graders. Reading it changes nothing.</summary>
    /// <param name="device">Its index in the manifest.</param>
    public DeviceState Truth(int device) => _devices[device].Truth;

    /// <summary>The part behind a driver, without its faults.</summary>
    internal SimulatedDevice Device(int device) => _devices[device];

    /// <summary>Holds nothing that needs releasing.</summary>
    public void Dispose()
    {
    }
}
