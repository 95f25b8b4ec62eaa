using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators.Tests;

public sealed class Generic_Tests
{
    [Fact]
    public void Affects_ChangesASensorAtItsRate()
    {
        Twin twin = Twin.Of("workbench");

        twin.Do("FillValve", "On").Wait(20).Do("FillValve", "Off").Wait(100);

        Assert.Equal(22 + 20 * 0.5, twin.Truth("TankLevel"), 9);
    }

    [Fact]
    public void Affects_OfSeveralDevices_AddUp()
    {
        Twin twin = Twin.Of("workbench");

        twin.Do("FillValve", "On").Do("Drain", "On").Wait(10);

        Assert.Equal(22 + 10 * (0.5 - 0.3), twin.Truth("TankLevel"), 9);
    }

    [Fact]
    public void Affects_OfADimmer_GoesWithItsLevel()
    {
        Twin full = Twin.Of("workbench").Do("Immersion", "Set", 1).Wait(60);
        Twin half = Twin.Of("workbench").Do("Immersion", "Set", 0.5).Wait(60);

        Assert.Equal(0.5, (half.Truth("WaterTemp") - 19) / (full.Truth("WaterTemp") - 19), 6);
    }

    [Theory]
    [InlineData(1, 12)]
    [InlineData(-0.5, 9)]
    public void Affects_OfAMotor_GoesWithItsSignedPower(double power, double expected)
    {
        Twin twin = Twin.Parse(
            """
            robot: lift
            simulator: generic
            devices:
              - { name: Winch, kind: motor, safe: stop, sim: { affects: { Height: 12/m } } }
              - { name: Height, kind: sensor, range: [0, 20] }
            """);

        Assert.Equal(10, twin.Truth("Height"));
        Assert.Equal(expected, twin.Do("Winch", "Run", power).Wait(10).Truth("Height"), 9);
    }

    [Fact]
    public void TrueValue_StaysInItsRange()
    {
        Twin twin = Twin.Of("workbench").Do("Drain", "On").Wait(1000);

        Assert.Equal(0, twin.Truth("TankLevel"));
        for (int i = 0; i < 100; i++) Assert.InRange(twin.Read("TankLevel"), 0, 80);
    }

    [Fact]
    public void Toward_IsFirstOrderWithItsTimeConstant()
    {
        Twin twin = Twin.Of("workbench", ("WaterTemp", 59));

        twin.Wait(3600);

        Assert.Equal(19 + 40 * Math.Exp(-1), twin.Truth("WaterTemp"), 6);
    }

    [Fact]
    public void Noise_HasItsStandardDeviation()
    {
        Twin twin = Twin.Of("workbench");
        double[] readings = [.. Enumerable.Range(0, 5000).Select(_ => twin.Read("TankLevel"))];

        double mean = readings.Average();
        double deviation = Math.Sqrt(readings.Average(r => (r - mean) * (r - mean)));

        Assert.Equal(22, mean, 0.02);
        Assert.Equal(0.2, deviation, 0.01);
    }

    [Fact]
    public void Sensor_OfWhichNothingIsSaid_StartsInTheMiddleOrAtZero()
    {
        Twin twin = Twin.Of(
            new DeviceSpec { Name = "Ranged", Kind = DeviceKinds.Sensor, Range = new ValueRange(10, 30) },
            new DeviceSpec { Name = "Plain", Kind = DeviceKinds.Sensor });

        Assert.Equal(20, twin.Read("Ranged"));
        Assert.Equal(0, twin.Read("Plain"));
    }

    [Fact]
    public void Active_IsSinceTheTaskBegan()
    {
        Twin twin = Twin.Of("workbench");

        Assert.Equal(0, twin.Read("StartButton"));
        Assert.Equal(1, twin.Wait(20).Read("StartButton"));
        Assert.Equal(0, twin.Wait(2).Read("StartButton"));
        Assert.Equal(1, twin.Wait(58.5).Read("StartButton"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Near_DecidesWhetherAGripperHolds(bool near)
    {
        Twin twin = Twin.Of(new DeviceSpec
        {
            Name = "Claw",
            Kind = DeviceKinds.Gripper,
            Safe = new SafeValue(SafeWord.Stop),
            Simulation = new SimulationSpec { Near = near },
        });

        DeviceState state = twin.Do("Claw", "Close").Settle("Claw").Driver("Claw").Read();

        Assert.Equal(0.5, twin.Now);
        Assert.Equal(1, state.Value);
        Assert.Equal(near, state.Flag);
    }

    [Theory]
    [InlineData("Swing", "MoveTo", 60, 0.5)]
    [InlineData("Cart", "Forward", 1, 2)]
    [InlineData("Cart", "Turn", -180, 2)]
    public void Motion_TakesItsTime(string device, string member, double goal, double seconds)
    {
        Twin twin = Twin.Of("workbench").Do(device, member, goal).Settle(device);

        Assert.Equal(seconds, twin.Now, 9);
    }

    [Fact]
    public void ADeviceThatAWorldDoesNotKnow_IsGeneric()
    {
        Twin twin = Twin.Parse(
            """
            robot: mixed
            simulator: greenhouse
            devices:
              - { name: Pump, kind: relay, safe: off, sim: { affects: { Tank: -0.1/s } } }
              - { name: Vent, kind: relay, safe: off }
              - { name: Soil, kind: sensor, range: [0, 100] }
              - { name: Tank, kind: sensor, range: [0, 50], sim: { start: 40 } }
            """);

        twin.Do("Pump", "On").Do("Vent", "On").Wait(20);

        Assert.Equal(38, twin.Truth("Tank"), 9);
        Assert.Equal(50, twin.Truth("Soil"), 5.0);
        Assert.Equal(1, twin.Truth("Vent"));
    }
}
