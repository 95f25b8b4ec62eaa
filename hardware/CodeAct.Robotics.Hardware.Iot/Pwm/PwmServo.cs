using System.Device.Pwm;
using CodeAct.Robotics.Robots;
using Iot.Device.ServoMotor;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>
/// A servo that is led to its goal: at each look at <see cref="IsBusy"/> the pulse is where the motion should be by then. Before the first command there
/// are no pulses and nothing turns; it is taken to stand at its safe angle, else at the lower end of its range.
/// </summary>
internal sealed class PwmServo : IDeviceDriver, IDisposable
{
    private readonly string _name;
    private readonly Lock _lock;
    private readonly ServoMotor _motor;
    private readonly ServoPulse _pulse;
    private readonly IRobotClock _clock;
    private double _from, _goal, _began, _speed;
    private bool _pulsing;

    /// <param name="device">As the manifest has it.</param>
    /// <param name="pwm">Its output; disposed with the driver.</param>
    /// <param name="gate">The chip's, where other devices use it, too.</param>
    /// <param name="pulse">How it understands pulses.</param>
    /// <param name="clock">The robot's time.</param>
    public PwmServo(DeviceSpec device, PwmChannel pwm, Lock gate, ServoPulse pulse, IRobotClock clock)
    {
        (_name, _lock, _pulse, _clock, _speed) = (device.Name, gate, pulse, clock, pulse.Speed);
        _motor = new ServoMotor(pwm, pulse.Range.High - pulse.Range.Low, pulse.LeastMicroseconds, pulse.MostMicroseconds);
        _from = _goal = device.Safe is { Word: SafeWord.Number } safe ? pulse.Range.Clamp(safe.Number) : pulse.Range.Low;
    }

    public bool IsBusy
    {
        get
        {
            lock (_lock)
            {
                double here = Here();
                IotFaults.Do(_name, () => Point(here));
                return here != _goal;
            }
        }
    }

    public void Start(DeviceCommand command)
    {
        if (command.Member != "MoveTo") throw IotFaults.Unknown(_name, command.Member);
        lock (_lock)
        {
            (_from, _goal, _began) = (Here(), _pulse.Range.Clamp(command.A), _clock.Now);
            _speed = Math.Min(_pulse.Speed, command.MaxSpeed ?? double.MaxValue);
            IotFaults.Do(_name, () => Pulse(_from));
        }
    }

    public DeviceState Read()
    {
        lock (_lock) return DeviceState.Of(Here());
    }

    public void MakeSafe(SafeValue safe)
    {
        lock (_lock)
        {
            // A safe angle is gone to as fast as the servo can; all else holds it where it is.
            double here = safe.Word == SafeWord.Number ? _pulse.Range.Clamp(safe.Number) : Here();
            (_from, _goal) = (here, here);
            try
            {
                if (safe.Word == SafeWord.Number) Pulse(here);
                else Point(here);
            }
            catch (Exception)
            {
                // Nothing else can be done from here; the next command says what is wrong.
            }
        }
    }

    public void Dispose() => _motor.Dispose();

    private double Here()
    {
        double way = _goal - _from, gone = _speed * (_clock.Now - _began);
        return gone >= Math.Abs(way) ? _goal : _from + Math.Sign(way) * gone;
    }

    private void Pulse(double degrees)
    {
        bool first = !_pulsing;
        _pulsing = true;
        Point(degrees);
        if (first) _motor.Start();
    }

    private void Point(double degrees)
    {
        if (_pulsing) _motor.WriteAngle(_pulse.IsReversed ? _pulse.Range.High - degrees : degrees - _pulse.Range.Low);
    }
}
