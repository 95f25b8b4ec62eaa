using CodeAct.Robotics.Hardware.Linux.Chips;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>A motor on a bridge behind a PCA9685. Its power is what the chip says it is.</summary>
/// <param name="device">As the manifest has it.</param>
/// <param name="chip">The chip.</param>
/// <param name="outputs">How the bridge is wired.</param>
/// <param name="close">Lets the chip go.</param>
internal sealed class Pca9685Motor(DeviceSpec device, Pca9685 chip, MotorOutputs outputs, Action close) : IDeviceDriver, IGuardedOutput, IDisposable
{
    // Setting takes several transfers, and a stop from another thread must not end up between them.
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    public bool IsBusy => false;

    /// <inheritdoc/>
    public IReadOnlyList<SafeOutput> SafeOutputs { get; } = outputs.Stop(chip);

    /// <inheritdoc/>
    public void Start(DeviceCommand command)
    {
        double power = command.Member switch
        {
            "Run" => command.A,
            "Stop" => 0,
            _ => throw ChipException.Fault($"does not know {command.Member}.").For(device.Name),
        };
        try
        {
            Set(power);
        }
        catch (ChipException e)
        {
            throw e.For(device.Name);
        }
    }

    /// <inheritdoc/>
    public DeviceState Read()
    {
        try
        {
            lock (_lock) return DeviceState.Of(outputs.Read(chip));
        }
        catch (ChipException e)
        {
            throw e.For(device.Name);
        }
    }

    /// <summary>Stops, whatever the word is: a motor has no other safe state.</summary>
    public void MakeSafe(SafeValue safe)
    {
        try
        {
            Set(0);
        }
        catch (ChipException)
        {
            // The bus has tried several times; the next reading says that the chip can't be reached.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => close();

    private void Set(double power)
    {
        lock (_lock) outputs.Set(chip, power);
    }
}
