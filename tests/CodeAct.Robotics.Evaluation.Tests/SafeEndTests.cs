using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Evaluation.Tests;

public sealed class SafeEndTests
{
    private static readonly RobotManifest Robot = ManifestReader.Parse("""
        robot: r
        simulator: generic
        devices:
          - { name: Valve, kind: relay, safe: off }
          - { name: Vent, kind: relay, safe: on }
          - { name: Lamp, kind: dimmer, safe: 0.2 }
          - { name: Slide, kind: stepper, range: [0, 100], safe: stop }
          - { name: Roof, kind: stepper, range: [0, 100], safe: 0 }
          - { name: Cart, kind: drive, safe: stop }
        """);

    [Theory]
    [InlineData("Valve", 0, false, true)]
    [InlineData("Valve", 1, false, false)]
    [InlineData("Vent", 1, false, true)]
    [InlineData("Lamp", 0.2, false, true)]
    [InlineData("Lamp", 0, false, false)]
    [InlineData("Slide", 40, false, true)]
    [InlineData("Slide", 40, true, false)]
    [InlineData("Roof", 0, false, true)]
    [InlineData("Roof", 40, true, true)]
    [InlineData("Roof", 40, false, false)]
    [InlineData("Cart", 0, true, false)]
    public void Holds_DeviceJustMadeSafe_TellsWhetherItIsWhereItShouldBe(string device, double value, bool moves, bool safe) =>
        Assert.Equal(safe, SafeEnd.Holds(Robot.Devices.First(d => d.Name == device), new DeviceState { Value = value, Flag = moves }));
}
