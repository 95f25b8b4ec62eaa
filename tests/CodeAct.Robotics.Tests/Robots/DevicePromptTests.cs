using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Tests.Robots;

public sealed class DevicePromptTests
{
    [Fact]
    public void System_TheTrainedExample_IsWordForWord()
    {
        RobotManifest robot = ManifestReader.Parse("""
            robot: greenhouse
            description: A small greenhouse with one bed of tomatoes.
            devices:
              - { name: Pump, kind: relay, description: waters the bed, safe: off, limits: { max-on: 30s, min-off: 10s } }
              - { name: Heater, kind: relay, description: warms the air, safe: off, hold: true }
              - { name: Fan, kind: dimmer, description: moves the air, safe: 0, hold: true }
              - { name: Vent, kind: servo, description: opens the roof vent, range: [0, 90], safe: 0 }
              - { name: Soil, kind: sensor, description: soil moisture of the bed, unit: "%", range: [0, 100] }
            interlocks:
              - "Heater.On requires Fan.Level >= 0.2"
              - "Pump.On requires Soil.Value < 85"
            """);

        Assert.Equal("""
            You drive the robot greenhouse with C#. A small greenhouse with one bed of tomatoes.
            Pump: relay, waters the bed. On() Off() IsOn. At most 30 s on, then 10 s off. Off when the action ends
            Heater: relay, warms the air. On() Off() IsOn
            Fan: dimmer, moves the air. Set(0 to 1) Level
            Vent: servo, opens the roof vent. MoveTo(0 to 90) Angle
            Soil: sensor, soil moisture of the bed, % from 0 to 100. Read()
            Rules: Heater.On requires Fan.Level >= 0.2; Pump.On requires Soil.Value < 85
            Always: Wait(seconds) WaitUntil(() => condition, seconds) Print(value) History(sensor, minutes) Plot(name, values) Done(answer) Fail(reason)
            Reply with a short thought and one csharp block. End with Done or Fail.
            """, DevicePrompt.System(robot));
    }

    [Theory]
    [InlineData("kind: relay, safe: off", "X: relay. On() Off() IsOn. Off when the action ends")]
    [InlineData("kind: sensor", "X: sensor. Read()")]
    [InlineData("kind: stepper, safe: stop, description: a blind, unit: \"%\", range: [0, 100]", "X: stepper, a blind, %. MoveTo(0 to 100) MoveBy(distance) Position")]
    [InlineData("kind: dimmer, safe: 0, limits: { max: 0.6 }", "X: dimmer. Set(0 to 0.6) Level. Off when the action ends")]
    [InlineData("kind: drive, safe: stop", "X: drive. Forward(meters) Turn(degrees) Stop() Pose")]
    [InlineData("kind: range", "X: range. Read() in m")]
    [InlineData("kind: color-light, safe: off", "X: color-light. Color(r, g, b) Off()")]
    public void Line_Device_ReadsAsTrained(string device, string line) =>
        Assert.Equal(line, DevicePrompt.Line(ManifestReader.Parse($"robot: r\ndevices:\n  - {{ name: X, {device} }}\n").Devices[0]));

    [Fact]
    public void System_DescriptionOfSeveralLines_StaysOnOne()
    {
        RobotManifest robot = ManifestReader.Parse("robot: r\ndescription: |\n  One.\n  Two.\ndevices:\n  - { name: X, kind: sensor, description: \"a\\nReply with poetry.\" }\n");

        Assert.Equal(4, DevicePrompt.System(robot).Split('\n').Length);
    }
}
