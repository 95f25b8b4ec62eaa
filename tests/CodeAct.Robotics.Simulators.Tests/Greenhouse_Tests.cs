using CodeAct.Robotics.Simulators.Greenhouse;

namespace CodeAct.Robotics.Simulators.Tests;

public sealed class Greenhouse_Tests
{
    [Fact]
    public void Pump_WetsTheBedByHalfAPercentASecond()
    {
        Twin twin = Twin.Of("greenhouse", ("Soil", 35)).Do("Pump", "On");

        double seconds = twin.Until(() => twin.Truth("Soil") >= 60);

        Assert.InRange(seconds, 45, 60);
    }

    [Fact]
    public void Soil_RisesALittleAfterThePumpStops()
    {
        Twin twin = Twin.Of("greenhouse", ("Soil", 35)).Do("Pump", "On");
        twin.Until(() => twin.Truth("Soil") >= 45);
        double stopped = twin.Do("Pump", "Off").Truth("Soil");

        double later = twin.Wait(30).Truth("Soil");

        Assert.InRange(later - stopped, 0.5, 3);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(22)]
    public void Soil_DriesByHalfToTwoPercentAnHour(double hour)
    {
        Twin twin = Twin.Of("greenhouse", ("Hour", hour)).Wait(3600);

        Assert.InRange(42 - twin.Truth("Soil"), 0.4, 2);
    }

    [Fact]
    public void Heater_WarmsByTwoToThreeDegreesAMinuteAtFirst()
    {
        Twin twin = Twin.Of("greenhouse").Do("Fan", "Set", 0.2).Do("Heater", "On").Wait(60);

        Assert.InRange(twin.Truth("Temperature") - 18, 1.8, 3);
    }

    [Fact]
    public void Heater_AtNight_EndsFifteenToTwentyDegreesOverOutside()
    {
        Twin twin = Twin.Of("greenhouse", ("Hour", 22)).Do("Fan", "Set", 0.2).Do("Heater", "On").Wait(2 * 3600);

        Assert.InRange(twin.Truth("Temperature") - 10, 13, 20);
    }

    [Fact]
    public void Heater_LowersTheRelativeHumidity()
    {
        Twin twin = Twin.Of("greenhouse").Do("Fan", "Set", 0.2).Do("Heater", "On").Wait(600);

        Assert.True(twin.Truth("Humidity") < 50);
    }

    [Fact]
    public void Vent_CoolsWithinMinutes()
    {
        Twin closed = Twin.Of("greenhouse", ("Temperature", 28)).Wait(180);
        Twin half = Twin.Of("greenhouse", ("Temperature", 28)).Do("Vent", "MoveTo", 45).Wait(180);
        Twin open = Twin.Of("greenhouse", ("Temperature", 28)).Do("Vent", "MoveTo", 90).Wait(180);
        Twin blown = Twin.Of("greenhouse", ("Temperature", 28)).Do("Vent", "MoveTo", 90).Do("Fan", "Set", 1).Wait(180);

        Assert.True(open.Truth("Temperature") < 22);
        Assert.True(blown.Truth("Temperature") < open.Truth("Temperature"));
        Assert.True(open.Truth("Temperature") < half.Truth("Temperature"));
        Assert.True(half.Truth("Temperature") < closed.Truth("Temperature"));
    }

    [Fact]
    public void Lamp_GivesEightThousandLux()
    {
        Twin twin = Twin.Of("greenhouse", ("Hour", 23)).Wait(1);
        Assert.Equal(0, twin.Truth("Light"));

        Assert.Equal(8000, twin.Do("Lamp", "On").Wait(1).Truth("Light"), 6);
    }

    [Fact]
    public void Light_FollowsHourAndCloud()
    {
        double Noon(double cloud) => Twin.Of("greenhouse", ("Hour", 12), ("Cloud", cloud)).Truth("Light");

        Assert.InRange(Noon(0), 60_000, 70_000);
        Assert.Equal(Noon(0) / 4, Noon(1), 1.0);
        Assert.True(Twin.Of("greenhouse", ("Hour", 8)).Truth("Light") < Twin.Of("greenhouse", ("Hour", 11)).Truth("Light"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void AWeek_StaysWithinEverySensorsRange(double allOn)
    {
        Twin twin = Twin.Of("greenhouse", ("Pump", allOn), ("Heater", allOn), ("Lamp", allOn));
        for (int hour = 0; hour < 7 * 24; hour++)
        {
            twin.Wait(3600);
            Assert.InRange(twin.Truth("Soil"), 0, 100);
            Assert.InRange(twin.Truth("Temperature"), 0, 59.9);
            Assert.InRange(twin.Truth("Humidity"), 5, 100);
            Assert.InRange(twin.Truth("Light"), 0, 99_000);
        }
    }

    [Theory]
    [InlineData(-20, 50, 0)]
    [InlineData(60, -40, 100)]
    public void Extremes_NeverGiveWhatIsNoNumber(double temperature, double outside, double soil)
    {
        Twin twin = Twin.Of("greenhouse", ("Temperature", temperature), ("Outside", outside), ("Soil", soil)).Do("Vent", "MoveTo", 90).Do("Fan", "Set", 1).Wait(86_400);

        foreach (string sensor in new[] { "Soil", "Temperature", "Humidity", "Light" }) Assert.True(double.IsFinite(twin.Truth(sensor)));
    }

    [Fact]
    public void Water_IsNeitherMadeNorLost()
    {
        var model = new GreenhouseModel(35, 18, 60, 12);
        double before = model.Water;
        for (int i = 0; i < 200_000; i++)
            model.Step(0.1, new GreenhouseInputs { Pump = i < 600 ? 1 : 0, Fan = 0.5, Vent = i > 50_000 ? 1 : 0, Daylight = 60_000, Outside = 10 });

        Assert.Equal(before, model.Water + model.WaterLost, 6);
    }

    [Fact]
    public void Temperature_RestsWhereHeatInEqualsHeatOut()
    {
        var model = new GreenhouseModel(35, 18, 60, 12);
        for (int i = 0; i < 300_000; i++) model.Step(0.1, new GreenhouseInputs { Heater = 1, Outside = 12 });

        Assert.Equal(0, model.Power, 1.0);
        Assert.InRange(model.Temperature, 12 + 15, 12 + 20);
    }
}
