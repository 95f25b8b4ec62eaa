using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators;

/// <summary>The simulated device of each kind. A new kind is one more class here and one more line.</summary>
internal static class DeviceFactory
{
    /// <summary>A device as it stands before the world and the scenario have a say: the manifest's <c>sim: start</c>, else at rest.</summary>
    public static SimulatedDevice Create(DeviceSpec spec, SimulatedTime time, int seed)
    {
        SimulatedDevice device = spec.Kind.Name switch
        {
            "relay" => new SimulatedRelay(spec, time),
            "dimmer" => new SimulatedDimmer(spec, time),
            "servo" => new SimulatedServo(spec, time),
            "motor" => new SimulatedMotor(spec, time),
            "stepper" => new SimulatedStepper(spec, time),
            "drive" => new SimulatedDrive(spec, time),
            "gripper" => new SimulatedGripper(spec, time),
            "sensor" => new SimulatedSensor(spec, time, seed),
            "input" => new SimulatedInput(spec, time),
            "range" => new SimulatedRange(spec, time, seed),
            "color-light" => new SimulatedColorLight(spec, time),
            "buzzer" => new SimulatedBuzzer(spec, time),
            "display" => new SimulatedDisplay(spec, time),
            _ => throw new SimulationException($"{spec.Name}: the simulator has no device of kind {spec.Kind}."),
        };
        if (spec.Simulation.Start is { } start) device.Begin(StartValue.Of(start));
        return device;
    }
}
