using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators.Tests;

public sealed class Fault_Tests
{
    [Fact]
    public void Dropout_GivesNoReadingForItsTime()
    {
        Twin twin = With(new Fault { Kind = FaultKind.Dropout, Device = "Soil", After = 5, For = 3 });

        twin.Wait(4.99).Read("Soil");
        var error = Assert.Throws<DeviceException>(() => twin.Wait(0.01).Read("Soil"));
        Assert.Throws<DeviceException>(() => twin.Wait(2.99).Read("Soil"));
        twin.Wait(0.01).Read("Soil");

        Assert.Equal(ErrorCodes.NoReading, error.Code);
        Assert.Equal("Soil gives no reading.", error.Message);
        Assert.Equal(42, twin.Truth("Soil"), 0.1);
    }

    [Fact]
    public void Refuse_OfAnActuator_IsADeviceFaultButNotAgainstSafety()
    {
        Twin twin = With(new Fault { Kind = FaultKind.Refuse, Device = "Pump", After = 1 });
        twin.Do("Pump", "On").Wait(1);

        var error = Assert.Throws<DeviceException>(() => twin.Do("Pump", "Off"));
        Assert.Equal(1, twin.Read("Pump"));
        twin.Driver("Pump").MakeSafe(new SafeValue(SafeWord.Off));

        Assert.Equal(ErrorCodes.DeviceFault, error.Code);
        Assert.Equal("Pump did not obey.", error.Message);
        Assert.Equal(0, twin.Truth("Pump"));
    }

    [Fact]
    public void Refuse_OfASensor_IsADeviceFault()
    {
        Twin twin = With(new Fault { Kind = FaultKind.Refuse, Device = "Soil" });

        Assert.Equal(ErrorCodes.DeviceFault, Assert.Throws<DeviceException>(() => twin.Read("Soil")).Code);
    }

    [Fact]
    public void Stuck_Sensor_KeepsTheValueOfThatMoment()
    {
        Twin twin = With(new Fault { Kind = FaultKind.Stuck, Device = "Soil", After = 10, For = 60 });

        double stuck = twin.Do("Pump", "On").Wait(40).Read("Soil");

        Assert.Equal(45, stuck, 2.0); // ten seconds of pump, not forty
        Assert.Equal(stuck, twin.Wait(10).Read("Soil"));
        Assert.Equal(twin.Wait(30).Truth("Soil"), twin.Read("Soil"), 1.0);
    }

    [Fact]
    public void Stuck_Actuator_StaysWithoutAnErrorEvenAgainstSafety()
    {
        Twin twin = With(new Fault { Kind = FaultKind.Stuck, Device = "Pump", After = 1 });

        twin.Do("Pump", "On").Wait(1).Do("Pump", "Off");
        twin.Driver("Pump").MakeSafe(new SafeValue(SafeWord.Off));

        Assert.Equal(1, twin.Read("Pump"));
        Assert.Equal(1, twin.Truth("Pump"));
    }

    [Fact]
    public void Stuck_Motion_StandsWhereItIs()
    {
        Twin twin = With(new Fault { Kind = FaultKind.Stuck, Device = "Vent", After = 1 });

        twin.Do("Vent", "MoveTo", 90).Settle("Vent").Wait(10);

        Assert.Equal(30, twin.Truth("Vent"), 9);
    }

    [Fact]
    public void Noise_ScattersWithinTheRange()
    {
        Twin twin = With(new Fault { Kind = FaultKind.Noise, Device = "Soil", Sigma = 30 });
        double[] readings = [.. Enumerable.Range(0, 500).Select(_ => twin.Read("Soil"))];

        Assert.All(readings, r => Assert.InRange(r, 0, 100));
        Assert.True(readings.Max() - readings.Min() > 60);
        Assert.Equal(42, twin.Truth("Soil"));
    }

    [Fact]
    public void Bias_IsAddedEvenBeyondTheRange()
    {
        Twin twin = With(new Fault { Kind = FaultKind.Bias, Device = "Soil", Offset = -50 });

        Assert.Equal(-8, twin.Read("Soil"), 1.0);
    }

    [Fact]
    public void Slow_Sensor_TakesLongerToRead()
    {
        Twin twin = With(new Fault { Kind = FaultKind.Slow, Device = "Soil", After = 1, Seconds = 2.5 });

        twin.Read("Soil");
        Assert.Equal(0, twin.Now);
        twin.Wait(1).Read("Soil");

        Assert.Equal(3.5, twin.Now);
    }

