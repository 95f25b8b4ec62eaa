using CodeAct.Robotics.Hardware.Linux.Timing;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Motion;

/// <summary>
/// A stepper on a chip that takes step and direction: a thread of its own makes the steps with constant acceleration, and the position is the count of
/// those really made. A stop, also the safe one, is at once: the axis may overshoot by what its mass makes it, and the count stays right only below the
/// speed from which it can stand still. With a home switch the first command looks for it, and any later hit of it sets the position right.
/// Sources: datasheets of the A4988 and DRV8825 (pulse of 1 and 1.9 µs, direction 0.2 and 0.65 µs before it).
/// </summary>
internal sealed class StepperDriver : IDeviceDriver, IGuardedOutput, IDisposable
{
    private const double SearchMargin = 1.25;
    private readonly DeviceSpec _device;
    private readonly StepperSettings _settings;
    private readonly StepperLines _lines;
    private readonly IPulseTime _time;
    private readonly StepRamp _ramp = new();
    private readonly Lock _lock = new();
    private readonly int _homeWay;
    private IDisposable? _train;
    private int _run;
    private bool _pending;
    private bool _homed;
    private (long Goal, double Speed)? _afterHome;
    private DeviceException? _fault;

    /// <summary>A stepper that stands at 0, or at the end of its range that is nearest.</summary>
    public StepperDriver(DeviceSpec device, StepperSettings settings, StepperLines lines, IPulseTime time)
    {
        _device = device;
        _settings = settings;
        _lines = lines;
        _time = time;
        _homeWay = device.Range is { } range && settings.HomePosition == range.High ? 1 : -1;
        _homed = lines.Home is null;
        _ramp.Position = _ramp.Goal = Steps(device.Range?.Clamp(0) ?? 0);
        _ramp.Acceleration = settings.Acceleration * settings.StepsPerUnit;
        SafeOutputs = settings.Release && lines.Enable is { } enable ? [lines.Step.Safe(false), enable.Safe(false)] : [lines.Step.Safe(false)];
    }

    /// <inheritdoc/>
    public bool IsBusy
    {
        get
        {
            lock (_lock)
            {
                ThrowFault();
                return _train is not null;
            }
        }
    }

    /// <summary>Another process makes no steps: it only ends the pulse, and the current where the axis is to be free.</summary>
    public IReadOnlyList<SafeOutput> SafeOutputs { get; }

    /// <inheritdoc/>
    public void Start(DeviceCommand command)
    {
        lock (_lock)
        {
            ThrowFault();
            long goal = command.Member switch
            {
                "MoveTo" => Steps(command.A),
                "MoveBy" => _ramp.Position + Steps(command.A),
                _ => throw KernelFault.NoMember(_device, command.Member),
            };
            Move(goal, Math.Min(command.MaxSpeed ?? double.PositiveInfinity, _settings.Speed));
        }
    }

    /// <inheritdoc/>
    public DeviceState Read()
    {
        lock (_lock)
        {
            ThrowFault();
            // Says so where the chip is gone: a position that nothing can change is none.
            _ = _lines.Step.Value;
            return new DeviceState { Value = _ramp.Position / _settings.StepsPerUnit, Flag = _train is not null };
        }
    }

    /// <inheritdoc/>
    public void MakeSafe(SafeValue safe)
    {
        lock (_lock)
        {
            try
            {
                if (safe.Word == SafeWord.Number)
                {
                    Move(Steps(safe.Number), _settings.Speed);
                    return;
                }
            }
            catch (DeviceException e)
            {
                _fault = e;
            }

            Halt();
        }
    }

    /// <summary>Stands where it is; the current stays as <c>idle</c> says.</summary>
    public void Dispose()
    {
        MakeSafe(new SafeValue(SafeWord.Stop));
        _lines.Dispose();
    }

    private long Steps(double units) => (long)Math.Round(units * _settings.StepsPerUnit);

    private void Move(long goal, double speed)
    {
        _ramp.Speed = speed * _settings.StepsPerUnit;
        if (_homed)
        {
            _ramp.Goal = goal;
        }
        else
        {
            _afterHome = (goal, _ramp.Speed);
            double span = _device.Range is { } range ? range.High - range.Low : 0;
            _ramp.Goal = _ramp.Position + _homeWay * Steps(span * SearchMargin);
            _ramp.Speed = _settings.HomeSpeed * _settings.StepsPerUnit;
        }

        if (_train is not null || _ramp.IsDone && _homed) return;
        _lines.Enable?.Set(true);
        int run = ++_run;
        _pending = false;
        _train = _time.Run($"stepper {_device.Name}", now => Tick(run, now));
    }

    private long Tick(int run, long now)
    {
        lock (_lock)
        {
            if (run != _run || _train is null) return long.MaxValue;
            try
            {
                if (IsAtHome()) Arrive();
                else if (_pending) MakeStep();
                _pending = false;
                int way = _ramp.Direction;
                if (_ramp.Next() is { } seconds)
                {
                    if (_ramp.Direction != way) _lines.Direction.Set(_ramp.Direction > 0 != _settings.Reverse);
                    _pending = true;
                    return now + (long)(seconds * 1e9);
                }

                if (_afterHome is not null) _fault = NotFound();
            }
            catch (DeviceException e)
            {
                _fault = e;
            }

            Halt();
            return long.MaxValue;
        }
    }

    private void MakeStep()
    {
        _lines.Step.Set(true);
        _time.Wait(_settings.Pulse);
        _lines.Step.Set(false);
        _ramp.Made();
    }

    private bool IsAtHome() =>
        _lines.Home is { } home && (_afterHome is not null || _ramp.Direction == _homeWay) && home.Value;

    private void Arrive()
    {
        _ramp.Position = Steps(_settings.HomePosition);
        long goal = _afterHome?.Goal ?? _ramp.Position;
        if (_afterHome is { } after) _ramp.Speed = after.Speed;
        _afterHome = null;
        _homed = true;
        _ramp.Stop();
        _ramp.Goal = goal;
    }

    private void Halt()
    {
        _run++;
        _train?.Dispose();
        _train = null;
        _pending = false;
        _afterHome = null;
        _ramp.Stop();
        _lines.Step.TrySet(false);
        if (_settings.Release) _lines.Enable?.TrySet(false);
    }

    private DeviceException NotFound() =>
        new(ErrorCodes.Blocked, $"{_device.Name} did not find its home switch at {_settings.HomePosition:0.##} {_device.Unit}".TrimEnd() + "; check the switch, the way of dir, and whether the axis is free.");

    private void ThrowFault()
    {
        if (_fault is not { } fault) return;
        _fault = null;
        throw fault;
    }
}
