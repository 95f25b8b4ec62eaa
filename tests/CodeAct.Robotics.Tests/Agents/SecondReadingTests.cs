using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Tests.Agents;

public sealed class SecondReadingTests
{
    [Fact]
    public void Of_Robot_HasItsLinesWithTheDevicesInTheOppositeOrder()
    {
        RobotManifest robot = ManifestReader.Parse("""
            robot: r
            description: It has an order.
            devices:
              - { name: Pump, kind: relay, safe: off }
              - { name: Fan, kind: dimmer, safe: 0 }
              - { name: Soil, kind: sensor, unit: "%", range: [0, 100] }
            interlocks:
              - "Pump.On requires Soil.Value < 85"
            """);

        string[] first = DevicePrompt.System(robot).Split('\n'), second = SecondReading.Of(robot)!.System.Split('\n');

        Assert.Equal([first[0], first[3], first[2], first[1], .. first[4..]], second);
    }

    [Fact]
    public void Of_RobotOfOneDevice_IsNone() => Assert.Null(SecondReading.Of(ManifestReader.Parse("robot: r\ndevices:\n  - { name: Pump, kind: relay, safe: off }\n")));
}
