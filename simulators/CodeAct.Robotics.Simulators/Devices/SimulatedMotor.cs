using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators;

/// <summary>A motor that takes its power at once; stands at the start.</summary>
internal sealed class SimulatedMotor(DeviceSpec spec, SimulatedTime time) : SimulatedDevice(spec, time)
{
    private double _power;

    /// <summary>−1 to 1.</summary>
    public override double Effect => Volatile.Read(ref _power);

    /// <inheritdoc/>
    public override DeviceState Truth => DeviceState.Of(Effect);

    /// <inheritdoc/>
    public override void Begin(StartValue start) => Set(NumberOf(start));

    /// <inheritdoc/>
    public override void Start(DeviceCommand command) => Set(command.Member switch
    {
        "Run" => command.A,
        "Stop" => 0,
        _ => throw Unknown(command),
    });

    /// <inheritdoc/>
    public override void MakeSafe(SafeValue safe) => Set(safe.Word == SafeWord.Number ? safe.Number : 0);

    /// <inheritdoc/>
    public override void LosePower() => Set(0);

    private void Set(double power) => Volatile.Write(ref _power, Math.Clamp(power, -1, 1));
}
