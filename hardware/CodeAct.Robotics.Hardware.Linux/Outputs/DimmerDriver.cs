using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Outputs;

/// <summary>A dimmer on an output: a PWM channel or a LED. Disposed, it is left at its safe level.</summary>
internal sealed class DimmerDriver(DeviceSpec device, ILevelOutput output) : IDeviceDriver, IGuardedOutput, IDisposable
{
    /// <inheritdoc/>
    public bool IsBusy => false;

    /// <inheritdoc/>
    public IReadOnlyList<SafeOutput> SafeOutputs { get; } = SafeLevel.Of(device.Safe) is { } level ? output.Safe(level) : [];

    /// <inheritdoc/>
    public void Start(DeviceCommand command)
    {
        if (command.Member != "Set") throw KernelFault.NoMember(device, command.Member);
        output.Set(command.A);
    }

    /// <inheritdoc/>
    public DeviceState Read() => DeviceState.Of(output.Level);

    /// <inheritdoc/>
    public void MakeSafe(SafeValue safe)
    {
        if (SafeLevel.Of(safe) is { } level) output.TrySet(level);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (device.Safe is { } safe) MakeSafe(safe);
        output.Dispose();
    }
}
