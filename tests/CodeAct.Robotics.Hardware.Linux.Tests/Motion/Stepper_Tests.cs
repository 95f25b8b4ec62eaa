using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

public sealed class Stepper_Tests : IDisposable
{
    private readonly FakeMachine _machine = new();
    private readonly FakeAxis _axis;

    public Stepper_Tests() => _axis = new FakeAxis(_machine, 20, 21, 16);

    private static DeviceSpec Stepper(params (string, string)[] settings) =>
        FakeMachine.Device(
            DeviceKinds.Stepper,
            "linux.stepper",
            [("chip", "pinctrl-rp1"), ("step", "20"), ("dir", "21"), ("enable", "16"), ("steps-per-unit", "10"), ("speed", "20"), ("acceleration", "100"), .. settings])
        with
        { Range = new ValueRange(0, 100), Safe = new SafeValue(SafeWord.Stop), Unit = "%" };

    [Fact]
    public void MoveTo_KeepsSpeedAndCountsWhatItMade()
    {
        IDeviceDriver stepper = _machine.Open(Stepper());

        stepper.Start(new DeviceCommand("MoveTo", 50) { MaxSpeed = 15 });
        Settle(stepper);

        Assert.Equal(500, _axis.Position);
        Assert.Equal(50, stepper.Read().Value);
        Assert.InRange(_axis.Fastest, 140, 150.1);
    }

    [Fact]
    public void Step_PulsesAreLongEnoughForTheChip()
    {
        var highs = new List<long>();
        IDeviceDriver stepper = _machine.Open(Stepper(("pulse-us", "8")));
        Action<bool>? axis = _machine.Gpio.Lines[20].Changed;
        long rise = 0;
        _machine.Gpio.Lines[20].Changed = high =>
        {
            axis!(high);
            if (high) rise = _machine.Time.Nanoseconds;
            else highs.Add(_machine.Time.Nanoseconds - rise);
        };

        stepper.Start(new DeviceCommand("MoveBy", 1));
        Settle(stepper);

        Assert.Equal(10, highs.Count);
        Assert.All(highs, h => Assert.Equal(8000, h));
    }

    [Fact]
    public void MakeSafe_InMidMotion_MakesNoStepMore()
    {
        IDeviceDriver stepper = _machine.Open(Stepper());
        stepper.Start(new DeviceCommand("MoveTo", 100));
        _machine.Time.Advance(1);

        stepper.MakeSafe(new SafeValue(SafeWord.Stop));
        int steps = _axis.Steps.Count;
        _machine.Time.Advance(5);

        Assert.Equal(steps, _axis.Steps.Count);
        Assert.False(stepper.Read().Flag);
        Assert.Equal(_axis.Position / 10.0, stepper.Read().Value);
    }

    [Theory]
    [InlineData("hold", false, false)]
    [InlineData("release", true, true)]
    public void Idle_HoldsOrReleasesTheCoils(string idle, bool atFirst, bool after)
    {
        IDeviceDriver stepper = _machine.Open(Stepper(("idle", idle)));
        FakeLine enable = _machine.Gpio.Lines[16];
        // Active low: high is without current.
        Assert.Equal(atFirst, enable.Level);

        stepper.Start(new DeviceCommand("MoveTo", 10));
        _machine.Time.Advance(0.2);
        Assert.False(enable.Level);
        Settle(stepper);

        Assert.Equal(after, enable.Level);
        Assert.Equal(100, _axis.Position);
    }

    [Fact]
    public void MoveTo_TheFirstTimeWithAHomeSwitch_FindsItAndThenGoes()
    {
        _axis.Position = 370;
        _axis.Moved = p => _machine.Gpio.Lines[22].Drive(p <= 0);
        IDeviceDriver stepper = _machine.Open(Stepper(("home", "22")));

        stepper.Start(new DeviceCommand("MoveTo", 25));
        Settle(stepper);

        Assert.Equal(250, _axis.Position);
        Assert.Equal(25, stepper.Read().Value);
    }

    [Fact]
    public void MoveTo_OnAHomeSwitchAtTheHighEnd_CountsFromThere()
    {
        _axis.Position = 0;
        _axis.Moved = p => _machine.Gpio.Lines[22].Drive(p >= 40);
        IDeviceDriver stepper = _machine.Open(Stepper(("home", "22"), ("home-at", "high")));

        stepper.Start(new DeviceCommand("MoveTo", 99));
        Settle(stepper);

        Assert.Equal(30, _axis.Position);
        Assert.Equal(99, stepper.Read().Value);
    }