    [Fact]
    public void Slow_Actuator_TakesLongerToObeyAndNotToTell()
    {
        Twin twin = With(new Fault { Kind = FaultKind.Slow, Device = "Pump", Seconds = 2 });

        twin.Do("Pump", "On").Read("Pump");

        Assert.Equal(2, twin.Now);
        Assert.Equal(42, twin.Truth("Soil"), 0.1);
    }

    [Fact]
    public void Brownout_TakesThePowerOfEveryActuatorUntilItIsBack()
    {
        Twin twin = With(new Fault { Kind = FaultKind.Brownout, After = 10, For = 5 });
        twin.Do("Pump", "On").Do("Fan", "Set", 0.5).Do("Vent", "MoveTo", 60).Wait(10);

        Assert.Equal(0, twin.Read("Pump"));
        Assert.Equal(0, twin.Read("Fan"));
        Assert.Equal(60, twin.Read("Vent"));
        twin.Read("Soil");
        var error = Assert.Throws<DeviceException>(() => twin.Do("Pump", "On"));
        Assert.Equal(ErrorCodes.DeviceFault, error.Code);
        Assert.Equal("Pump has no power.", error.Message);

        twin.Wait(5);
        Assert.Equal(0, twin.Truth("Pump"));
        Assert.Equal(1, twin.Do("Pump", "On").Truth("Pump"));
    }

    [Fact]
    public void Brownout_InAMotion_EndsItWithAFault()
    {
        Twin twin = With(new Fault { Kind = FaultKind.Brownout, After = 1, For = 5 }).Do("Vent", "MoveTo", 90);

        var error = Assert.Throws<DeviceException>(() => twin.Settle("Vent"));

        Assert.Equal(ErrorCodes.DeviceFault, error.Code);
        Assert.Equal(30, twin.Truth("Vent"), 9);
        Assert.False(twin.Driver("Vent").IsBusy);
    }

    [Fact]
    public void History_OfAFaultySensor_IsStillThere()
    {
        Twin twin = With(new Fault { Kind = FaultKind.Dropout, Device = "Soil" });

        Assert.Equal(30, twin.History("Soil", 30).Count);
    }

    [Fact]
    public void Parse_KnowsEveryKindAndListsThemForAnyOther()
    {
        foreach (FaultKind kind in Enum.GetValues<FaultKind>()) Assert.Equal(kind, FaultKinds.Parse(FaultKinds.Names[(int)kind]));

        var error = Assert.Throws<SimulationException>(() => FaultKinds.Parse("broken"));
        Assert.Equal("There is no fault 'broken'. Faults: dropout, refuse, stuck, noise, bias, slow, brownout.", error.Message);
    }

    public static TheoryData<Fault, string> BadFaults => new()
    {
        { new Fault { Kind = FaultKind.Dropout }, "needs a device" },
        { new Fault { Kind = FaultKind.Dropout, Device = "Soill" }, "no device 'Soill'" },
        { new Fault { Kind = FaultKind.Dropout, Device = "Soil", After = -1 }, "'after'" },
        { new Fault { Kind = FaultKind.Dropout, Device = "Soil", For = 0 }, "'for'" },
        { new Fault { Kind = FaultKind.Noise, Device = "Soil" }, "'sigma'" },
        { new Fault { Kind = FaultKind.Noise, Device = "Pump", Sigma = 1 }, "Pump is a relay" },
        { new Fault { Kind = FaultKind.Bias, Device = "Soil" }, "'offset'" },
        { new Fault { Kind = FaultKind.Bias, Device = "Soil", Offset = double.NaN }, "'offset'" },
        { new Fault { Kind = FaultKind.Slow, Device = "Soil" }, "'seconds'" },
        { new Fault { Kind = FaultKind.Brownout, Device = "Soil" }, "takes no device" },
    };

    [Theory]
    [MemberData(nameof(BadFaults))]
    public void Create_WithAFaultThatCannotBe_SaysWhy(Fault fault, string expected)
    {
        Assert.Contains(expected, Assert.Throws<SimulationException>(() => With(fault)).Message, StringComparison.Ordinal);
    }

    private static Twin With(Fault fault) => Twin.Of("greenhouse", 1, fault);
}
