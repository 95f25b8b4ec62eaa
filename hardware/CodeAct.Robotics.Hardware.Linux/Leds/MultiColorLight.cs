using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Leds;

/// <summary>A colour light on one multicolour LED.</summary>
internal sealed class MultiColorLight(DeviceSpec device, MultiColorLed led) : IDeviceDriver, IGuardedOutput, IDisposable
{
    private const double Full = 255;

    /// <inheritdoc/>
    public bool IsBusy => false;

    /// <inheritdoc/>
    public IReadOnlyList<SafeOutput> SafeOutputs { get; } = [led.Dark];

    /// <inheritdoc/>
    public void Start(DeviceCommand command)
    {
        led.Set(command.Member switch
        {
            "Color" => [Scale(command.A), Scale(command.B), Scale(command.C)],
            "Off" => [0, 0, 0],
            _ => throw KernelFault.NoMember(device, command.Member),
        });
    }

    /// <inheritdoc/>
    public DeviceState Read()
    {
        double[] colors = [.. led.Get().Select(c => Math.Round(c * Full / led.Full, 1))];
        return new DeviceState { Value = colors[0], Second = colors[1], Third = colors[2] };
    }

    /// <inheritdoc/>
    public void MakeSafe(SafeValue safe)
    {
        if (safe.Word is not (SafeWord.Off or SafeWord.Number)) return;
        try
        {
            led.Set([0, 0, 0]);
        }
        catch (DeviceException)
        {
            // Told by the next reading.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        MakeSafe(new SafeValue(SafeWord.Off));
        led.Dispose();
    }

    private int Scale(double color) => (int)Math.Round(Math.Clamp(color, 0, Full) * led.Full / Full);
}
