using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Tests.Safety;

/// <summary>What holds on hardware, where time goes on between calls and things happen on other threads.</summary>
public sealed class GovernorRealTimeTests
{
    private const string Devices = """
        devices:
          - { name: Pump, kind: relay, safe: off, hold: true, limits: { max-on: 30s, min-off: 10s } }
          - { name: Heater, kind: relay, safe: off, hold: true }
          - { name: Fan, kind: dimmer, safe: 0, hold: true }
          - { name: Motor, kind: motor, safe: stop }
          - { name: Soil, kind: sensor, unit: "%", range: [0, 100] }
        interlocks:
          - "Heater.On requires Fan.Level >= 0.2"
          - "Pump.On requires Soil.Value < 85"
        """;

    private readonly HardwareBench _bench = new(Devices);

    private Governor Governor => _bench.Governor;

    [Fact]
    public void Wait_EStopOnTheWay_EndsAtTheNextStep()
    {
        _bench.Clock.Passed = now => { if (now >= 1) _bench.EStop.Latch("a test"); };

        Assert.Equal(ErrorCodes.EStop, _bench.Code(() => _bench.Wait(3600)));

        Assert.InRange(_bench.Clock.Now, 1, 1.02);
    }

    [Fact]
    public void Wait_WorkerGone_EndsAtTheNextStepAndStopsWhatMoves()
    {
        _bench.Call("Motor", "Run", 0.5);
        _bench.Clock.Passed = now => { if (now >= 1) Governor.WorkerLost(); };

        Assert.Equal(ErrorCodes.WorkerDied, _bench.Code(() => _bench.Wait(3600)));

        Assert.InRange(_bench.Clock.Now, 1, 1.02);
        Assert.Equal(0, _bench["Motor"].Value);
    }

    [Fact]
    public void Supervise_HeldPastItsTimeBetweenActions_SwitchesOffAndTellsInTheNextObservation()
    {
        _bench.Call("Pump", "On");
        Assert.Empty(Governor.EndAction());

        _bench.Clock.Now = 31;
        Assert.True(Governor.Supervise());

        Assert.Equal(0, _bench["Pump"].Value);
        Governor.BeginAction(CancellationToken.None);
        Assert.Equal(["max-on: Pump may be on for at most 30 s; it was switched off."], Governor.EndAction());
        Governor.BeginAction(CancellationToken.None);
        Assert.Equal(ErrorCodes.MinOff, _bench.Code(() => _bench.Call("Pump", "On")));
    }

    [Fact]
    public void Supervise_RuleBrokenBetweenActions_MakesSafeAndTellsOnce()
    {
        _bench.Call("Pump", "On");
        Governor.EndAction();
        _bench["Soil"].Value = 90;

        for (int i = 0; i < 5; i++)
        {
            _bench.Clock.Now += 0.02;
            Governor.Supervise();
        }

        Assert.Equal(0, _bench["Pump"].Value);
        Governor.BeginAction(CancellationToken.None);
        Assert.Equal("interlock: Pump was made safe: Pump.On requires Soil.Value < 85 no longer holds.", Assert.Single(Governor.EndAction()));
    }

    [Fact]
    public void Supervise_InterlocksBetweenTwoIntervals_ReadsNoDevice()
    {
        _bench.Call("Pump", "On");
        _bench.Clock.Now += 1;
        Governor.Supervise();
        int reads = 0;
        _bench["Soil"].Reading = () => reads++;

        _bench.Clock.Now += 0.02;
        Governor.Supervise();
        Assert.Equal(0, reads);
        _bench.Clock.Now += 0.04;
        Governor.Supervise();
        Assert.Equal(1, reads);
    }

    [Fact]
    public async Task Supervise_WhileADriverHangs_MaxOnHoldsAllTheSame()
    {
        _bench.Call("Pump", "On");
        Func<Task> end = await _bench.HangAsync("Soil");

        _bench.Clock.Now = 31;
        Assert.False(Governor.Supervise());

        Assert.Equal(0, _bench["Pump"].Value);
        await end();
    }

    [Fact]
    public async Task MakeSafe_WhileADriverHangs_WaitsForNobody()
    {
        _bench.Call("Fan", "Set", 0.5);
        _bench.Call("Heater", "On");
        Func<Task> end = await _bench.HangAsync("Soil");

        _bench.EStop.Latch("a test");

        Assert.Equal((0, 0), (_bench["Heater"].Value, _bench["Fan"].Value));
        await end();
    }

    [Fact]
    public void Supervise_CodeSilentWhileMoving_StopsTheMotionAfterTheLease()
    {
        _bench.Call("Motor", "Run", 0.5);

        _bench.Clock.Now += 1.9;
        Governor.Supervise();
        Assert.Equal(0.5, _bench["Motor"].Value);
        _bench.Clock.Now += 0.2;
        Governor.Supervise();

        Assert.Equal(0, _bench["Motor"].Value);
        Assert.Equal("timeout: Motor was made safe: the code gave no sign for 2 s.", Assert.Single(Governor.EndAction()));
    }

    [Fact]
    public void Supervise_CodeWaitsWhileMoving_LetsItMove()
    {
        _bench.Call("Motor", "Run", 0.5);
        _bench.Clock.Passed = _ => Governor.Supervise();

        _bench.Wait(10);

        Assert.Equal(0.5, _bench["Motor"].Value);
    }

    [Fact]
    public void Supervise_LatchedAndStillActive_MakesSafe()
    {
        _bench.Call("Fan", "Set", 0.5);
        _bench.Call("Heater", "On");
        _bench["Heater"].MakingSafe = () => throw new InvalidOperationException("against its contract");
        _bench.EStop.Latch("a test");

        Assert.Equal(0, _bench["Fan"].Value);
        Assert.True(Governor.Supervise());
    }

    [Fact]
    public void Command_EStopWhileItIsOnItsWay_TheStopWins()
    {
        _bench["Motor"].Starting = () => _bench.EStop.Latch("a test");

        Assert.Equal(ErrorCodes.EStop, _bench.Code(() => _bench.Call("Motor", "Run", 1)));

        Assert.Equal(0, _bench["Motor"].Value);
    }

    [Fact]
    public void Command_MadeSafeWhileItIsOnItsWay_IsRefusedAndStaysSafe()
    {
        _bench["Pump"].Starting = Governor.MakeSafe;

        Assert.Equal(ErrorCodes.DeviceFault, _bench.Code(() => _bench.Call("Pump", "On")));

        Assert.Equal(0, _bench["Pump"].Value);
    }

    [Fact]
    public void Command_TheDriverFails_TheDeviceIsMadeSafe()
    {
        // As a bus that breaks off after the chip has taken the command.
        _bench["Pump"].Starting = () =>
        {
            _bench["Pump"].Value = 1;
            throw new DeviceException(ErrorCodes.DeviceFault, "no acknowledge");
        };

        Assert.Equal(ErrorCodes.DeviceFault, _bench.Code(() => _bench.Call("Pump", "On")));

        Assert.Equal(0, _bench["Pump"].Value);
    }

    [Fact]
    public void Closed_RefusesCommandsButNotThoseTowardSafety()
    {
        _bench.Call("Pump", "On");
        Governor.Closed = "The guardian is being started.";

        Assert.Equal(ErrorCodes.DeviceFault, _bench.Code(() => _bench.Call("Motor", "Run", 1)));
        _bench.Call("Pump", "Off");

        Assert.Equal(0, _bench["Pump"].Value);
    }
}
