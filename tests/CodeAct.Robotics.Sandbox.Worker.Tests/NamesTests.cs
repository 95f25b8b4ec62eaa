namespace CodeAct.Robotics.Sandbox.Worker.Tests;

/// <summary>A device may be called like a kind, a type or a namespace: the robot's members win.</summary>
public sealed class NamesTests
{
    [Theory]
    [InlineData("Console")]
    [InlineData("Display")]
    [InlineData("Drive")]
    [InlineData("Math")]
    [InlineData("Task")]
    [InlineData("String")]
    [InlineData("Relay")]
    [InlineData("Random")]
    [InlineData("Robot")]
    [InlineData("System")]
    [InlineData("CodeAct")]
    [InlineData("Meter")]
    [InlineData("Bridge")]
    [InlineData("List")]
    public void Run_DeviceNamedLikeAType_IsTheDevice(string name)
    {
        var scripts = new Scripts(devices: $"public Display {name} {{ get; }} = new Display(3);");
        scripts.Print($"for (int i = 0; i < 2; i++) {name}.Show(\"x\");");
        Assert.Equal(["3.0(0)", "3.0(0)"], scripts.Calls);
        Assert.Equal("display has no 'Blink'. It has Show(text). Nothing ran.", scripts.Error($"{name}.Blink();").Message);
    }

    [Fact]
    public void Run_DeviceNamedMath_LeavesOtherTypes()
    {
        var scripts = new Scripts(devices: "public Display Math { get; } = new Display(3);");
        Assert.Equal("2\n", scripts.Print("Print(System.Math.Max(1, 2));"));
    }

    [Fact]
    public void Run_DeviceNamedRandom_LeavesTheType()
    {
        var scripts = new Scripts(devices: "public Display Random { get; } = new Display(3);");
        Assert.Equal("True\n", scripts.Print("Print(new Random(5).Next(10) < 10);"));
    }

    [Fact]
    public void Run_LocalNamedLikeADevice_Hides()
    {
        var scripts = new Scripts();
        Assert.Equal("3\n", scripts.Print("{ int Soil = 3; Print(Soil); }"));
    }
}
