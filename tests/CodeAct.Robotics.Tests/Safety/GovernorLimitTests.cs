using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Tests.Safety;

public sealed class GovernorLimitTests
{
    private const string Pump = "devices:\n  - { name: Pump, kind: relay, safe: off, hold: true, limits: { max-on: 30s, min-off: 10s } }\n";

    [Fact]
    public void Wait_BeyondMaxOn_SwitchesOffAndThrows()
    {
        using var bench = new Bench(Pump);
        bench.Call("Pump", "On");

        DeviceException error = Assert.Throws<DeviceException>(() => bench.Wait(100));

        Assert.Equal(ErrorCodes.MaxOn, error.Code);
        Assert.Equal("Pump may be on for at most 30 s; it was switched off.", error.Message);
        Assert.Equal(0, bench.Truth("Pump").Value);
        Assert.InRange(bench.Now, 30, 30.2);
    }

    [Fact]
    public void Off_AfterExactlyMaxOn_IsNoError()
    {
        using var bench = new Bench(Pump);
        bench.Call("Pump", "On");
        bench.Wait(30);
        bench.Call("Pump", "Off");

        Assert.Empty(bench.Governor.EndAction());
        bench.Wait(10);
        bench.Call("Pump", "On");
    }

    [Fact]
    public void Read_JustAfterMaxOn_IsNoErrorAndTheDeviceIsOff()
    {
        using var bench = new Bench(Pump + "  - { name: Soil, kind: sensor, range: [0, 100] }\n");
        bench.Call("Pump", "On");
        bench.Wait(30);
        bench.Call("Soil", "Read");
        bench.Call("Soil", "Read");

        Assert.Equal(0, bench.Truth("Pump").Value);
        bench.Call("Pump", "Off");
    }

    [Fact]
    public void On_Again_DoesNotRestartMaxOn()
    {
        using var bench = new Bench(Pump);
        bench.Call("Pump", "On");
        bench.Wait(20);
        bench.Call("Pump", "On");

        Assert.Equal(ErrorCodes.MaxOn, bench.Code(() => bench.Wait(15)));
    }

    [Fact]
    public void MaxOn_RunsAcrossActions()
    {
        using var bench = new Bench(Pump);
        bench.Call("Pump", "On");
        bench.Wait(20);
        Assert.Empty(bench.Governor.EndAction());
        bench.Governor.BeginAction(CancellationToken.None);

        Assert.Equal(ErrorCodes.MaxOn, bench.Code(() => bench.Wait(15)));
    }

    [Fact]
    public void MaxOn_InWhilePolling_ThrowsFromThePoll()
    {
        using var bench = new Bench(Pump);
        bench.Call("Pump", "On");
        double start = bench.Now;

        Assert.Equal(ErrorCodes.MaxOn, bench.Code(() =>
        {
            while (bench.Poll(start, 60)) { }
        }));
    }

    [Fact]
    public void On_BeforeMinOffIsOver_IsRefusedAndSaysHowLong()
    {
        using var bench = new Bench(Pump);
        bench.Call("Pump", "On");
        bench.Wait(5);
        bench.Call("Pump", "Off");
        bench.Wait(4);

        DeviceException error = Assert.Throws<DeviceException>(() => bench.Call("Pump", "On"));
        Assert.Equal(ErrorCodes.MinOff, error.Code);
        Assert.Contains("10 s", error.Message, StringComparison.Ordinal);

        bench.Wait(6);
        bench.Call("Pump", "On");
        Assert.Equal(1, bench.Truth("Pump").Value);
    }

    [Fact]
    public void MinOff_CountsFromAnOffThatMaxOnCaused()
    {
        using var bench = new Bench(Pump);
        bench.Call("Pump", "On");
        Assert.Equal(ErrorCodes.MaxOn, bench.Code(() => bench.Wait(31)));

        Assert.Equal(ErrorCodes.MinOff, bench.Code(() => bench.Call("Pump", "On")));
    }

