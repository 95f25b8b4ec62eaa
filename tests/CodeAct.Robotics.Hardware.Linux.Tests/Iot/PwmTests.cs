using System.Device.Gpio;
using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Iot.Tests;

public sealed class IotDimmerTests : DimmerContract
{
    protected override DeviceSpec Spec => base.Spec with { Driver = "iot.pwm", With = DriverSettings.Of(("channel", "1"), ("hertz", "500")) };

    protected override IDriverBench Open(DeviceSpec spec) => new IotBench(new FakeBoard(), spec, b => DeviceState.Of(b.Pwm[1].Out));
}

public sealed class IotDimmerActiveLowTests : DimmerContract
{
    protected override DeviceSpec Spec => base.Spec with { Driver = "iot.pwm", With = DriverSettings.Of(("active", "low")) };

    protected override IDriverBench Open(DeviceSpec spec) => new IotBench(new FakeBoard(), spec, b => DeviceState.Of(1 - b.Pwm[0].Out));
}

public sealed class IotServoTests : ServoContract
{
    protected override DeviceSpec Spec => base.Spec with { Driver = "iot.servo" };

    // A pulse is whole microseconds: 2000 of them for 90 degrees.
    protected override double Tolerance => 0.05;

    protected override IDriverBench Open(DeviceSpec spec) => new IotBench(new FakeBoard(), spec, b => DeviceState.Of((b.Pwm[0].Out * 20_000 - 500) / 2000 * 90));
}

public sealed class IotServoReversedTests : ServoContract
{
    protected override DeviceSpec Spec => base.Spec with { Driver = "iot.servo", With = DriverSettings.Of(("reverse", "true"), ("min-pulse", "1ms"), ("max-pulse", "2ms")) };

    protected override double Tolerance => 0.1;

    protected override IDriverBench Open(DeviceSpec spec) => new IotBench(new FakeBoard(), spec, b => DeviceState.Of(90 - (b.Pwm[0].Out * 20_000 - 1000) / 1000 * 90));
}

/// <summary>PWM at the enable input, a line for each direction: L298N.</summary>
public sealed class IotMotorThreeWireTests : MotorContract
{
    protected override DeviceSpec Spec => base.Spec with { Driver = "iot.motor", With = DriverSettings.Of(("forward", "5"), ("backward", "6")) };

    protected override IDriverBench Open(DeviceSpec spec) => new IotBench(new FakeBoard(), spec, b => DeviceState.Of(b.Pwm[0].Out * (((int)(byte)b.Pins[5]) - (int)(byte)b.Pins[6])));
}

/// <summary>Two inputs, PWM at one of them: DRV8833.</summary>
public sealed class IotMotorTwoInputTests : MotorContract
{
    protected override DeviceSpec Spec => base.Spec with { Driver = "iot.motor", With = DriverSettings.Of(("direction", "5")) };

    protected override IDriverBench Open(DeviceSpec spec) => new IotBench(new FakeBoard(), spec, b => DeviceState.Of(b.Pwm[0].Out - (int)(byte)b.Pins[5]));
}

/// <summary>A phase and an enable: DRV8838.</summary>
public sealed class IotMotorPhaseTests : MotorContract
{
    protected override DeviceSpec Spec => base.Spec with { Driver = "iot.motor", With = DriverSettings.Of(("direction", "5"), ("bridge", "phase-enable")) };

    protected override IDriverBench Open(DeviceSpec spec) => new IotBench(new FakeBoard(), spec, b => DeviceState.Of(b.Pins[5] == PinValue.High ? b.Pwm[0].Out : -b.Pwm[0].Out));
}

public sealed class PwmTests
{
    [Theory]
    [InlineData("high", 0.3)]
    [InlineData("low", 0.7)]
    public void Open_Dimmer_IsStartedAtItsSafeLevel(string active, double duty)
    {
        using var bench = new IotBench(new FakeBoard(), new DeviceSpec { Name = "Fan", Kind = DeviceKinds.Dimmer, Driver = "iot.pwm", Safe = new SafeValue(SafeWord.Number, 0.3), With = DriverSettings.Of(("active", active), ("hertz", "250")) });

        Assert.Equal((duty, 250), (bench.Board.Pwm[0].AtStart, bench.Board.Pwm[0].Frequency));
    }

    [Fact]
    public void Open_Servo_HasNoPulsesBeforeTheFirstCommand()
    {
        using var bench = new IotBench(new FakeBoard(), new DeviceSpec { Name = "Vent", Kind = DeviceKinds.Servo, Driver = "iot.servo", Range = new ValueRange(-90, 90), Safe = new SafeValue(SafeWord.Number, 0) });

        _ = bench.Driver.IsBusy;
        bench.Driver.MakeSafe(new SafeValue(SafeWord.Stop));
        Assert.False(bench.Board.Pwm[0].IsRunning);
        Assert.Equal(0, bench.Driver.Read().Value);

        bench.Driver.Start(new DeviceCommand("MoveTo", 0));
        Assert.Equal(1500, bench.Board.Pwm[0].Out * 20_000, 1.0);
    }

    [Fact]
    public void Run_BackwardsOnAMotorThatTurnsOneWay_IsRefusedAndItStands()
    {
        using var bench = new IotBench(new FakeBoard(), new DeviceSpec { Name = "Fan", Kind = DeviceKinds.Motor, Driver = "iot.motor", Safe = new SafeValue(SafeWord.Stop) });

        Assert.Equal(ErrorCodes.Range, Assert.Throws<DeviceException>(() => bench.Driver.Start(new DeviceCommand("Run", -0.5))).Code);
        Assert.Equal(0, bench.Board.Pwm[0].Out);
        bench.Driver.Start(new DeviceCommand("Run", 0.5));
        Assert.Equal(0.5, bench.Board.Pwm[0].Out);
    }

    [Fact]
    public void MakeSafe_AfterACommandThatFailedHalfWay_StopsTheMotorThatRunsByThat()
    {
        using var bench = new IotBench(new FakeBoard(), new DeviceSpec { Name = "Wheel", Kind = DeviceKinds.Motor, Driver = "iot.motor", Safe = new SafeValue(SafeWord.Stop), With = DriverSettings.Of(("direction", "5")) });
        bench.Board.Pwm[0].IsBroken = true;
        Assert.Throws<DeviceException>(() => bench.Driver.Start(new DeviceCommand("Run", -1)));
        Assert.Equal(PinValue.High, bench.Board.Pins[5]);

        bench.Board.Pwm[0].IsBroken = false;
        bench.Driver.MakeSafe(new SafeValue(SafeWord.Stop));

        Assert.Equal((PinValue.Low, 0.0), (bench.Board.Pins[5], bench.Board.Pwm[0].Out));
    }

    [Fact]
    public void Dispose_AMotorThatRuns_StopsIt()
    {
        var bench = new IotBench(new FakeBoard(), new DeviceSpec { Name = "Wheel", Kind = DeviceKinds.Motor, Driver = "iot.motor", Safe = new SafeValue(SafeWord.Stop), With = DriverSettings.Of(("forward", "5"), ("backward", "6")) });
        bench.Driver.Start(new DeviceCommand("Run", 1));

        bench.Dispose();

        Assert.Equal(0, bench.Board.Pwm[0].DutyCycle);
        Assert.Equal((PinValue.Low, PinValue.Low), (bench.Board.Pins[5], bench.Board.Pins[6]));
    }
}
