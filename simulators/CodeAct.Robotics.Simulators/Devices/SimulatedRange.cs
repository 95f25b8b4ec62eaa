using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators;

/// <summary>A distance sensor in metres that looks ahead of the drive: what is there comes nearer as it goes forward.</summary>
internal sealed class SimulatedRange : SimulatedReading
{
    // A room's distances, for what is ahead after a turn.
    private const double Nearest = 0.5;
    private const double Farthest = 4;

    // Where neither manifest nor scenario says: a wall across a small room.
    private const double DefaultStart = 2;

    private readonly SeededChance _turns;
    private SimulatedDrive? _drive;
    private double _distance;
    private double _odometer;

    /// <summary>A range finder that starts in the middle of its range, or at 2 m.</summary>
    public SimulatedRange(DeviceSpec spec, SimulatedTime time, int seed)
        : base(spec, time, seed)
    {
        _turns = new SeededChance(seed, "what is ahead of " + spec.Name);
        Low = Math.Max(0, Low);
        _distance = spec.Range?.Middle ?? DefaultStart;
        Remember(start => [.. Enumerable.Repeat(start, SensorLog.Day)]); // it stood
    }

    /// <summary>Metres to what is ahead, which may be more than the sensor can see.</summary>
    public double Distance => _distance - ((_drive?.Odometer ?? 0) - _odometer);

    /// <inheritdoc/>
    public override double TrueValue => Math.Clamp(Distance, Low, High);

    /// <summary>Rides on that drive.</summary>
    public void Mount(SimulatedDrive drive) => _drive = drive;

    /// <summary>The drive turns: something else is ahead now.</summary>
    public void LookElsewhere()
    {
        double low = Math.Clamp(Nearest, Low, High);
        _distance = _turns.Between(low, Math.Max(low, Math.Min(Farthest, High)));
        _odometer = _drive?.Odometer ?? 0;
    }

    /// <inheritdoc/>
    public override void Begin(StartValue start) => _distance = Math.Max(0, NumberOf(start));
}
