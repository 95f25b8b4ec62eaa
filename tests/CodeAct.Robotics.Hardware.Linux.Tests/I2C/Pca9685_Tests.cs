using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

public sealed class Pca9685_Tests : IDisposable
{
    private readonly VirtualTime _clock = new();
    private readonly FakePca9685 _chip = new();
    private readonly LinuxFamily _family;

    public Pca9685_Tests() => _family = new LinuxFamily(new ChipKernel().With(1, 0x40, _chip), null, _clock, new StillTime());

    public void Dispose() => _family.Dispose();

    [Fact]
    public void Open_WakesTheChipAtItsFrequency()
    {
        Dimmer(0, ("hertz", "200"));

        Assert.False(_chip.IsAsleep);
        Assert.True(_chip.IsTotemPole);
        Assert.Equal(200, _chip.Frequency, 4.0);
    }

    [Fact]
    public void Open_AgainAfterTheProgramEnded_LeavesTheOtherOutputsAsTheyAre()
    {
        Dimmer(0).Start(new DeviceCommand("Set", 0.75));
        using var next = new LinuxFamily(new ChipKernel().With(1, 0x40, _chip), null, _clock, new StillTime());

        next.Open(Devices.Of(DeviceKinds.Dimmer, "linux.pca9685", ("channel", "1")), _clock);

        Assert.Equal(0.75, _chip.Duty(0), 0.001);
    }

    [Fact]
    public void Open_WithAnotherFrequency_SwitchesAllOutputsOffFirst()
    {
        Dimmer(0).Start(new DeviceCommand("Set", 0.75));
        using var next = new LinuxFamily(new ChipKernel().With(1, 0x40, _chip), null, _clock, new StillTime());

        next.Open(Devices.Of(DeviceKinds.Servo, "linux.pca9685", ("channel", "1")), _clock);

        Assert.Equal(0, _chip.Duty(0));
        Assert.Equal(50, _chip.Frequency, 0.5);
    }

    [Fact]
    public void Open_OfADimmer_SetsItsSafeLevel()
    {
        _family.Open(Devices.Of(DeviceKinds.Dimmer, "linux.pca9685", ("channel", "2")) with { Safe = new SafeValue(SafeWord.Number, 0.25) }, _clock);

        Assert.Equal(0.25, _chip.Duty(2));
    }

    [Fact]
    public void Open_OfAServoThatStaysWhereItIs_GivesNoPulse()
    {
        Servo(4, SafeWord.Stop);

        Assert.Equal(0, _chip.Duty(4));
    }

    [Fact]
    public void Start_OfAServoWithALargestSpeed_MovesTheGoalInSteps()
    {
        IDeviceDriver servo = Servo(4, SafeWord.Number);
        var pulses = new List<double>();

        servo.Start(new DeviceCommand("MoveTo", 90) { MaxSpeed = 45 });
        while (servo.IsBusy)
        {
            pulses.Add(_chip.Pulse(4));
            _clock.Advance(_clock.Step);
        }

        double most = pulses.Zip(pulses.Skip(1), (a, b) => b - a).Max();
        Assert.InRange(pulses.Count, 199, 202);
        // 0.9 degrees a period are 10 µs, and steps are of 4.9 µs.
        Assert.InRange(most, 0, 15.1e-6);
        Assert.Equal(1.5e-3, _chip.Pulse(4), 5e-6);
    }

    [Fact]
    public void IsBusy_OfAServoWhoseChipIsGone_EndsTheMotionWithAFault()
    {
        IDeviceDriver servo = Servo(4, SafeWord.Number);
        servo.Start(new DeviceCommand("MoveTo", 90) { MaxSpeed = 45 });
        _clock.Advance(0.5);
        _chip.IsPlugged = false;
        _clock.Advance(0.1);

        Assert.Equal(ErrorCodes.DeviceFault, Assert.Throws<DeviceException>(() => servo.IsBusy).Code);
        Assert.False(servo.IsBusy);
    }

    [Fact]
    public void Open_OfAServoThatIsMountedTheOtherWay_TurnsItsPulses()
    {
        IDeviceDriver servo = _family.Open(Devices.Of(DeviceKinds.Servo, "linux.pca9685", ("channel", "4"), ("min-us", "2000"), ("max-us", "1000"), ("max-angle", "90")), _clock);

        servo.Start(new DeviceCommand("MoveTo", 90));
        _clock.Advance(1);

        Assert.Equal(1e-3, _chip.Pulse(4), 5e-6);
    }

