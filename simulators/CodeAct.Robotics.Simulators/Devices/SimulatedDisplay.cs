using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators;

/// <summary>A display that shows its text at once; blank at the start.</summary>
internal sealed class SimulatedDisplay(DeviceSpec spec, SimulatedTime time) : SimulatedDevice(spec, time)
{
    private volatile string _text = "";

    /// <inheritdoc/>
    public override DeviceState Truth => new() { Text = _text };

    /// <inheritdoc/>
    public override void Begin(StartValue start) => _text = start.Text ?? (start.State is null
        ? throw new SimulationException($"start: {Spec.Name} is a display and takes a text, not {start}.")
        : "");

    /// <inheritdoc/>
    public override void Start(DeviceCommand command)
    {
        if (command.Member != "Show") throw Unknown(command);
        _text = command.Text ?? "";
    }

    /// <inheritdoc/>
    public override void MakeSafe(SafeValue safe)
    {
        if (safe.Word != SafeWord.Stop) _text = "";
    }

    /// <inheritdoc/>
    public override void LosePower() => _text = "";
}
