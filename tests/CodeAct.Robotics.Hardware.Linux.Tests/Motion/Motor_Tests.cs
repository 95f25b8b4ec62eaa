using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

public sealed class Motor_Tests : IDisposable
{
    private readonly FakeMachine _machine = new();
    private readonly FakePwmChip _chip;
    private readonly FakeBridge _bridge;

    public Motor_Tests()
    {
        _chip = new FakePwmChip(_machine.Kernel, 0, 1);
        _bridge = new FakeBridge(_machine.Time, _machine.Gpio.Lines[5], _machine.Gpio.Lines[6], _chip.Channels[0]);
    }

    private static DeviceSpec Motor(params (string, string)[] settings) =>
        FakeMachine.Device(DeviceKinds.Motor, "linux.motor", [("chip", "pinctrl-rp1"), ("forward", "5"), ("backward", "6"), ("pwm-chip", "0"), ("pwm", "0"), .. settings]) with { Safe = new SafeValue(SafeWord.Stop) };

    [Fact]
    public void Run_TheOtherWay_PausesForTheDeadTimeWithoutPower()
    {
        IDeviceDriver motor = _machine.Open(Motor(("dead-time", "20ms")));

        motor.Start(new DeviceCommand("Run", 1));
        motor.Start(new DeviceCommand("Run", -1));
        motor.Start(new DeviceCommand("Run", 0.5));

        Assert.True(_bridge.ShortestTurn >= 20_000_000, $"{_bridge.ShortestTurn} ns");
        Assert.False(_bridge.SwitchedUnderPower);
        Assert.Equal(0.5, _bridge.Power);
    }

    [Fact]
    public void Run_TheSameWay_DoesNotPause()
    {
        IDeviceDriver motor = _machine.Open(Motor());
        motor.Start(new DeviceCommand("Run", 0.5));
        double before = _machine.Time.Seconds;

        motor.Start(new DeviceCommand("Run", 0.8));

        Assert.Equal(before, _machine.Time.Seconds);
        Assert.Equal(0.8, _bridge.Power);
    }

    [Theory]
    [InlineData("brake", true)]
    [InlineData("coast", false)]
    public void Stop_BrakesOrCoastsAsSaid(string stop, bool brakes)
    {
        IDeviceDriver motor = _machine.Open(Motor(("stop", stop)));
        motor.Start(new DeviceCommand("Run", 1));

        motor.Start(new DeviceCommand("Stop"));
        Assert.Equal(brakes, _bridge.Brakes);
        motor.Start(new DeviceCommand("Run", -1));
        motor.MakeSafe(new SafeValue(SafeWord.Stop));

        Assert.Equal(brakes, _bridge.Brakes);
        Assert.Equal(0, motor.Read().Value);
    }

    [Fact]
    public void MakeSafe_DuringTheDeadTime_KeepsItStopped()
    {
        IDeviceDriver motor = _machine.Open(Motor(("dead-time", "100ms")));
        motor.Start(new DeviceCommand("Run", 1));
        _machine.Time.At(_machine.Time.Nanoseconds + 50_000_000, () => motor.MakeSafe(new SafeValue(SafeWord.Stop)));

        motor.Start(new DeviceCommand("Run", -1));

        Assert.Equal(0, _bridge.Power);
        Assert.Equal(0, motor.Read().Value);
    }

    [Theory]
    [InlineData("coast")]
    [InlineData("brake")]
    public void MakeSafe_OfABridgeWhoseLinesAreGone_StillTakesThePowerAway(string stop)
    {
        IDeviceDriver motor = _machine.Open(Motor(("stop", stop)));
        motor.Start(new DeviceCommand("Run", 1));
        _machine.Gpio.Gone = true;

        motor.MakeSafe(new SafeValue(SafeWord.Stop));

        Assert.Equal(0, _chip.Channels[0].High);
        Assert.Throws<DeviceException>(() => motor.Start(new DeviceCommand("Run", 1)));
        Assert.Equal(0, _chip.Channels[0].High);
    }

    [Fact]
    public void SafeOutputs_TakePowerAndWayAway()
    {
        IDeviceDriver motor = _machine.Open(Motor());
        motor.Start(new DeviceCommand("Run", 1));

        foreach (SafeOutput step in ((IGuardedOutput)motor).SafeOutputs)
        {
            if (step is SafeOutput.Control control) _machine.Kernel.Control(control.Descriptor, control.Request, control.Argument.ToArray());
            if (step is SafeOutput.WriteFile file) _machine.Kernel.WriteText(file.Path, file.Text);
        }

        Assert.False(_machine.Gpio.Lines[5].Level);
        Assert.False(_machine.Gpio.Lines[6].Level);
        Assert.Equal(0, _chip.Channels[0].High);
    }

    [Fact]
    public void Dispose_OfABrakedMotor_LetsItCoast()
    {
        IDeviceDriver motor = _machine.Open(Motor(("stop", "brake")));
        motor.Start(new DeviceCommand("Run", 1));
        motor.Start(new DeviceCommand("Stop"));

        ((IDisposable)motor).Dispose();

        Assert.False(_bridge.Brakes);
        Assert.False(_chip.Channels[0].IsEnabled);
    }

    [Fact]
    public void Open_WithABusyLine_GivesTheRestBack()
    {
        _machine.Gpio.Lines[6].Consumer = "other";

        Assert.Contains("held by 'other'", Assert.Throws<DeviceException>(() => _machine.Open(Motor())).Message, StringComparison.Ordinal);
        Assert.Equal("", _machine.Gpio.Lines[5].Consumer);
        Assert.False(_chip.Channels[0].IsExported);
    }

    [Theory]
    [InlineData("direction", "7", "with.direction: stands beside forward and backward.")]
    [InlineData("stop", "hard", "Write brake or coast.")]
    [InlineData("dead-time", "2s", "is longer than a second.")]
    public void Open_WithBadSettings_RefusesThemByKey(string key, string value, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidFileException>(() => _machine.Open(Motor((key, value)))).Message, StringComparison.Ordinal);

    public void Dispose() => _machine.Dispose();
}
