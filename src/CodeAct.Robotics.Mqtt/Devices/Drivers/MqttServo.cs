using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>
/// A position: a cover, a valve, a hobby servo. It is there when its state says so; without a state, when the time of the motion is over.
/// A largest speed is kept by set points on the way.
/// </summary>
internal sealed class MqttServo(DeviceSpec spec, MqttDeviceSettings settings, DeviceLink link, IRobotClock clock) : MqttDriver(spec, settings, link, clock)
{
    /// <summary>Seconds: the longest motion of a device that tells its state, and one over the whole range of one that does not.</summary>
    private const double LongestMotion = 60, BlindMotion = 1;

    /// <summary>Seconds without a change after which it stands.</summary>
    private const double Standing = 1;

    /// <summary>Seconds between set points, and how far the first is ahead.</summary>
    private const double SetPointEvery = 0.1;

    private readonly ValueRange _range = spec.Range ?? new ValueRange(0, 180);
    private volatile Motion? _motion;

    // Where one that says nothing was last sent and taken there; not a number before.
    private double _stood = double.NaN;

    // What it last told while it was watched, and since when it tells that.
    private (double Value, double Since) _watched = (double.NaN, 0);

    private double OneStep => Math.Abs(Settings.Scale) * Math.Pow(10, -Settings.Decimals) * 1.01;

    /// <inheritdoc/>
    public override bool IsBusy
    {
        get
        {
            if (_motion is not { } motion) return false;
            if (!IsReachable) throw Lost();
            double now = Clock.Now;
            bool atGoal = Steer(motion, now);
            if (motion.Round == Round)
            {
                bool there = atGoal && (HasState ? IsAt(motion.To, now) : now >= motion.BlindEnd);
                if (!there && now < motion.Deadline) return true;
                if (!there) throw Blocked(motion);
            }

            Interlocked.CompareExchange(ref _motion, null, motion);
            return false;
        }
    }

    /// <inheritdoc/>
    public override DeviceState Read()
    {
        DeviceState state = base.Read();
        return !HasState && _motion is { } motion ? DeviceState.Of(motion.Blind(Clock.Now)) : state;
    }

    /// <inheritdoc/>
    public override void Start(DeviceCommand command)
    {
        Order order = Encode(command);
        double now = Clock.Now, from = Position() ?? command.A, distance = Math.Abs(command.A - from);
        double speed = command.MaxSpeed is { } most && distance > 0 ? most : double.PositiveInfinity;
        double blind = Math.Max(distance / speed, (Settings.Travel ?? BlindMotion) * distance / (_range.High - _range.Low));
        int round = Round;
        var motion = new Motion(from, command.A, speed, now, now + blind, HasState ? now + distance / speed + (Settings.Travel ?? LongestMotion) : double.PositiveInfinity, round);
        Carry(double.IsFinite(speed) ? Toward(motion.SetPoint(now + SetPointEvery)) : order, command.Member);
        if (Round != round) return;
        Volatile.Write(ref _stood, command.A);
        _motion = motion with { SentAt = now };
    }

    /// <inheritdoc/>
    protected override Order Encode(in DeviceCommand command) => command.Member == "MoveTo" ? Toward(command.A) : throw Unknown(command.Member);

    /// <inheritdoc/>
    protected override Order? EncodeSafe(SafeValue safe)
    {
        double? position = Position();
        _motion = null;
        Volatile.Write(ref _stood, safe.Word == SafeWord.Number ? safe.Number : position ?? double.NaN);
        if (safe.Word == SafeWord.Number) return Toward(safe.Number);
        if (Settings.Stop is { } stop) return new Order(Settings.StopCommand ?? Settings.Command!, stop, Assume(position));
        return position is { } here ? Toward(here) : null;
    }

    private Order Toward(double position) => new(Settings.Command!, RawNumber.Fill(Settings, position), Assume(position));

    // What tells its position is believed, and not what was asked for.
    private DeviceState? Assume(double? position) => HasState || position is null ? null : DeviceState.Of(position.Value);

    private double? Position()
    {
        if (HasState) return LastState?.Value;
        double stood = Volatile.Read(ref _stood);
        return _motion?.Blind(Clock.Now) ?? (double.IsNaN(stood) ? null : stood);
    }

    /// <summary>It says so; or it stands within a hundredth of its range, since covers stop within a step of their own.</summary>
    private bool IsAt(double goal, double now)
    {
        if (LastState is not { Value: var value }) return false;
        if (value != _watched.Value) _watched = (value, now);
        double off = Math.Abs(value - goal);
        return off <= OneStep / 2 || off <= Math.Max(OneStep, (_range.High - _range.Low) * 0.01) && now - _watched.Since >= Standing;
    }

    /// <summary>Sends the set point of this moment; true once it is the goal.</summary>
    private bool Steer(Motion motion, double now)
    {
        if (double.IsInfinity(motion.Speed) || motion.AtGoal) return true;
        double point = motion.SetPoint(now);
        bool last = point == motion.To;
        if (!last && now - motion.SentAt < SetPointEvery) return false;
        if (Interlocked.CompareExchange(ref _motion, motion with { SentAt = now, AtGoal = last }, motion) == motion) Push(Toward(point), motion.Round);
        return false;
    }

    private DeviceException Lost()
    {
        MakeSafe(new SafeValue(SafeWord.Stop));
        return Fault($"{Name} can't be followed: the broker is away. It is stopped when the broker is back.");
    }

    private DeviceException Blocked(Motion motion)
    {
        MakeSafe(new SafeValue(SafeWord.Stop));
        return new DeviceException(ErrorCodes.Blocked, $"{Name} did not get to {motion.To:0.##}{(LastState is { } state ? $"; it stands at {state.Value:0.##}" : "")}.");
    }

    private sealed record Motion(double From, double To, double Speed, double Began, double BlindEnd, double Deadline, int Round)
    {
        public double SentAt { get; init; }

        public bool AtGoal { get; init; }

        public double SetPoint(double now) => now - Began >= Math.Abs(To - From) / Speed ? To : From + Math.Sign(To - From) * Speed * (now - Began);

        public double Blind(double now) => BlindEnd <= Began || now >= BlindEnd ? To : From + (To - From) * Math.Clamp((now - Began) / (BlindEnd - Began), 0, 1);
    }
}
