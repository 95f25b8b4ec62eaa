using CodeAct.Robotics.Hardware.Linux.Timing;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Pwm;

/// <summary>
/// A hobby servo: the width of a pulse every 20 ms is an angle. It says nothing back, so that where it is and when it is there are reckoned: the pulse
/// moves to the goal no faster than the servo surely turns, one step a period, and the horn follows. It is without pulse, and so without force,
/// until its first command, unless its safe value is an angle. Source: the convention of hobby servos, 1.0 to 2.0 ms, most take 0.5 to 2.5 ms.
/// </summary>
internal sealed class ServoDriver : IDeviceDriver, IGuardedOutput, IDisposable
{
    private readonly DeviceSpec _device;
    private readonly ServoSettings _settings;
    private readonly PwmChannel _channel;
    private readonly IRobotClock _clock;
    private readonly IPulseTime _pulses;
    private readonly Lock _lock = new();
    private IDisposable? _ramp;
    private double _from, _goal, _begin, _speed;
    private DeviceException? _fault;

    /// <summary>A servo at rest.</summary>
    public ServoDriver(DeviceSpec device, ServoSettings settings, PwmChannel channel, IRobotClock clock, IPulseTime pulses)
    {
        _device = device;
        _settings = settings;
        _channel = channel;
        _clock = clock;
        _pulses = pulses;
        _from = _goal = settings.Start;
        _speed = settings.Speed;
        SafeOutputs = device.Safe is { Word: SafeWord.Number, Number: var angle } ? [channel.Safe(settings.Pulse(angle))] : [];
    }

    /// <inheritdoc/>
    public bool IsBusy
    {
        get
        {
            lock (_lock)
            {
                ThrowFault();
                return _ramp is not null || Angle(_clock.Now) != _goal;
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<SafeOutput> SafeOutputs { get; }

    /// <inheritdoc/>
    public void Start(DeviceCommand command)
    {
        if (command.Member != "MoveTo") throw KernelFault.NoMember(_device, command.Member);
        lock (_lock)
        {
            ThrowFault();
            double now = _clock.Now, angle = Angle(now);
            // The first write says whether the channel is there; the ramp goes on from it.
            _channel.SetDuty(_settings.Pulse(angle));
            Go(angle, command.A, now, Math.Min(command.MaxSpeed ?? double.PositiveInfinity, _settings.Speed));
            _ramp?.Dispose();
            _ramp = null;
            if (command.A != angle) _ramp = _pulses.Run($"servo {_device.Name}", new Ramp(this).Tick);
        }
    }

    /// <inheritdoc/>
    public DeviceState Read()
    {
        lock (_lock)
        {
            ThrowFault();
            return DeviceState.Of(Angle(_clock.Now));
        }
    }

    /// <summary>A safe angle is set at once, without a ramp; a stop holds the angle where the motion is.</summary>
    public void MakeSafe(SafeValue safe)
    {
        lock (_lock)
        {
            _ramp?.Dispose();
            _ramp = null;
            double now = _clock.Now, angle = Angle(now);
            if (safe.Word == SafeWord.Number)
            {
                _channel.TrySetDuty(_settings.Pulse(safe.Number));
                Go(angle, safe.Number, now, _settings.Speed);
                return;
            }

            if (angle != _goal) _channel.TrySetDuty(_settings.Pulse(angle));
            Go(angle, angle, now, _settings.Speed);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_device.Safe is { } safe) MakeSafe(safe);
        // Without pulses a servo goes limp and stays where it is.
        if (_device.Safe is not { Word: SafeWord.Number }) _channel.TrySetDuty(0);
        _channel.Dispose();
    }

    private void Go(double from, double goal, double now, double speed)
    {
        _from = from;
        _goal = goal;
        _begin = now;
        _speed = speed;
    }

    private double Angle(double now)
    {
        double way = (now - _begin) * _speed, left = _goal - _from;
        return way >= Math.Abs(left) - 1e-9 ? _goal : _from + Math.Sign(left) * way;
    }

    private void ThrowFault()
    {
        if (_fault is not { } fault) return;
        _fault = null;
        throw fault;
    }

    // One ramp; a later command or the safe state makes a new one or none, and this one then ends.
    private sealed class Ramp(ServoDriver servo)
    {
        private readonly double _begin = servo._begin;
        private readonly double _goal = servo._goal;

        public long Tick(long time)
        {
            lock (servo._lock)
            {
                if (servo._begin != _begin || servo._goal != _goal) return long.MaxValue;
                double angle = servo.Angle(servo._clock.Now);
                try
                {
                    servo._channel.SetDuty(servo._settings.Pulse(angle));
                }
                catch (DeviceException e)
                {
                    servo._fault = e;
                    servo.Go(angle, angle, servo._clock.Now, servo._speed);
                    servo._ramp = null;
                    return long.MaxValue;
                }

                if (angle != _goal) return time + servo._settings.Period;
                servo._ramp = null;
                return long.MaxValue;
            }
        }
    }
}
