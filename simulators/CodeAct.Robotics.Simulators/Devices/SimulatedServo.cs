using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators;

/// <summary>A servo that turns at constant speed.</summary>
internal sealed class SimulatedServo(DeviceSpec spec, SimulatedTime time) : SimulatedPosition(spec, time)
{
    private double _speed = 120;

    /// <summary>Degrees a second; 120 (a loaded hobby servo: 0.5 s for 60 degrees) unless the world's is slower.</summary>
    public override double Speed => _speed;

    /// <summary>The world knows better how fast it is.</summary>
    public void TurnAt(double degreesPerSecond) => _speed = degreesPerSecond;

    /// <inheritdoc/>
    public override void Start(DeviceCommand command)
    {
        if (command.Member != "MoveTo") throw Unknown(command);
        Go(command.A, command.MaxSpeed);
    }
}
