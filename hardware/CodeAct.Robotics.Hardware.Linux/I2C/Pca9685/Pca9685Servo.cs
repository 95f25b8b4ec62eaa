using CodeAct.Robotics.Hardware.Linux.Chips;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>
/// A hobby servo on an output of a PCA9685. It says nothing back: where it is follows from its speed. A command with a largest speed moves its
/// goal along as the driver is asked whether it is there; one without gives it the goal at once.
/// </summary>
internal sealed class Pca9685Servo : IDeviceDriver, IGuardedOutput, IDisposable
{
    private readonly DeviceSpec _device;
    private readonly Pca9685 _chip;
    private readonly ServoPulse _pulse;
    private readonly IRobotClock _clock;
    private readonly Action _close;
    private readonly Lock _lock = new();

    private double _from, _to, _start, _end;
    private bool _ramps;
    private bool _isKnown;

    /// <summary>A servo at its safe angle; where that is <c>stop</c>, at the angle that the chip still gives, or without pulses until the first command.</summary>
    /// <exception cref="ChipException">The chip does not answer.</exception>
    public Pca9685Servo(DeviceSpec device, Pca9685 chip, ServoPulse pulse, IRobotClock clock, Action close)
    {
        _device = device;
        _chip = chip;
        _pulse = pulse;
        _clock = clock;
        _close = close;
        double? safe = device.Safe is { Word: SafeWord.Number } number ? number.Number : null;
        double? angle = safe ?? pulse.Angle(chip.Read(pulse.Channel), chip.Frequency);
        _isKnown = angle is not null;
        _from = _to = pulse.Range.Clamp(angle ?? 0);
        if (safe is not null) Give(_to);
        SafeOutputs = safe is { } value ? [chip.Step(pulse.Channel, pulse.Share(value, chip.Frequency))] : [];
    }

    /// <inheritdoc/>
    public IReadOnlyList<SafeOutput> SafeOutputs { get; }

    /// <inheritdoc/>
    public bool IsBusy
    {
        get
        {
            lock (_lock)
            {
                double now = _clock.Now;
                if (_ramps) Try(() => Give(Position(now)));
                if (now < _end) return true;
                _ramps = false;
                return false;
            }
        }
    }

    /// <inheritdoc/>
    public void Start(DeviceCommand command)
    {
        if (command.Member != "MoveTo") throw ChipException.Fault($"does not know {command.Member}.").For(_device.Name);
        lock (_lock) Try(() => Go(command.A, command.MaxSpeed));
    }

    /// <inheritdoc/>
    public DeviceState Read()
    {
        lock (_lock) return new DeviceState { Value = Position(_clock.Now), Flag = _clock.Now < _end };
    }

    /// <summary>A number is given at once, at the servo's own speed; anything else holds it where it is.</summary>
    public void MakeSafe(SafeValue safe)
    {
        lock (_lock)
        {
            try
            {
                if (safe.Word == SafeWord.Number) Go(safe.Number, null);
                else Freeze();
            }
            catch (ChipException)
            {
                // The bus has tried several times; the next command says that the chip can't be reached.
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _close();

    private void Go(double angle, double? speed)
    {
        double now = _clock.Now;
        double to = _pulse.Range.Clamp(angle);
        double from = Position(now);
        _ramps = speed is > 0 && speed < _pulse.Speed && _isKnown;
        Give(_ramps ? from : to);
        // From an unknown place the way may be all of the range.
        double way = _isKnown ? Math.Abs(to - from) : _pulse.Range.High - _pulse.Range.Low;
        (_from, _to, _start, _end) = (from, to, now, now + way / (_ramps ? speed!.Value : _pulse.Speed));
        _isKnown = true;
    }

    private void Freeze()
    {
        double now = _clock.Now;
        if (now >= _end) return;
        _from = _to = Position(now);
        _end = now;
        _ramps = false;
        Give(_to);
    }

    private double Position(double now) => now >= _end ? _to : _from + (_to - _from) * ((now - _start) / (_end - _start));

    private void Give(double angle) => _chip.Set(_pulse.Channel, _pulse.Share(angle, _chip.Frequency));

    private void Try(Action act)
    {
        try
        {
            act();
        }
        catch (ChipException e)
        {
            // What can't be told to move is not on its way.
            _from = _to = Position(_clock.Now);
            _end = _clock.Now;
            _ramps = false;
            throw e.For(_device.Name);
        }
    }
}
