using System.Device.Pwm;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>A level as a duty cycle, at its safe level from the first pulse on.</summary>
internal sealed class PwmDimmer : IDeviceDriver, IDisposable
{
    private readonly string _name;
    private readonly PwmChannel _pwm;
    private readonly Lock _lock;
    private readonly bool _isLow;

    /// <param name="device">As the manifest has it.</param>
    /// <param name="pwm">Its output; disposed with the driver.</param>
    /// <param name="gate">The chip's, where other devices use it, too.</param>
    /// <param name="isLow">Whether low is on.</param>
    public PwmDimmer(DeviceSpec device, PwmChannel pwm, Lock gate, bool isLow)
    {
        (_name, _pwm, _lock, _isLow) = (device.Name, pwm, gate, isLow);
        lock (gate)
        {
            pwm.DutyCycle = Duty(SafeLevel.AtFirst(device));
            pwm.Start();
        }
    }

    public bool IsBusy => false;

    public void Start(DeviceCommand command)
    {
        if (command.Member != "Set") throw IotFaults.Unknown(_name, command.Member);
        IotFaults.Do(_name, () => Set(command.A));
    }

    public DeviceState Read() => DeviceState.Of(IotFaults.Do(_name, () =>
    {
        lock (_lock) return Duty(_pwm.DutyCycle);
    }));

    public void MakeSafe(SafeValue safe)
    {
        try
        {
            if (SafeLevel.Of(safe) is { } level) Set(level);
        }
        catch (Exception)
        {
            // Nothing else can be done from here; the next command says what is wrong.
        }
    }

    public void Dispose() => _pwm.Dispose();

    private void Set(double level)
    {
        lock (_lock) _pwm.DutyCycle = Duty(level);
    }

    // From level to duty cycle and back.
    private double Duty(double level) => _isLow ? 1 - level : level;
}
