namespace CodeAct.Robotics.Simulators.Generic;

/// <summary>
/// The plain behaviour of any manifest, tuned by its <c>sim:</c> keys. It moves every device that no world of its own has taken:
/// actuators push sensors at constant rates, sensors drift, and range finders ride on the drive.
/// </summary>
internal sealed class GenericWorld : IWorld
{
    /// <summary>As documentation lists it.</summary>
    public static readonly WorldDescription Description =
        new("generic", "Any robot: every kind of device behaves plainly, and `sim:` in the manifest tunes it.", []);

    private readonly GenericSensor[] _sensors;

    /// <summary>Takes what is left.</summary>
    public GenericWorld(Parts parts)
    {
        if (parts.Free.OfType<SimulatedDrive>().FirstOrDefault() is { } drive)
            foreach (SimulatedRange range in parts.Free.OfType<SimulatedRange>()) drive.Carry(range);

        // Only what can change costs anything at a step.
        _sensors = [.. parts.Free.OfType<SimulatedSensor>().Select(s => new GenericSensor(s, parts.All)).Where(s => s.Moves)];
    }

    /// <inheritdoc/>
    public void Show()
    {
    }

    /// <inheritdoc/>
    public void Step(double now)
    {
        foreach (GenericSensor sensor in _sensors) sensor.Step();
    }
}