    [Theory]
    [InlineData("kind: dimmer, safe: 0", "Set", 1.01)]
    [InlineData("kind: dimmer, safe: 0", "Set", -0.1)]
    [InlineData("kind: dimmer, safe: 0", "Set", double.NaN)]
    [InlineData("kind: dimmer, safe: 0, limits: { max: 0.5 }", "Set", 0.6)]
    [InlineData("kind: servo, safe: 0, range: [0, 90]", "MoveTo", 91)]
    [InlineData("kind: motor, safe: stop", "Run", -1.5)]
    [InlineData("kind: motor, safe: stop, limits: { max: 0.4 }", "Run", -0.5)]
    [InlineData("kind: stepper, safe: stop, range: [0, 100]", "MoveTo", 101)]
    [InlineData("kind: stepper, safe: stop, range: [0, 100]", "MoveBy", 160)]
    [InlineData("kind: stepper, safe: stop, range: [0, 100], limits: { max-distance: 10 }", "MoveTo", 80)]
    [InlineData("kind: drive, safe: stop, limits: { max-distance: 2 }", "Forward", 2.5)]
    [InlineData("kind: drive, safe: stop", "Turn", double.PositiveInfinity)]
    [InlineData("kind: color-light, safe: off", "Color", 256)]
    [InlineData("kind: buzzer, safe: off", "Beep", 5)]
    public void Command_OutOfRange_IsRefusedAndNothingMoves(string device, string member, double value)
    {
        using var bench = new Bench($"devices:\n  - {{ name: X, {device} }}\n");
        DeviceState before = bench.Truth("X");

        Assert.Equal(ErrorCodes.Range, bench.Code(() => bench.Call("X", member, value, 1, 1)));

        Assert.Equal(before, bench.Truth("X"));
        Assert.Equal(ErrorCodes.Range, Assert.Single(bench.Governor.Trace).Refused);
    }

    [Fact]
    public void Set_FasterThanMaxRate_IsRefusedUntilTimeHasPassed()
    {
        using var bench = new Bench("devices:\n  - { name: Fan, kind: dimmer, safe: 0, hold: true, limits: { max-rate: 0.2 } }\n");
        bench.Call("Fan", "Set", 0.2);

        Assert.Equal(ErrorCodes.Rate, bench.Code(() => bench.Call("Fan", "Set", 0.4)));

        bench.Wait(1);
        bench.Call("Fan", "Set", 0.4);
        bench.Call("Fan", "Set", 0);
        Assert.Equal(0, bench.Truth("Fan").Value);
    }

    [Fact]
    public void Command_WithinMinInterval_IsRefusedUnlessTowardsSafety()
    {
        using var bench = new Bench("devices:\n  - { name: Lamp, kind: relay, safe: off, hold: true, limits: { min-interval: 2s } }\n");
        bench.Call("Lamp", "On");
        bench.Call("Lamp", "Off");

        Assert.Equal(ErrorCodes.Rate, bench.Code(() => bench.Call("Lamp", "On")));
    }

    [Fact]
    public void Wait_LongerThanADay_IsRefused()
    {
        using var bench = new Bench(Pump);

        Assert.Equal(ErrorCodes.Range, bench.Code(() => bench.Wait(86_401)));
        Assert.Equal(ErrorCodes.Range, bench.Code(() => bench.Wait(double.NaN)));
    }

    [Fact]
    public void Invoke_UnknownDeviceOrMember_IsAnErrorAndNotACrash()
    {
        using var bench = new Bench(Pump);

        foreach (var call in new[] { new HostCall(7, 0), new HostCall(-1, 0), new HostCall(0, 99), new HostCall(0, -1), new HostCall(HostCall.Robot, 77) })
            Assert.Equal(ErrorCodes.DeviceFault, bench.Code(() => bench.Governor.Invoke(call)));
    }

    [Fact]
    public void Read_OutsideTheSensorsRange_IsAnErrorAndNotANumber()
    {
        using var bench = new Bench(
            "devices:\n  - { name: Soil, kind: sensor, range: [0, 100], sim: { start: 90 } }\n", null,
            new Simulators.Fault { Kind = Simulators.FaultKind.Bias, Device = "Soil", Offset = 50 });

        Assert.Equal(ErrorCodes.NoReading, bench.Code(() => bench.Call("Soil", "Read")));
        Assert.Equal("no reading", bench.Governor.ReadAll()[0].Text);
    }
}
