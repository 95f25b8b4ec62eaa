using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators;

/// <summary>A differential base. It starts at the origin, looking along X; its heading counts on past 360 degrees.</summary>
internal sealed class SimulatedDrive(DeviceSpec spec, SimulatedTime time) : SimulatedDevice(spec, time)
{
    /// <summary>Metres a second, unless the command allows less: a small indoor base.</summary>
    public const double Speed = 0.5;

    /// <summary>Degrees a second.</summary>
    public const double TurnSpeed = 90;

    /// <summary>Metres that it keeps from what a range finder sees.</summary>
    public const double Clearance = 0.05;

    private readonly List<SimulatedRange> _ahead = [];
    private volatile Leg _leg = new(0, 0, 0, 0, Glide.At(0), Glide.At(0));

    /// <summary>Metres gone forward less metres gone backwards.</summary>
    public double Odometer => _leg.Odometer + _leg.Distance.Position(Time.Ticks);

    /// <inheritdoc/>
    public override bool IsBusy
    {
        get
        {
            Leg leg = _leg;
            if (leg.IsMoving(Time.Ticks)) return true;
            if (leg.BlockedAfter is not { } after) return false;
            _leg = leg with { BlockedAfter = null };
            throw new DeviceException(ErrorCodes.Blocked, $"{Spec.Name} was blocked after {after:0.##} m.");
        }
    }

    /// <inheritdoc/>
    public override DeviceState Truth => _leg.At(Time.Ticks);

    /// <summary>A range finder looks ahead of it.</summary>
    public void Carry(SimulatedRange range)
    {
        range.Mount(this);
        _ahead.Add(range);
    }

    /// <summary>Only a whole state says where a drive is.</summary>
    public override void Begin(StartValue start)
    {
        if (start.State is not { } state)
            throw new SimulationException($"start: {Spec.Name} is a drive; it starts at the origin and takes no start.");
        _leg = new Leg(state.Value, state.Second, state.Third, 0, Glide.At(0), Glide.At(0));
    }

    /// <inheritdoc/>
    public override void Start(DeviceCommand command)
    {
        Freeze();
        switch (command.Member)
        {
            case "Forward": Forward(command.A, command.MaxSpeed); break;
            case "Turn": Turn(command.A); break;
            case "Stop": break;
            default: throw Unknown(command);
        }
    }

    /// <inheritdoc/>
    public override void MakeSafe(SafeValue safe) => Freeze();

    /// <inheritdoc/>
    public override void LosePower() => Freeze();

    /// <inheritdoc/>
    public override void Freeze()
    {
        Leg leg = _leg;
        DeviceState here = leg.At(Time.Ticks);
        _leg = new Leg(here.Value, here.Second, here.Third, leg.Odometer + leg.Distance.Position(Time.Ticks), Glide.At(0), Glide.At(0));
    }

    private void Forward(double meters, double? maxSpeed)
    {
        double free = double.PositiveInfinity;
        foreach (SimulatedRange range in _ahead) free = Math.Min(free, Math.Max(0, range.Distance - Clearance));
        double distance = Math.Min(meters, free);
        double speed = maxSpeed is > 0 ? Math.Min(maxSpeed.Value, Speed) : Speed;
        Leg here = _leg;
        _leg = here with
        {
            Distance = Glide.Between(0, distance, speed, Time.Ticks),
            BlockedAfter = distance < meters ? distance : null,
        };
    }

    private void Turn(double degrees)
    {
        if (degrees == 0) return;
        foreach (SimulatedRange range in _ahead) range.LookElsewhere();
        Leg here = _leg;
        _leg = here with { Angle = Glide.Between(0, degrees, TurnSpeed, Time.Ticks) };
    }

    /// <summary>One straight or one turn from a known pose: metres, degrees, and the odometer at its beginning.</summary>
    private sealed record Leg(double X, double Y, double Heading, double Odometer, Glide Distance, Glide Angle)
    {
        /// <summary>Metres after which something stands in the way, until that has been told.</summary>
        public double? BlockedAfter { get; init; }

        public bool IsMoving(long ticks) => Distance.IsMoving(ticks) || Angle.IsMoving(ticks);

        public DeviceState At(long ticks)
        {
            double distance = Distance.Position(ticks);
            double radians = Heading * Math.PI / 180;
            return new DeviceState
            {
                Value = X + distance * Math.Cos(radians),
                Second = Y + distance * Math.Sin(radians),
                Third = Heading + Angle.Position(ticks),
                Flag = IsMoving(ticks),
            };
        }
    }
}
