namespace CodeAct.Robotics.Simulators.Tests;

public sealed class Home_Tests
{
    [Fact]
    public void Radiator_WarmsTheLivingRoomByADegreeIn10Minutes()
    {
        Twin twin = Twin.Of("home").Do("Radiator", "Set", 1);

        Assert.InRange(twin.Until(() => twin.Truth("Temperature") >= 21), 200, 600);
    }

    [Fact]
    public void Radiator_GoesWithItsLevel()
    {
        double After(double level) => Twin.Of("home").Do("Radiator", "Set", level).Wait(1800).Truth("Temperature");

        Assert.True(After(1) > After(0.5) + 1);
        Assert.True(After(0.5) > After(0) + 1);
        Assert.InRange(After(0), 18.5, 20);
    }

    [Fact]
    public void Co2_RisesWithPeopleAndFallsWithout()
    {
        double After(double people) => Twin.Of("home", 1, null, ("People", StartValue.Of(people)), ("FrontDoor", StartValue.Of(false))).Wait(600).Truth("Co2");

        Assert.InRange(After(1) - 700, 25, 50);
        Assert.True(After(4) > After(1) + 100);
        Assert.True(After(0) < 700);
    }

    [Fact]
    public void FrontDoor_AirsTheRoom()
    {
        Twin open = Twin.Of("home", ("FrontDoor", 1), ("Co2", 1500)).Wait(900);
        Twin closed = Twin.Of("home", ("FrontDoor", 0), ("Co2", 1500)).Wait(900);

        Assert.True(open.Truth("Co2") < 1100);
        Assert.True(open.Truth("Temperature") < closed.Truth("Temperature") - 1);
    }

    [Fact]
    public void Blind_KeepsTheSunOut()
    {
        Twin open = Twin.Of("home", ("Hour", 11)).Wait(3600);
        Twin closed = Twin.Of("home", ("Hour", 11)).Do("Blind", "MoveTo", 100).Wait(3600);

        Assert.True(open.Truth("Temperature") > closed.Truth("Temperature") + 1);
    }

    [Fact]
    public void KitchenLight_Gives300Lux()
    {
        Twin twin = Twin.Of("home").Do("KitchenLight", "On").Wait(1);

        Assert.Equal(300, twin.Truth("KitchenLux"), 6);
    }

    [Fact]
    public void Kettle_BoilsALitreInThreeMinutes()
    {
        Twin twin = Twin.Parse(
            """
            robot: kitchen
            simulator: home
            devices:
              - { name: Kettle, kind: relay, safe: off }
              - { name: KettleWater, kind: sensor, unit: "°C", range: [0, 110] }
            """);
        twin.Do("Kettle", "On");

        Assert.InRange(twin.Until(() => twin.Truth("KettleWater") >= 100), 150, 220);
        Assert.Equal(100, twin.Wait(60).Truth("KettleWater"));
        Assert.InRange(twin.Do("Kettle", "Off").Wait(1800).Truth("KettleWater"), 40, 80);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void FrontDoor_OpensOnceInTheFirstHour(int seed)
    {
        Assert.Equal(1, Edges("FrontDoor", seed));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Motion_ComesEveryFewMinutes(int seed)
    {
        Assert.InRange(Edges("Motion", seed), 5, 30);
    }

    [Fact]
    public void Motion_InAnEmptyRoom_IsNone()
    {
        Twin twin = Twin.Of("home", ("People", 0));

        Assert.True(twin.Until(() => twin.Truth("Motion") > 0) >= 86_400);
    }

    [Fact]
    public void Beeps_AreCounted()
    {
        Twin twin = Twin.Of("home").Do("Buzzer", "Beep", 880, 0.5).Settle("Buzzer").Do("Buzzer", "Beep", 440, 0.2).Settle("Buzzer");

        Assert.Equal(0.7, twin.Now, 9);
        Assert.Equal(2, twin.Driver("Buzzer").Read().Count);
    }

    [Theory]
    [InlineData(0, 12)]
    [InlineData(1, -10)]
    public void AWeek_StaysWithinEverySensorsRange(double radiator, double outside)
    {
        Twin twin = Twin.Of("home", ("Radiator", radiator), ("Outside", outside));
        for (int hour = 0; hour < 7 * 24; hour++)
        {
            twin.Wait(3600);
            Assert.InRange(twin.Truth("Temperature"), 0, 50);
            Assert.InRange(twin.Truth("Co2"), 400, 3000);
            Assert.InRange(twin.Truth("KitchenLux"), 0, 3000);
        }
    }

    private static int Edges(string input, int seed)
    {
        Twin twin = Twin.Of("home", seed);
        int edges = 0;
        for (double last = twin.Truth(input); twin.Now < 3600;)
        {
            double now = twin.Wait(0.5).Truth(input);
            if (now > last) edges++;
            last = now;
        }

        return edges;
    }
}
