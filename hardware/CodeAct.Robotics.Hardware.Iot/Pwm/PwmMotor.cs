using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>A motor behind a bridge.</summary>
/// <param name="device">As the manifest has it.</param>
/// <param name="drive">Gives it a power; it stands still until then.</param>
/// <param name="turnsBack">Whether it can.</param>
/// <param name="close">Lets its outputs go.</param>
internal sealed class PwmMotor(DeviceSpec device, Action<double> drive, bool turnsBack, Action close) : IDeviceDriver, IDisposable
{
    private const double Nudge = 1e-6;

    private readonly Lock _lock = new();
    private double _power;
    private bool _unsure;

    public bool IsBusy => false;

    public void Start(DeviceCommand command)
    {
        double power = command.Member switch { "Run" => command.A, "Stop" => 0, _ => throw IotFaults.Unknown(device.Name, command.Member) };
        if (power < 0 && !turnsBack) throw new DeviceException(ErrorCodes.Range, $"{device.Name} turns one way only: its power is 0 to 1.");
        IotFaults.Do(device.Name, () => Set(power));
    }

    public DeviceState Read()
    {
        lock (_lock) return DeviceState.Of(_power);
    }

    /// <summary>Stops it, whatever the word: a motor's safe state is standing still.</summary>
    public void MakeSafe(SafeValue safe)
    {
        try
        {
            Set(0);
        }
        catch (Exception)
        {
            // Nothing else can be done from here; the next command says what is wrong.
        }
    }

    public void Dispose()
    {
        MakeSafe(new SafeValue(SafeWord.Stop));
        lock (_lock) close();
    }

    private void Set(double power)
    {
        lock (_lock)
        {
            // A bridge that failed half-way may run, and the binding, which knows only powers that it set, would not stop it again.
            if (_unsure) drive(Nudge);
            _unsure = true;
            drive(power);
            (_power, _unsure) = (power, false);
        }
    }
}
