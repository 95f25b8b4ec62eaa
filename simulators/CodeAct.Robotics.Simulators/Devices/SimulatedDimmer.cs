using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators;

/// <summary>A dimmer that takes its level at once; 0 at the start.</summary>
internal sealed class SimulatedDimmer(DeviceSpec spec, SimulatedTime time) : SimulatedDevice(spec, time)
{
    private double _level;

    /// <summary>0 to 1.</summary>
    public override double Effect => Volatile.Read(ref _level);

    /// <inheritdoc/>
    public override DeviceState Truth => DeviceState.Of(Effect);

    /// <inheritdoc/>
    public override void Begin(StartValue start) => Set(NumberOf(start));

    /// <inheritdoc/>
    public override void Start(DeviceCommand command)
    {
        if (command.Member != "Set") throw Unknown(command);
        Set(command.A);
    }

    /// <inheritdoc/>
    public override void MakeSafe(SafeValue safe)
    {
        if (safe.Word == SafeWord.Stop) return;
        Set(safe.Word switch { SafeWord.On => 1, SafeWord.Number => safe.Number, _ => 0 });
    }

    /// <inheritdoc/>
    public override void LosePower() => Set(0);

    // A power stage cannot give more than all or less than nothing.
    private void Set(double level) => Volatile.Write(ref _level, Math.Clamp(level, 0, 1));
}
