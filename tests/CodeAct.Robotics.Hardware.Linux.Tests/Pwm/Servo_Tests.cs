using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

public sealed class Servo_Tests : IDisposable
{
    private readonly FakeMachine _machine = new();
    private readonly FakePwmChip _chip;

    public Servo_Tests() => _chip = new FakePwmChip(_machine.Kernel, 0, 1);

    private FakePwmChannel Channel => _chip.Channels[0];

    private static DeviceSpec Servo(params (string, string)[] settings) =>
        FakeMachine.Device(DeviceKinds.Servo, "linux.servo", [("chip", "0"), ("channel", "0"), .. settings]) with { Safe = new SafeValue(SafeWord.Stop), Range = new ValueRange(-90, 90) };

    private static (string, string)[] Calibrated => [("min-us", "600"), ("max-us", "2400"), ("min-angle", "-90"), ("max-angle", "90")];

    [Fact]
    public void Open_WithoutASafeAngle_GivesNoPulse()
    {
        _machine.Open(Servo(Calibrated));

        Assert.Equal(0, Channel.Duty);
        Assert.Equal(20_000_000, Channel.Period);
    }

    [Fact]
    public void Open_WithASafeAngle_GoesThere()
    {
        IDeviceDriver servo = _machine.Open(Servo(Calibrated) with { Safe = new SafeValue(SafeWord.Number, 90) });

        Assert.Equal(2_400_000, Channel.Duty);
        Assert.Equal(90, servo.Read().Value);
        var step = Assert.IsType<SafeOutput.WriteFile>(Assert.Single(((IGuardedOutput)servo).SafeOutputs));
        Assert.Equal(("/sys/class/pwm/pwmchip0/pwm0/duty_cycle", "2400000"), (step.Path, step.Text));
    }

    [Theory]
    [InlineData(-90, 600_000)]
    [InlineData(0, 1_500_000)]
    [InlineData(45, 1_950_000)]
    public void MoveTo_OfACalibratedServo_IsItsPulse(double angle, long pulse)
    {
        IDeviceDriver servo = _machine.Open(Servo([.. Calibrated, ("start", "10")]));

        servo.Start(new DeviceCommand("MoveTo", angle));
        _machine.Time.Advance(2);

        Assert.Equal(pulse, Channel.Duty);
    }

    [Fact]
    public void MoveTo_OfAServoThatTurnsTheOtherWay_HasItsPulsesSwapped()
    {
        IDeviceDriver servo = _machine.Open(Servo(("min-us", "2400"), ("max-us", "600"), ("min-angle", "-90"), ("max-angle", "90")));

        servo.Start(new DeviceCommand("MoveTo", 90));
        _machine.Time.Advance(2);

        Assert.Equal(600_000, Channel.Duty);
    }

    [Fact]
    public void MoveTo_TakesTheServosTime()
    {
        IDeviceDriver servo = _machine.Open(Servo([.. Calibrated, ("speed", "60")]));

        servo.Start(new DeviceCommand("MoveTo", 90));
        _machine.Time.Advance(1.45);
        Assert.True(servo.IsBusy);
        Assert.Equal(87, servo.Read().Value, 1e-6);
        _machine.Time.Advance(0.1);

        Assert.False(servo.IsBusy);
    }

    [Fact]
    public void MakeSafe_ToAnAngle_SetsThePulseAtOnce()
    {
        IDeviceDriver servo = _machine.Open(Servo(Calibrated));
        servo.Start(new DeviceCommand("MoveTo", 90) { MaxSpeed = 10 });
        _machine.Time.Advance(1);

        servo.MakeSafe(new SafeValue(SafeWord.Number, -90));

        Assert.Equal(600_000, Channel.Duty);
        _machine.Time.Advance(5);
        Assert.Equal(600_000, Channel.Duty);
        Assert.False(servo.IsBusy);
    }

    [Fact]
    public void IsBusy_OfAServoThatIsUnpluggedInMidMotion_IsADeviceFaultAndItStops()
    {
        IDeviceDriver servo = _machine.Open(Servo(Calibrated));
        servo.Start(new DeviceCommand("MoveTo", 90) { MaxSpeed = 10 });
        _machine.Time.Advance(1);
        _chip.Unplug();
        _machine.Time.Advance(1);

        Assert.Equal(ErrorCodes.DeviceFault, Assert.Throws<DeviceException>(() => servo.IsBusy).Code);
        Assert.False(servo.IsBusy);
        Assert.Throws<DeviceException>(() => servo.Start(new DeviceCommand("MoveTo", 0)));
    }

    [Fact]
    public void Dispose_OfAServoWithoutASafeAngle_LetsItGoLimp()
    {
        IDeviceDriver servo = _machine.Open(Servo(Calibrated));
        servo.Start(new DeviceCommand("MoveTo", 45));
        _machine.Time.Advance(1);

        ((IDisposable)servo).Dispose();

        Assert.Equal(0, Channel.High);
        Assert.False(Channel.IsExported);
    }

    [Theory]
    [InlineData("", "the calibration ends at 0 to 180 degrees, and the device's range is -90 to 90.")]
    [InlineData("min-angle=-90 max-angle=90 min-us=5", "with.min-us: is no pulse of a servo.")]
    [InlineData("min-angle=-90 max-angle=90 min-us=1500 max-us=1500", "is the same as min-us.")]
    [InlineData("min-angle=90 max-angle=-90", "must be above min-angle.")]
    [InlineData("min-angle=-90 max-angle=90 speed=0", "with.speed: must be above 0.")]
    [InlineData("min-angle=-90 max-angle=90 start=100", "with.start: is outside the device's range.")]
    public void Open_WithABadCalibration_RefusesIt(string settings, string expected)
    {
        DeviceSpec servo = Servo([.. settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(a => a.Split('=')).Select(a => (a[0], a[1]))]);

        Assert.Contains(expected, Assert.Throws<InvalidFileException>(() => _machine.Open(servo)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _machine.Dispose();
}
