using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>A device of a made robot, and what people know about it.</summary>
internal sealed record SynthDevice(DeviceSpec Spec, Concept Concept)
{
    public string Name => Spec.Name;

    public string Kind => Spec.Kind.Name;

    /// <summary>For text after a number: a space and the unit, or nothing.</summary>
    public string UnitText => Spec.Unit.Length > 0 ? " " + Spec.Unit : "";

    /// <summary>The format of its readings.</summary>
    public string Format => Spec.Range is { } r && r.High - r.Low <= 20 || Kind == "range" ? "F2" : "F1";
}

/// <summary>What an actuator does to a sensor, in its unit a second at full power.</summary>
internal sealed record SynthEffect(SynthDevice Actuator, SynthDevice Sensor, double Rate);

/// <summary>A robot to ask things of.</summary>
internal sealed record SynthRobot(RobotManifest Manifest, IReadOnlyList<SynthDevice> Devices, IReadOnlyList<SynthEffect> Effects)
{
    public IReadOnlyList<SynthDevice> Of(params string[] kinds) => [.. Devices.Where(d => kinds.Contains(d.Kind))];

    /// <summary>The rules that a command of this device must obey.</summary>
    public IEnumerable<Interlock> Rules(SynthDevice device) => Manifest.Interlocks.Where(i => i.Device == device.Name);
}
