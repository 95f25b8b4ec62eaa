using System.Device.Gpio;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>A button, switch or detector on a line.</summary>
internal sealed class GpioInput : IDeviceDriver, IDisposable
{
    private readonly string _name;
    private readonly GpioController _gpio;
    private readonly int _line;
    private readonly PinValue _active;

    public GpioInput(DeviceSpec device, GpioController gpio, int line, bool isLow, PinMode mode)
    {
        (_name, _gpio, _line, _active) = (device.Name, gpio, line, isLow ? PinValue.Low : PinValue.High);
        gpio.OpenPin(line);
        if (!gpio.IsPinModeSupported(line, mode))
        {
            gpio.ClosePin(line);
            throw new NotSupportedException($"line {line} can't do {mode}. Take a resistor outside and pull: none.");
        }
        gpio.SetPinMode(line, mode);
    }

    public bool IsBusy => false;

    public void Start(DeviceCommand command) => throw IotFaults.Unknown(_name, command.Member);

    public DeviceState Read() => DeviceState.Of(IotFaults.Do(_name, () => _gpio.Read(_line) == _active, ErrorCodes.NoReading) ? 1 : 0);

    /// <summary>Nothing: an input commands nothing.</summary>
    public void MakeSafe(SafeValue safe)
    {
    }

    public void Dispose()
    {
        if (_gpio.IsPinOpen(_line)) _gpio.ClosePin(_line);
    }
}
