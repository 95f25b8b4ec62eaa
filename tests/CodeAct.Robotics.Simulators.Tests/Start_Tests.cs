using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators.Tests;

public sealed class Start_Tests
{
    [Fact]
    public void Create_WithoutASimulator_SaysThatTheRobotHasNoTwin()
    {
        var error = Assert.Throws<SimulationException>(
            () => Simulation.Create(Twin.Manifest("home") with { Simulator = null }, new SimulationOptions()));

        Assert.Contains("has no twin", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_WithAnUnknownSimulator_ListsTheKnown()
    {
        var error = Assert.Throws<SimulationException>(
            () => Simulation.Create(Twin.Manifest("home") with { Simulator = "moon" }, new SimulationOptions()));

        Assert.Contains("'moon'", error.Message, StringComparison.Ordinal);
        Assert.Contains("generic, greenhouse, home", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_OfAnUnknownName_ListsDevicesAndVariables()
    {
        var error = Assert.Throws<SimulationException>(() => Twin.Of("greenhouse", ("Soill", 3)));

        Assert.Contains("'Soill'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Pump", error.Message, StringComparison.Ordinal);
        Assert.Contains("Outside", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cloud", 2, "0 to 1")]
    [InlineData("Soil", 101, "0 to 100")]
    public void Start_BeyondWhatTheWorldCanBe_NamesTheRange(string name, double value, string range)
    {
        var error = Assert.Throws<SimulationException>(() => Twin.Of("greenhouse", (name, value)));

        Assert.Contains(range, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_OfAVariable_WorksWithoutItsSensor()
    {
        RobotManifest manifest = Twin.Manifest("greenhouse");
        manifest = manifest with { Devices = [.. manifest.Devices.Where(d => d.Name is "Pump")], Interlocks = [] };
        var start = new Dictionary<string, StartValue> { ["Soil"] = StartValue.Of(10) };

        using var simulation = Simulation.Create(manifest, new SimulationOptions { Start = start });
        simulation.Advance(10, CancellationToken.None);
    }

    [Theory]
    [InlineData("greenhouse", "Soil", "35", 35)]
    [InlineData("greenhouse", "Temperature", "7.5", 7.5)]
    [InlineData("greenhouse", "Humidity", "80", 80)]
    [InlineData("greenhouse", "Light", "1200", 1200)]
    [InlineData("greenhouse", "Light", "80000", 80_000)]
    [InlineData("greenhouse", "Pump", "on", 1)]
    [InlineData("greenhouse", "Fan", "0.4", 0.4)]
    [InlineData("greenhouse", "Vent", "30", 30)]
    [InlineData("home", "Co2", "1500", 1500)]
    [InlineData("home", "KitchenLux", "150", 150)]
    [InlineData("home", "Blind", "100", 100)]
    [InlineData("home", "FrontDoor", "on", 1)]
    [InlineData("workbench", "Front", "1.2", 1.2)]
    [InlineData("workbench", "Claw", "on", 1)]
    [InlineData("workbench", "TankLevel", "5", 5)]
    public void Start_SetsADevice(string robot, string device, string value, double expected)
    {
        Twin twin = Twin.Of(robot, 1, null, (device, StartValue.Of(value)));

        Assert.Equal(expected, twin.Truth(device), 9);
    }

    [Fact]
    public void Start_OfLightWithTheLampOn_CountsTheLamp()
    {
        Twin twin = Twin.Of("greenhouse", ("Light", 9000), ("Lamp", 1));

        Assert.Equal(9000, twin.Truth("Light"), 6);
        Assert.Equal(1000, twin.Do("Lamp", "Off").Wait(0.1).Truth("Light"), 6);
    }

    [Fact]
    public void Start_OfAnInput_IsItsListOfWindows()
    {
        Twin twin = Twin.Of("home", 1, null, ("Motion", StartValue.Of([new TimeWindow(10, 12), new TimeWindow(20, 21)])));

        Assert.Equal(0, twin.Wait(9.99).Truth("Motion"));
        Assert.Equal(1, twin.Wait(0.01).Truth("Motion"));
        Assert.Equal(0, twin.Wait(2).Truth("Motion"));
        Assert.Equal(1, twin.Wait(8.5).Truth("Motion"));
        Assert.Equal(0, twin.Wait(5000).Truth("Motion"));
    }

    [Fact]
    public void Start_OfADisplay_IsAText()
    {
        Twin twin = Twin.Of("home", 1, null, ("Display", StartValue.Of("Hello")));

        Assert.Equal("Hello", twin.Driver("Display").Read().Text);
    }

    [Fact]
    public void Start_OfTheWrongType_SaysWhatItTakes()
    {
        var error = Assert.Throws<SimulationException>(() => Twin.Of("greenhouse", 1, null, ("Fan", StartValue.Of("fast"))));

        Assert.Equal("start: Fan is a dimmer and takes a number or on/off, not 'fast'.", error.Message);
    }

    [Fact]
    public void Start_FromLiveStates_MakesATwinOfEveryKind()
    {
        Twin live = Twin.Of("workbench");
        live.Do("Cart", "Forward", 1).Settle("Cart").Do("Cart", "Turn", 90).Settle("Cart").Do("Claw", "Close").Settle("Claw").Do("Swing", "MoveTo", 30).Settle("Swing");
        RobotManifest manifest = Twin.Manifest("workbench");
        var start = manifest.Devices.Select((d, i) => (d.Name, Value: StartValue.Of(live.Simulation.Truth(i)))).ToDictionary(s => s.Name, s => s.Value);

        using var twin = Simulation.Create(manifest, new SimulationOptions { Start = start });

        for (int i = 0; i < manifest.Devices.Count; i++)
            Assert.Equal(live.Simulation.Truth(i), twin.Truth(i));
    }
}
