namespace CodeAct.Robotics.Simulators.Tests;

public sealed class Documentation_Tests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Twin.Root, "docs", "simulators.md"));

    [Fact]
    public void Documentation_HasEveryWorldVariableAndDefault()
    {
        foreach (WorldDescription world in Simulation.Worlds)
        {
            Assert.Contains($"`{world.Name}`", Text, StringComparison.Ordinal);
            foreach (WorldVariable variable in world.Variables)
            {
                string value = variable.Default is { } number ? $"{number:0.##}" : "from hour and cloud";
                Assert.Contains($"| `{variable.Name}` | {variable.Unit} | {value} | {variable.Low:0} to {variable.High:0} |".Replace("|  |", "| |", StringComparison.Ordinal), Text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Documentation_HasEveryFault()
    {
        Assert.All(FaultKinds.Names, name => Assert.Contains($"| `{name}` |", Text, StringComparison.Ordinal));
    }
}
