using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Outputs;

/// <summary>A colour light of three outputs: PWM channels or LEDs, 0..255 each.</summary>
internal sealed class ColorLightDriver(DeviceSpec device, ILevelOutput red, ILevelOutput green, ILevelOutput blue) : IDeviceDriver, IGuardedOutput, IDisposable
{
    private const double Full = 255;

    /// <inheritdoc/>
    public bool IsBusy => false;

    /// <inheritdoc/>
    public IReadOnlyList<SafeOutput> SafeOutputs { get; } =
        SafeLevel.Of(device.Safe) is { } level ? [.. red.Safe(level), .. green.Safe(level), .. blue.Safe(level)] : [];

    /// <inheritdoc/>
    public void Start(DeviceCommand command)
    {
        (double r, double g, double b) = command.Member switch
        {
            "Color" => (command.A, command.B, command.C),
            "Off" => (0, 0, 0),
            _ => throw KernelFault.NoMember(device, command.Member),
        };
        // All three are tried before the first that fails is told.
        if (red.TrySet(r / Full) & green.TrySet(g / Full) & blue.TrySet(b / Full)) return;
        red.Set(r / Full);
        green.Set(g / Full);
        blue.Set(b / Full);
    }

    /// <inheritdoc/>
    public DeviceState Read() => new()
    {
        Value = Math.Round(red.Level * Full, 1),
        Second = Math.Round(green.Level * Full, 1),
        Third = Math.Round(blue.Level * Full, 1),
    };

    /// <summary>All three are set, whatever becomes of the first.</summary>
    public void MakeSafe(SafeValue safe)
    {
        if (SafeLevel.Of(safe) is not { } level) return;
        red.TrySet(level);
        green.TrySet(level);
        blue.TrySet(level);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (device.Safe is { } safe) MakeSafe(safe);
        red.Dispose();
        green.Dispose();
        blue.Dispose();
    }
}
