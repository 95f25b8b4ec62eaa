using CodeAct.Robotics.Agents.Grammar;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Tests.Agents.Grammar;

public sealed class AskedForTests
{
    [Theory]
    [InlineData("FillValve", "Open FillValve for 5 s")]
    [InlineData("FillValve", "open the fill valve")]
    [InlineData("Soil_Pump", "run the soil pump")]
    [InlineData("Fan1", "put fan 1 on")]
    [InlineData("TV", "switch the TV on")]
    [InlineData("K3", "k3 off, please")]
    [InlineData("LEDs", "all LEDs red")]
    public void Is_NameInAnyForm_IsAskedFor(string name, string task)
    {
        DeviceSpec device = ManifestReader.Parse($$"""
            robot: r
            simulator: generic
            devices:
              - { name: {{name}}, kind: relay, safe: off }
            """).Devices[0];
        Assert.True(AskedFor.Is(device, task));
        Assert.False(AskedFor.Is(device, "make it so"));
    }
}
