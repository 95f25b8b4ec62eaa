using CodeAct.Robotics.Hardware.Linux.Gpio;
using CodeAct.Robotics.Hardware.Linux.Pwm;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Motion;

/// <summary>
/// An H-bridge with its motor: two lines say the way (or one, where the bridge has a direction pin), a PWM says the power. It does not wait and has no lock:
/// who drives it keeps the dead time and calls one at a time. Sources: datasheets of the L298N, TB6612FNG (IN1, IN2, PWM; both inputs active is a
/// short brake) and DRV8838 (PHASE, ENABLE).
/// </summary>
internal sealed class MotorBridge : IDisposable
{
    private readonly MotorSettings _settings;
    private readonly GpioLine[] _lines;
    private readonly PwmChannel _pwm;

    private MotorBridge(MotorSettings settings, GpioLine[] lines, PwmChannel pwm)
    {
        _settings = settings;
        _lines = lines;
        _pwm = pwm;
        // The lines first: on a bridge whose enable is the PWM, two inactive inputs are safe whatever the PWM does.
        SafeOutputs = lines.Length == 2 ? [lines[0].Safe(false), lines[1].Safe(false), pwm.Safe(0)] : [pwm.Safe(0)];
    }

    /// <summary>How another process makes it stand.</summary>
    public IReadOnlyList<SafeOutput> SafeOutputs { get; }

    /// <summary>The way that the lines say: 1, -1, or 0 where they say none.</summary>
    public int Way { get; private set; }

    /// <summary>The part of its power that it gets, as the kernel has it.</summary>
    /// <exception cref="DeviceException">It is gone.</exception>
    public double Level => (double)_pwm.Duty / _pwm.Period;

    /// <summary>Opens one that stands.</summary>
    /// <exception cref="DeviceException">A line or the channel can't be had; then none is kept.</exception>
    public static MotorBridge Open(LinuxBoard board, string device, MotorSettings settings)
    {
        LineAddress[] addresses = settings.Backward is { } backward ? [settings.Forward, backward] : [settings.Forward];
        var options = new LineOptions(GpioUapi.Output | settings.ActiveLow, false);
        // The power first, at 0: the lines then choose a way for nothing.
        PwmChannel pwm = PwmChannel.Open(board, device, settings.Pwm, settings.Period, 0, activeLow: false);
        try
        {
            return new MotorBridge(settings, Opening.All(addresses, a => GpioLine.Open(board, device, a, options)), pwm);
        }
        catch
        {
            pwm.Dispose();
            throw;
        }
    }

    /// <summary>The level nearest to a power that the PWM can give.</summary>
    public double Nearest(double level) => Math.Round(level * _settings.Period) / _settings.Period;

    /// <summary>Gives it power in a way; 0 is a stop that coasts.</summary>
    /// <exception cref="DeviceException">It is gone.</exception>
    public void Run(double power)
    {
        int way = Math.Sign(power);
        if (way != Way) Point(way);
        _pwm.SetDuty((long)Math.Round(Math.Abs(power) * _settings.Period));
    }

    /// <summary>
    /// Stops it; never throws. Everything is tried, whatever fails before. The brake is only for inputs that surely are the same, since full power on others would drive.
    /// </summary>
    /// <returns>False where something failed.</returns>
    public bool Halt(bool brake)
    {
        Way = 0;
        bool done = _pwm.TrySetDuty(0);
        if (_lines.Length != 2) return done;
        bool first = _lines[0].TrySet(brake), second = _lines[1].TrySet(brake);
        done &= first && second;
        return brake && done ? _pwm.TrySetDuty(_settings.Period) : done;
    }

    /// <summary>Stops it as it is set up, and says why it can't.</summary>
    /// <exception cref="DeviceException">It is gone.</exception>
    public void Stop()
    {
        if (Halt(_settings.Brake)) return;
        _pwm.SetDuty(0);
        foreach (GpioLine line in _lines) line.Set(false);
    }

    /// <summary>Coasts, whatever stops it else: a brake must not outlast the program that holds it.</summary>
    public void Dispose()
    {
        Halt(brake: false);
        _pwm.Dispose();
        foreach (GpioLine line in _lines) line.Dispose();
    }

    private void Point(int way)
    {
        _pwm.SetDuty(0);
        bool forward = way > 0 != _settings.Reverse;
        if (_lines.Length == 2)
        {
            // The one that ends before the one that begins: both would brake.
            _lines[forward ? 1 : 0].Set(false);
            _lines[forward ? 0 : 1].Set(way != 0);
        }
        else
        {
            _lines[0].Set(forward);
        }

        Way = way;
    }
}
