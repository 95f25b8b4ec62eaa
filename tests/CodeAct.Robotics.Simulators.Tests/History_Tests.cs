namespace CodeAct.Robotics.Simulators.Tests;

public sealed class History_Tests
{
    public static TheoryData<string, string, double> Sensors => new()
    {
        { "greenhouse", "Soil", 1 },
        { "greenhouse", "Temperature", 1 },
        { "greenhouse", "Humidity", 4 },
        { "home", "Temperature", 1 },
        { "home", "Co2", 30 },
        { "home", "KitchenLux", 100 },
        { "workbench", "TankLevel", 1 },
        { "workbench", "WaterTemp", 1 },
        { "workbench", "Front", 1 },
    };

    [Theory]
    [MemberData(nameof(Sensors))]
    public void Past_MeetsTheStartWithoutAJump(string robot, string sensor, double step)
    {
        for (int seed = 1; seed <= 5; seed++)
        {
            Twin twin = Twin.Of(robot, seed);
            IReadOnlyList<double> values = twin.History(sensor, 1440);

            Assert.Equal(1440, values.Count);
            Assert.Equal(twin.Truth(sensor), values[^1]);
            for (int i = values.Count - 10; i < values.Count; i++) Assert.True(Math.Abs(values[i] - values[i - 1]) < step, $"{values[i - 1]} to {values[i]}");
        }
    }

    [Theory]
    [MemberData(nameof(Sensors))]
    public void Past_OfAnUnusualStart_StaysPlausible(string robot, string sensor, double step)
    {
        Twin twin = Twin.Of(robot, (sensor, sensor == "Co2" ? 4000 : 3));

        IReadOnlyList<double> values = twin.History(sensor, 1440);

        Assert.All(values, v => Assert.True(double.IsFinite(v)));
        Assert.Equal(values[^1], values[^2], 2 * step + (sensor == "Co2" ? 40 : 0));
    }

    [Fact]
    public void Past_OfLight_HasADayAndANight()
    {
        IReadOnlyList<double> values = Twin.Of("greenhouse").History("Light", 1440);

        Assert.Equal(0, values.Min());
        Assert.True(values.Max() > 30_000);
        Assert.InRange(values.Count(v => v == 0), 600, 800);
    }

    [Fact]
    public void Past_IsTheSameForTheSameSeedAndAnotherForAnother()
    {
        Assert.Equal(Twin.Of("greenhouse", 5).History("Soil", 1440), Twin.Of("greenhouse", 5).History("Soil", 1440));
        Assert.NotEqual(Twin.Of("greenhouse", 5).History("Soil", 1440), Twin.Of("greenhouse", 6).History("Soil", 1440));
    }

    [Fact]
    public void History_KeepsWhatHappened()
    {
        Twin twin = Twin.Of("workbench");
        twin.Do("FillValve", "On").Wait(60).Do("FillValve", "Off").Wait(120);

        IReadOnlyList<double> values = twin.History("TankLevel", 4);

        Assert.Equal(22, values[0], 9);
        Assert.Equal([52, 52, 52], values.Skip(1).Select(v => Math.Round(v, 9)));
    }

    [Fact]
    public void History_BetweenMinutes_EndsNow()
    {
        Twin twin = Twin.Of("workbench");
        twin.Do("FillValve", "On").Wait(90);

        IReadOnlyList<double> values = twin.History("TankLevel", 2);

        Assert.Equal([22 + 15, 22 + 45], values.Select(v => Math.Round(v, 9)));
    }

    [Fact]
    public void History_AfterMoreThanADay_IsStillADay()
    {
        Twin twin = Twin.Of("workbench");
        twin.Do("Immersion", "Set", 0.1).Wait(40 * 3600);

        IReadOnlyList<double> values = twin.History("WaterTemp", 5000);

        Assert.Equal(1440, values.Count);
        Assert.Equal(twin.Truth("WaterTemp"), values[^1]);
        Assert.All(values, v => Assert.True(v > 30));
    }
}
