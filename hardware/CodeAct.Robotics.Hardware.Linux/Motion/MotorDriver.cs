using CodeAct.Robotics.Hardware.Linux.Gpio;
using CodeAct.Robotics.Hardware.Linux.Pwm;
using CodeAct.Robotics.Hardware.Linux.Timing;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Motion;

/// <summary>
/// A DC motor on an H-bridge: two lines say the way (or one, where the bridge has a direction pin), a PWM says the power. Before the direction turns,
/// the power is 0 for the dead time. Sources: datasheets of the L298N, TB6612FNG (IN1, IN2, PWM; both inputs active is a short brake) and DRV8838 (PHASE, ENABLE).
/// </summary>
internal sealed class MotorDriver : IDeviceDriver, IGuardedOutput, IDisposable
{
    private readonly DeviceSpec _device;
    private readonly MotorSettings _settings;
    private readonly GpioLine[] _lines;
    private readonly PwmChannel _pwm;
    private readonly IPulseTime _time;
    private readonly Lock _lock = new();
    private int _direction;
    private double _power;
    private int _stops;

    /// <summary>A motor that stands.</summary>
    /// <param name="device">The device.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="lines">Forward and backward, or direction alone.</param>
    /// <param name="pwm">The power, at 0.</param>
    /// <param name="time">For the dead time.</param>
    public MotorDriver(DeviceSpec device, MotorSettings settings, GpioLine[] lines, PwmChannel pwm, IPulseTime time)
    {
        _device = device;
        _settings = settings;
        _lines = lines;
        _pwm = pwm;
        _time = time;
        // The lines first: on a bridge whose enable is the PWM, two inactive inputs are safe whatever the PWM does.
        SafeOutputs = lines.Length == 2 ? [lines[0].Safe(false), lines[1].Safe(false), pwm.Safe(0)] : [pwm.Safe(0)];
    }

    /// <inheritdoc/>
    public bool IsBusy => false;

    /// <inheritdoc/>
    public IReadOnlyList<SafeOutput> SafeOutputs { get; }

    /// <inheritdoc/>
    public void Start(DeviceCommand command)
    {
        switch (command.Member)
        {
            case "Run" when command.A != 0:
                Run(Math.Clamp(command.A, -1, 1));
                break;
            case "Run" or "Stop":
                Stop();
                break;
            default:
                throw KernelFault.NoMember(_device, command.Member);
        }
    }

    /// <summary>The power as the pins have it, so that a bridge that is gone shows.</summary>
    public DeviceState Read()
    {
        lock (_lock)
        {
            double level = Math.Round((double)_pwm.Duty / _settings.Period, 6);
            if (_power == 0) return DeviceState.Of(0);
            return DeviceState.Of(Math.Sign(_power) * level);
        }
    }

    /// <summary>Any safe value of a motor is standing still. Each output is set, whatever becomes of the others.</summary>
    public void MakeSafe(SafeValue safe)
    {
        lock (_lock)
        {
            Halt(_settings.Brake);
        }
    }

    /// <summary>Coasts, whatever stops it else: a brake must not outlast the program that holds it.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            Halt(brake: false);
        }

        _pwm.Dispose();
        foreach (GpioLine line in _lines) line.Dispose();
    }

    private void Run(double power)
    {
        int direction = Math.Sign(power) * (_settings.Reverse ? -1 : 1);
        int stops;
        bool turns;
        lock (_lock)
        {
            turns = _direction != direction;
            if (turns && _direction != 0) Halt(brake: false);
            stops = _stops;
        }

        // Nobody waits for the lock meanwhile: the safe state can come in between, and then it stays.
        if (turns && _settings.DeadTime > 0) _time.Wait(_settings.DeadTime);
        lock (_lock)
        {
            if (stops != _stops) return;
            if (turns) Point(direction);
            _pwm.SetDuty((long)Math.Round(Math.Abs(power) * _settings.Period));
            _power = power;
        }
    }

    private void Point(int direction)
    {
        _pwm.SetDuty(0);
        if (_lines.Length == 2)
        {
            // The one that ends before the one that begins: both would brake.
            _lines[direction > 0 ? 1 : 0].Set(false);
            _lines[direction > 0 ? 0 : 1].Set(true);
        }
        else
        {
            _lines[0].Set(direction > 0);
        }

        _direction = direction;
    }

    private void Stop()
    {
        lock (_lock)
        {
            if (Halt(_settings.Brake)) return;
            // What failed says why.
            _pwm.SetDuty(0);
            foreach (GpioLine line in _lines) line.Set(false);
        }
    }

    // Everything is tried, whatever fails before; the brake only on inputs that surely are the same, since full power on others would drive.
    private bool Halt(bool brake)
    {
        _stops++;
        _power = 0;
        _direction = 0;
        bool done = _pwm.TrySetDuty(0);
        if (_lines.Length != 2) return done;
        bool first = _lines[0].TrySet(brake), second = _lines[1].TrySet(brake);
        done &= first && second;
        return brake && done ? _pwm.TrySetDuty(_settings.Period) : done;
    }
}
