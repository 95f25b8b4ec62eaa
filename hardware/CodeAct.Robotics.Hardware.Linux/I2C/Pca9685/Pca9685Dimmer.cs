using CodeAct.Robotics.Hardware.Linux.Chips;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>A dimmer on an output of a PCA9685. Its level is what the chip says it is.</summary>
/// <param name="device">As the manifest has it.</param>
/// <param name="chip">The chip.</param>
/// <param name="channel">The output, 0 to 15.</param>
/// <param name="isLow">True where the load is on while the output is low.</param>
/// <param name="close">Lets the chip go.</param>
internal sealed class Pca9685Dimmer(DeviceSpec device, Pca9685 chip, int channel, bool isLow, Action close) : IDeviceDriver, IGuardedOutput, IDisposable
{
    /// <inheritdoc/>
    public bool IsBusy => false;

    /// <inheritdoc/>
    public IReadOnlyList<SafeOutput> SafeOutputs { get; } =
        device.Safe is { } safe && Level(safe) is { } level ? [chip.Step(channel, isLow ? 1 - level : level)] : [];

    /// <inheritdoc/>
    public void Start(DeviceCommand command)
    {
        if (command.Member != "Set") throw ChipException.Fault($"does not know {command.Member}.").For(device.Name);
        try
        {
            Set(command.A);
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
            double share = chip.Read(channel);
            return DeviceState.Of(isLow ? 1 - share : share);
        }
        catch (ChipException e)
        {
            throw e.For(device.Name);
        }
    }

    /// <inheritdoc/>
    public void MakeSafe(SafeValue safe)
    {
        if (Level(safe) is not { } level) return;
        try
        {
            Set(level);
        }
        catch (ChipException)
        {
            // The bus has tried several times; the next reading says that the chip can't be reached.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => close();

    private static double? Level(SafeValue safe) => safe.Word switch { SafeWord.Stop => null, SafeWord.On => 1, SafeWord.Number => safe.Number, _ => 0 };

    private void Set(double level) => chip.Set(channel, isLow ? 1 - level : level);
}
