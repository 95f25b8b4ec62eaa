using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Tests.Robots;

public sealed class DeviceEndsTests
{
    [Theory]
    [InlineData("gate, Open at 0, closed at 90", 0.0, 90.0)]
    [InlineData("gate, 0° is open, 90° is closed", 0.0, 90.0)]
    [InlineData("gate, 0 open, 90 shut", 0.0, 90.0)]
    [InlineData("valve 2 opens the tap, 0 is closed and 90 is open", 90.0, 0.0)]
    [InlineData("gate, range 0-90 open, 0 closed", 90.0, 0.0)]
    [InlineData("slit of the dome, 0 is shut and 90 is fully open", 90.0, 0.0)]
    [InlineData("flap, 0 is tightly shut and 90 is wide open", 90.0, 0.0)]
    [InlineData("gate of the yard", null, null)]
    [InlineData("gate, 200 is open and 0 is closed", null, null)]
    public void Told_Description_AreItsEnds(string description, double? open, double? closed)
    {
        DeviceSpec device = Servo(description);
        Assert.Equal(open is null ? null : new DeviceEnds(open.Value, closed!.Value), DeviceEnds.Told(device));
    }

    private static DeviceSpec Servo(string description) => ManifestReader.Parse($$"""
        robot: r
        simulator: generic
        devices:
          - { name: Gate, kind: servo, description: "{{description}}", range: [0, 90], safe: 0 }
        """).Devices[0];
}
