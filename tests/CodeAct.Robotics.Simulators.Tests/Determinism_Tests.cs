using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators.Tests;

public sealed class Determinism_Tests
{
    [Theory]
    [InlineData("greenhouse")]
    [InlineData("home")]
    [InlineData("workbench")]
    public void SameSeedAndCommands_GiveTheSameRunBitForBit(string robot)
    {
        Assert.Equal(Trajectory(robot, 7), Trajectory(robot, 7));
    }

    [Theory]
    [InlineData("greenhouse")]
    [InlineData("home")]
    [InlineData("workbench")]
    public void AnotherSeed_GivesAnotherRun(string robot)
    {
        Assert.NotEqual(Trajectory(robot, 7), Trajectory(robot, 8));
    }

    [Theory]
    [InlineData("greenhouse", 0.01)]
    [InlineData("home", 0.03)]
    [InlineData("workbench", 0.25)]
    public void ManySmallWaits_EqualOneLongWaitBitForBit(string robot, double part)
    {
        Twin small = Twin.Of(robot);
        Twin large = Twin.Of(robot);
        int count = (int)Math.Round(300 / part);

        for (int i = 0; i < count; i++) small.Wait(part);
        large.Wait(300);

        Assert.Equal(300, small.Now);
        Assert.Equal(States(large), States(small));
    }

    [Fact]
    public void ReadingOneDevice_DoesNotChangeAnother()
    {
        Twin one = Twin.Of("greenhouse");
        Twin other = Twin.Of("greenhouse");

        for (int i = 0; i < 10; i++) one.Read("Soil");

        Assert.Equal(other.Read("Temperature"), one.Read("Temperature"));
    }

    [Fact]
    public void Truth_HasNoNoiseAndChangesNothing()
    {
        Twin asked = Twin.Of("greenhouse");
        Twin other = Twin.Of("greenhouse");

        for (int i = 0; i < 10; i++) Assert.Equal(42, asked.Truth("Soil"));

        Assert.Equal(other.Read("Soil"), asked.Read("Soil"));
    }

    [Fact]
    public void AskingForThePast_ChangesNothing()
    {
        Twin asked = Twin.Of("greenhouse");
        Twin other = Twin.Of("greenhouse");

        asked.History("Soil", 1440);

        Assert.Equal(States(other.Wait(1000)), States(asked.Wait(1000)));
    }

    private static List<double> Trajectory(string robot, int seed)
    {
        Twin twin = Twin.Of(robot, seed);
        var values = new List<double>();
        switch (robot)
        {
            case "greenhouse": twin.Do("Pump", "On").Do("Fan", "Set", 0.3).Do("Heater", "On").Do("Vent", "MoveTo", 40); break;
            case "home": twin.Do("Radiator", "Set", 0.7).Do("Blind", "MoveTo", 60); break;
            default: twin.Do("Cart", "Turn", 30).Do("Immersion", "Set", 0.5); break;
        }

        for (int i = 0; i < 200; i++) values.AddRange(States(twin.Wait(10.01)));
        return values;
    }

    private static List<double> States(Twin twin)
    {
        var values = new List<double>();
        for (int i = 0; i < twin.Simulation.Drivers.Count; i++)
        {
            DeviceState truth = twin.Simulation.Truth(i);
            values.AddRange([truth.Value, truth.Second, truth.Third, twin.Simulation.Drivers[i].Read().Value]);
        }

        return values;
    }
}