    [Fact]
    public void MoveTo_WithoutAHomeSwitchToFind_IsBlockedAndStands()
    {
        IDeviceDriver stepper = _machine.Open(Stepper(("home", "22")));
        stepper.Start(new DeviceCommand("MoveTo", 25));

        var error = Assert.Throws<DeviceException>(() => Settle(stepper));

        Assert.Equal(ErrorCodes.Blocked, error.Code);
        Assert.Contains("did not find its home switch at 0 %", error.Message, StringComparison.Ordinal);
        int steps = _axis.Steps.Count;
        _machine.Time.Advance(5);
        Assert.Equal(steps, _axis.Steps.Count);
        Assert.False(stepper.IsBusy);
    }

    [Fact]
    public void MoveTo_ThatHitsTheHomeSwitchEarly_SetsThePositionRight()
    {
        _axis.Moved = p => _machine.Gpio.Lines[22].Drive(p <= 0);
        _machine.Gpio.Lines[22].Drive(true);
        IDeviceDriver stepper = _machine.Open(Stepper(("home", "22")));
        stepper.Start(new DeviceCommand("MoveTo", 20));
        Settle(stepper);
        // The axis was pushed: it lost 12 steps.
        _axis.Position -= 12;

        stepper.Start(new DeviceCommand("MoveTo", 0));
        Settle(stepper);

        Assert.Equal(0, _axis.Position);
        Assert.Equal(0, stepper.Read().Value);
    }

    [Fact]
    public void IsBusy_WhenTheChipIsUnpluggedInMidMotion_IsADeviceFaultAndItStands()
    {
        IDeviceDriver stepper = _machine.Open(Stepper());
        stepper.Start(new DeviceCommand("MoveTo", 100));
        _machine.Time.Advance(1);
        _machine.Gpio.Gone = true;
        int steps = _axis.Steps.Count;
        _machine.Time.Advance(1);

        Assert.Equal(ErrorCodes.DeviceFault, Assert.Throws<DeviceException>(() => stepper.IsBusy).Code);
        Assert.Equal(steps, _axis.Steps.Count);
        Assert.False(stepper.IsBusy);
        Assert.Throws<DeviceException>(() => stepper.Read());
    }

    [Fact]
    public void Reverse_TurnsDirRound()
    {
        IDeviceDriver stepper = _machine.Open(Stepper(("reverse", "true")));

        stepper.Start(new DeviceCommand("MoveTo", 5));
        Settle(stepper);

        Assert.Equal(-50, _axis.Position);
        Assert.Equal(5, stepper.Read().Value);
    }

    [Fact]
    public void SafeOutputs_OfOneThatReleases_TakeTheCurrentAway()
    {
        IDeviceDriver stepper = _machine.Open(Stepper(("idle", "release")));
        stepper.Start(new DeviceCommand("MoveTo", 100));
        _machine.Time.Advance(0.5);

        foreach (SafeOutput.Control step in ((IGuardedOutput)stepper).SafeOutputs.Cast<SafeOutput.Control>())
            _machine.Kernel.Control(step.Descriptor, step.Request, step.Argument.ToArray());

        Assert.True(_machine.Gpio.Lines[16].Level);
    }

    [Theory]
    [InlineData("speed", "0", "with.speed: must be above 0.")]
    [InlineData("speed", "fast", "'fast' is not a number.")]
    [InlineData("idle", "sleep", "Write hold or release.")]
    [InlineData("home-at", "left", "Write low or high.")]
    public void Open_WithBadSettings_RefusesThemByKey(string key, string value, string expected)
    {
        DeviceSpec stepper = Stepper();
        (string, string)[] settings = [("chip", "pinctrl-rp1"), ("step", "20"), ("dir", "21"), ("steps-per-unit", "10"), .. key != "speed" ? new[] { ("speed", "20") } : [], (key, value)];

        var error = Assert.Throws<InvalidFileException>(() => _machine.Open(stepper with { With = DriverSettings.Of(settings) }));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _machine.Dispose();

    private void Settle(IDeviceDriver stepper)
    {
        for (int i = 0; i < 10_000 && stepper.IsBusy; i++) _machine.Time.Advance(0.01);
        Assert.False(stepper.IsBusy);
    }
}
