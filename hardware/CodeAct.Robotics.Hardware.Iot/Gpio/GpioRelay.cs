using System.Device.Gpio;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>A relay on a line, requested at its safe level, so that nothing clicks when the robot is opened.</summary>
internal sealed class GpioRelay : IDeviceDriver, IDisposable
{
    private readonly Lock _lock = new();
    private readonly string _name;
    private readonly GpioController _gpio;
    private readonly int _line;
    private readonly bool _isLow;

    public GpioRelay(DeviceSpec device, GpioController gpio, int line, bool isLow)
    {
        (_name, _gpio, _line, _isLow) = (device.Name, gpio, line, isLow);
        gpio.OpenPin(line, PinMode.Output, Level(SafeLevel.AtFirst(device) > 0));
    }

    public bool IsBusy => false;

    public void Start(DeviceCommand command)
    {
        bool on = command.Member switch { "On" => true, "Off" => false, _ => throw IotFaults.Unknown(_name, command.Member) };
        IotFaults.Do(_name, () => Set(on));
    }

    public DeviceState Read() => DeviceState.Of(IotFaults.Do(_name, () => _gpio.Read(_line) == Level(true)) ? 1 : 0);

    public void MakeSafe(SafeValue safe)
    {
        try
        {
            if (SafeLevel.Of(safe) is { } level) Set(level > 0);
        }
        catch (Exception)
        {
            // Nothing else can be done from here; the next command says what is wrong.
        }
    }

    public void Dispose()
    {
        lock (_lock) if (_gpio.IsPinOpen(_line)) _gpio.ClosePin(_line);
    }

    private void Set(bool on)
    {
        lock (_lock) _gpio.Write(_line, Level(on));
    }

    private PinValue Level(bool on) => on != _isLow ? PinValue.High : PinValue.Low;
}
