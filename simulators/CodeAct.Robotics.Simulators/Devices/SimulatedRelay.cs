using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators;

/// <summary>A relay that switches at once; off at the start.</summary>
internal sealed class SimulatedRelay(DeviceSpec spec, SimulatedTime time) : SimulatedDevice(spec, time)
{
    private volatile bool _on;

    /// <summary>True while it is on.</summary>
    public bool IsOn => _on;

    /// <inheritdoc/>
    public override double Effect => _on ? 1 : 0;

    /// <inheritdoc/>
    public override DeviceState Truth => DeviceState.Of(Effect);

    /// <inheritdoc/>
    public override void Begin(StartValue start) => _on = NumberOf(start) != 0;

    /// <inheritdoc/>
    public override void Start(DeviceCommand command) => _on = command.Member switch
    {
        "On" => true,
        "Off" => false,
        _ => throw Unknown(command),
    };

    /// <inheritdoc/>
    public override void MakeSafe(SafeValue safe)
    {
        if (safe.Word == SafeWord.Stop) return;
        _on = safe.Word == SafeWord.On || (safe.Word == SafeWord.Number && safe.Number != 0);
    }

    /// <inheritdoc/>
    public override void LosePower() => _on = false;
}
