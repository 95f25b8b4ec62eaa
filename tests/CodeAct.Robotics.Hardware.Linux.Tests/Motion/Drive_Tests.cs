using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

public sealed class Drive_Tests : IDisposable
{
    private readonly FakeMachine _machine = new();
    private readonly FakePwmChip _chip;
    private readonly FakeBase _base;

    public Drive_Tests()
    {
        _chip = new FakePwmChip(_machine.Kernel, 0, 2);
        _base = new FakeBase(_machine, _chip, speed: 0.5, track: 0.2);
    }

    private static (string, string)[] Settings =>
    [
        ("chip", "pinctrl-rp1"), ("pwm-chip", "0"), ("left-forward", "5"), ("left-backward", "6"), ("left-pwm", "0"),
        ("right-forward", "13"), ("right-backward", "19"), ("right-pwm", "1"), ("speed", "0.5"), ("track", "0.2"),
    ];

    private static DeviceSpec Drive(params (string, string)[] settings) =>
        FakeMachine.Device(DeviceKinds.Drive, "linux.drive", [.. Settings, .. settings]) with { Safe = new SafeValue(SafeWord.Stop) };

    [Fact]
    public void Turn_StoppedInBetween_KnowsWhereItStands()
    {
        IDeviceDriver drive = _machine.Open(Drive());
        drive.Start(new DeviceCommand("Turn", 170));
        _machine.Time.Advance(0.2);

        drive.MakeSafe(new SafeValue(SafeWord.Stop));
        _machine.Time.Advance(1);

        Assert.InRange(_base.Pose.Third, 40, 70);
        Assert.Equal(_base.Pose.Third, drive.Read().Third, 1e-5);
        Assert.False(drive.IsBusy);
    }

    [Fact]
    public void Forward_WhileItTurns_EndsTheTurnFirst()
    {
        IDeviceDriver drive = _machine.Open(Drive());
        drive.Start(new DeviceCommand("Turn", 90));
        _machine.Time.Advance(0.1);

        drive.Start(new DeviceCommand("Forward", 0.3));
        _machine.Time.Advance(5);

        DeviceState reckoned = drive.Read(), seen = _base.Pose;
        Assert.Equal(seen.Value, reckoned.Value, 1e-5);
        Assert.Equal(seen.Second, reckoned.Second, 1e-5);
        Assert.Equal(0.3, Math.Sqrt(seen.Value * seen.Value + seen.Second * seen.Second), 1e-5);
    }

    [Fact]
    public void Forward_WithoutItsLines_StandsAndSaysSo()
    {
        IDeviceDriver drive = _machine.Open(Drive());
        _machine.Gpio.Gone = true;

        Assert.Equal(ErrorCodes.DeviceFault, Assert.Throws<DeviceException>(() => drive.Start(new DeviceCommand("Forward", 1))).Code);

        Assert.All(_chip.Channels, c => Assert.Equal(0, c.High));
        Assert.False(drive.IsBusy);
    }

    [Fact]
    public void IsBusy_WhenTheLinesGoInMidMotion_TakesThePowerAwayAndIsADeviceFault()
    {
        IDeviceDriver drive = _machine.Open(Drive(("stop", "brake")));
        drive.Start(new DeviceCommand("Forward", 0.5));
        _machine.Time.Advance(0.5);
        _machine.Gpio.Gone = true;
        _machine.Time.Advance(1);

        Assert.Contains("could not be stopped", Assert.Throws<DeviceException>(() => drive.IsBusy).Message, StringComparison.Ordinal);
        Assert.All(_chip.Channels, c => Assert.Equal(0, c.High));
    }

    [Fact]
    public void Forward_AtASpeedThatItCantGo_SaysSo()
    {
        IDeviceDriver drive = _machine.Open(Drive());

        var error = Assert.Throws<DeviceException>(() => drive.Start(new DeviceCommand("Forward", 1) { MaxSpeed = 1e-7 }));

        Assert.Contains("can't drive as slowly", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, _base.Pose.Value);
    }

    [Theory]
    [InlineData("speed", "with.speed: is missing.")]
    [InlineData("track", "with.track: is missing.")]
    [InlineData("left-pwm", "with.left-pwm: is missing.")]
    [InlineData("right-backward", "with.right-backward: is missing.")]
    public void Open_WithoutAKey_NamesIt(string key, string expected)
    {
        DeviceSpec drive = Drive() with { With = DriverSettings.Of([.. Settings.Where(s => s.Item1 != key)]) };

        Assert.Contains(expected, Assert.Throws<InvalidFileException>(() => _machine.Open(drive)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _machine.Dispose();
}
