using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators;

/// <summary>A positioned axis that moves at constant speed.</summary>
internal sealed class SimulatedStepper(DeviceSpec spec, SimulatedTime time) : SimulatedPosition(spec, time)
{
    /// <summary>In the manifest's unit a second: the whole range in 10 s, unless a command's largest speed says otherwise.</summary>
    public override double Speed => Spec.Range is { } range ? (range.High - range.Low) / 10 : 10;

    /// <inheritdoc/>
    public override void Start(DeviceCommand command)
    {
        double goal = command.Member switch
        {
            "MoveTo" => command.A,
            "MoveBy" => Position + command.A,
            _ => throw Unknown(command),
        };
        Go(goal, command.MaxSpeed);
    }
}
