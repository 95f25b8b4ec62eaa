using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>The shipped robots, with what people say of their devices.</summary>
internal static class KnownRobots
{
    // What their worlds do, slowly enough for a task of minutes; the sign is what counts.
    private static readonly (string Actuator, string Sensor, double Rate)[] Effects =
    [
        ("Pump", "Soil", 0.2), ("Heater", "Temperature", 0.01), ("Radiator", "Temperature", 0.005), ("FillValve", "TankLevel", 0.5),
        ("Drain", "TankLevel", -0.3), ("Immersion", "WaterTemp", 0.05),
    ];

    public static SynthRobot Of(RobotManifest manifest, PhraseBank bank)
    {
        List<SynthDevice> devices = [.. manifest.Devices.Select(d => new SynthDevice(d, bank.Known.First(c => c.Robot == manifest.Robot && c.Device == d.Name)))];
        SynthDevice? Find(string name) => devices.Find(d => d.Name == name);
        var effects = from e in Effects
                      let actuator = Find(e.Actuator)
                      let sensor = Find(e.Sensor)
                      where actuator is not null && sensor is not null
                      select new SynthEffect(actuator, sensor, e.Rate);
        return new SynthRobot(manifest, devices, [.. effects]);
    }
}