    [Fact]
    public void Set_AfterTheChipLostItsPower_WakesItAgain()
    {
        IDeviceDriver dimmer = Dimmer(0);
        dimmer.Start(new DeviceCommand("Set", 0.5));
        _chip.PowerUp();

        Assert.Equal(0, dimmer.Read().Value);
        dimmer.Start(new DeviceCommand("Set", 0.6));

        Assert.Equal(0.6, _chip.Duty(0), 0.001);
        Assert.Equal(1000, _chip.Frequency, 20.0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_BackAndForth_NeverSwitchesBothDirectionsOn(bool hasPwm)
    {
        (string, string)[] with = [("forward", "4"), ("backward", "5")];
        if (hasPwm) with = [.. with, ("pwm", "6")];
        _chip.Watch(4, 5);
        IDeviceDriver motor = _family.Open(Devices.Of(DeviceKinds.Motor, "linux.pca9685", with), _clock);

        foreach (double power in new[] { 1, -1, 0.5, -0.5, 0, 1, -0.2 }) motor.Start(new DeviceCommand("Run", power));

        Assert.Equal(-0.2, motor.Read().Value, 0.001);
        Assert.False(_chip.ShotThrough);
    }

    [Fact]
    public async Task MakeSafe_WhileAnotherThreadRunsTheMotor_LeavesNoHalfCommand()
    {
        IDeviceDriver motor = _family.Open(Devices.Of(DeviceKinds.Motor, "linux.pca9685", ("forward", "4"), ("backward", "5")), _clock);
        _chip.Watch(4, 5);
        Task runs = Task.Factory.StartNew(() =>
        {
            for (int i = 0; i < 300; i++) motor.Start(new DeviceCommand("Run", i % 2 == 0 ? 1 : -1));
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        while (!runs.IsCompleted) motor.MakeSafe(new SafeValue(SafeWord.Stop));
        await runs;

        motor.MakeSafe(new SafeValue(SafeWord.Stop));

        Assert.False(_chip.ShotThrough);
        Assert.Equal(0, _chip.Duty(4) + _chip.Duty(5));
    }

    [Fact]
    public void Run_TheOtherWay_WaitsForTheDeadTimeWithoutPower()
    {
        IDeviceDriver motor = _family.Open(Devices.Of(DeviceKinds.Motor, "linux.pca9685", ("forward", "4"), ("backward", "5"), ("dead-time", "20ms")), _clock);
        motor.Start(new DeviceCommand("Run", 1));
        double inBetween = 1;
        _clock.At(_clock.Nanoseconds + 10 * VirtualTime.Millisecond, () => inBetween = _chip.Duty(4) + _chip.Duty(5));

        motor.Start(new DeviceCommand("Run", -1));

        Assert.Equal(0, inBetween);
        Assert.Equal(0.02, _clock.Seconds, 0.005);
        Assert.Equal(1, _chip.Duty(5));
    }

    [Fact]
    public void MakeSafe_InTheDeadTime_KeepsTheMotorStill()
    {
        IDeviceDriver motor = _family.Open(Devices.Of(DeviceKinds.Motor, "linux.pca9685", ("forward", "4"), ("backward", "5")), _clock);
        motor.Start(new DeviceCommand("Run", 1));
        _clock.At(_clock.Nanoseconds + VirtualTime.Millisecond, () => motor.MakeSafe(new SafeValue(SafeWord.Stop)));

        motor.Start(new DeviceCommand("Run", -1));

        Assert.Equal(0, _chip.Duty(4) + _chip.Duty(5));
    }

    [Fact]
    public void Dispose_OfADevice_LeavesItSafe()
    {
        IDeviceDriver dimmer = Dimmer(0);
        IDeviceDriver motor = _family.Open(Devices.Of(DeviceKinds.Motor, "linux.pca9685", ("forward", "4"), ("backward", "5"), ("reverse", "true")), _clock);
        dimmer.Start(new DeviceCommand("Set", 1));
        motor.Start(new DeviceCommand("Run", 0.5));
        Assert.Equal(0.5, _chip.Duty(5));

        ((IDisposable)dimmer).Dispose();
        ((IDisposable)motor).Dispose();

        Assert.Equal(0, _chip.Duty(0) + _chip.Duty(4) + _chip.Duty(5));
    }

    [Fact]
    public void MakeSafe_WhenAFewTransfersFail_StillStops()
    {
        IDeviceDriver motor = _family.Open(Devices.Of(DeviceKinds.Motor, "linux.pca9685", ("forward", "4"), ("backward", "5")), _clock);
        motor.Start(new DeviceCommand("Run", 1));
        _chip.NotAcknowledged = 3;

        motor.MakeSafe(new SafeValue(SafeWord.Stop));

        Assert.Equal(0, _chip.Duty(4));
    }

    [Fact]
    public void MakeSafe_OfAChipThatIsGone_DoesNotThrow()
    {
        IDeviceDriver dimmer = Dimmer(0, ("hertz", "50")), servo = Servo(1, SafeWord.Number);
        _chip.IsPlugged = false;

        dimmer.MakeSafe(new SafeValue(SafeWord.Off));
        servo.MakeSafe(new SafeValue(SafeWord.Number, 45));

        Assert.Throws<DeviceException>(() => dimmer.Read());
    }

    [Fact]
    public void SafeOutputs_WrittenByAGuardian_MakeEachOutputSafe()
    {
        IDeviceDriver dimmer = _family.Open(Devices.Of(DeviceKinds.Dimmer, "linux.pca9685", ("channel", "0"), ("hertz", "50")) with { Safe = new SafeValue(SafeWord.Number, 0.25) }, _clock);
        IDeviceDriver motor = _family.Open(Devices.Of(DeviceKinds.Motor, "linux.pca9685", ("forward", "4"), ("backward", "5")), _clock);
        IDeviceDriver servo = Servo(8, SafeWord.Number);
        dimmer.Start(new DeviceCommand("Set", 1));
        motor.Start(new DeviceCommand("Run", -1));
        servo.Start(new DeviceCommand("MoveTo", 90));

        foreach (IGuardedOutput driver in new[] { dimmer, motor, servo }.Cast<IGuardedOutput>())
        {
            foreach (SafeOutput step in driver.SafeOutputs)
            {
                var write = Assert.IsType<SafeOutput.WriteI2c>(step);
                Assert.Equal(0x40, write.Address);
                Assert.True(write.Descriptor > 2);
                _chip.WriteRaw(write.Bytes.Span);
            }
        }

        Assert.Equal(0.25, _chip.Duty(0));
        Assert.Equal(0, _chip.Duty(4) + _chip.Duty(5));
        Assert.Equal(0.5e-3, _chip.Pulse(8), 5e-6);
    }

    [Fact]
    public void SafeOutputs_OfAServoThatStaysWhereItIs_AreNone() =>
        Assert.Empty(((IGuardedOutput)Servo(8, SafeWord.Stop)).SafeOutputs);

    [Fact]
    public void Open_OfTwoFrequenciesOnOneChip_IsRefused()
    {
        Servo(0, SafeWord.Stop);

        var error = Assert.Throws<InvalidFileException>(() => Dimmer(1, ("hertz", "1000")));

        Assert.Contains("another device has it at 50 Hz", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfAServoOnAChipThatIsTooFast_IsRefused()
    {
        Dimmer(1);

        Assert.Throws<InvalidFileException>(() => Servo(0, SafeWord.Stop));
    }

    [Fact]
    public void Open_OfADimmerThatSaysNoFrequency_TakesTheServos()
    {
        Servo(0, SafeWord.Stop);

        Dimmer(1).Start(new DeviceCommand("Set", 0.5));

        Assert.Equal(0.5, _chip.Duty(1));
    }

    [Fact]
    public void Open_OfAnOutputThatAnotherDeviceHas_IsRefusedUntilThatIsClosed()
    {
        IDeviceDriver first = Dimmer(3);

        var error = Assert.Throws<InvalidFileException>(() => Dimmer(3));
        ((IDisposable)first).Dispose();

        Assert.Contains("output 3 of this PCA9685 is already Device's", error.Message, StringComparison.Ordinal);
        Dimmer(3);
    }

    private IDeviceDriver Dimmer(int channel, params (string, string)[] with) =>
        _family.Open(Devices.Of(DeviceKinds.Dimmer, "linux.pca9685", [("channel", $"{channel}"), .. with]), _clock);

    private IDeviceDriver Servo(int channel, SafeWord safe) =>
        _family.Open(Devices.Of(DeviceKinds.Servo, "linux.pca9685", ("channel", $"{channel}")) with { Safe = new SafeValue(safe) }, _clock);
}
