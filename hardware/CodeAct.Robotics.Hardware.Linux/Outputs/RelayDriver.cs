using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Outputs;

/// <summary>A relay on an output: a GPIO line, or a LED that the kernel knows. Disposed, it is left at its safe value.</summary>
internal sealed class RelayDriver(DeviceSpec device, ILevelOutput output) : IDeviceDriver, IGuardedOutput, IDisposable
{
    /// <inheritdoc/>
    public bool IsBusy => false;

    /// <inheritdoc/>
    public IReadOnlyList<SafeOutput> SafeOutputs { get; } = SafeLevel.Of(device.Safe) is { } level ? output.Safe(level) : [];

    /// <inheritdoc/>
    public void Start(DeviceCommand command)
    {
        switch (command.Member)
        {
            case "On":
                output.Set(1);
                break;
            case "Off":
                output.Set(0);
                break;
            default:
                throw KernelFault.NoMember(device, command.Member);
        }
    }

    /// <summary>The pin itself is read, so that a short circuit shows where the chip can tell.</summary>
    public DeviceState Read() => DeviceState.Of(output.Level != 0 ? 1 : 0);

    /// <inheritdoc/>
    public void MakeSafe(SafeValue safe)
    {
        if (SafeLevel.Of(safe) is { } level) output.TrySet(level != 0 ? 1 : 0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (device.Safe is { } safe) MakeSafe(safe);
        output.Dispose();
    }
}
