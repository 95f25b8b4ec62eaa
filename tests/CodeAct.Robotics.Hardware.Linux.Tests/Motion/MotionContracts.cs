using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

public sealed class BridgeMotor_Contract : MotorContract
{
    protected override DeviceSpec Spec => FakeMachine.Device(Kind, "linux.motor", ("chip", "pinctrl-rp1"), ("forward", "5"), ("backward", "6"), ("pwm-chip", "0"), ("pwm", "0"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var machine = new FakeMachine();
        var chip = new FakePwmChip(machine.Kernel, 0, 2);
        var bridge = new FakeBridge(machine.Time, machine.Gpio.Lines[5], machine.Gpio.Lines[6], chip.Channels[0]);
        return new LinuxBench(spec, machine, () => DeviceState.Of(bridge.Power));
    }
}

public sealed class BrakingMotor_Contract : MotorContract
{
    protected override DeviceSpec Spec =>
        FakeMachine.Device(Kind, "linux.motor", ("chip", "pinctrl-rp1"), ("forward", "5"), ("backward", "6"), ("pwm-chip", "0"), ("pwm", "0"), ("stop", "brake"), ("dead-time", "0"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var machine = new FakeMachine();
        var chip = new FakePwmChip(machine.Kernel, 0, 2);
        var bridge = new FakeBridge(machine.Time, machine.Gpio.Lines[5], machine.Gpio.Lines[6], chip.Channels[0]);
        return new LinuxBench(spec, machine, () => DeviceState.Of(bridge.Power));
    }
}

public sealed class DirectionMotor_Contract : MotorContract
{
    protected override DeviceSpec Spec => FakeMachine.Device(Kind, "linux.motor", ("direction", "pinctrl-rp1:5"), ("pwm-chip", "0"), ("pwm", "1"), ("reverse", "true"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var machine = new FakeMachine();
        var chip = new FakePwmChip(machine.Kernel, 0, 2);
        return new LinuxBench(spec, machine, () => DeviceState.Of((machine.Gpio.Lines[5].Level ? -1 : 1) * chip.Channels[1].High));
    }
}

public sealed class TwoWheels_Contract : DriveContract
{
    // Steps of the PWM and nanoseconds.
    protected override double Tolerance => 1e-5;

    protected override DeviceSpec Spec => FakeMachine.Device(
        Kind,
        "linux.drive",
        ("chip", "pinctrl-rp1"),
        ("left-forward", "5"),
        ("left-backward", "6"),
        ("left-pwm", "0"),
        ("right-forward", "13"),
        ("right-backward", "19"),
        ("right-pwm", "1"),
        ("pwm-chip", "0"),
        ("speed", "0.5"),
        ("track", "0.16"),
        ("power", "0.8"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var machine = new FakeMachine();
        var chip = new FakePwmChip(machine.Kernel, 0, 2);
        var ground = new FakeBase(machine, chip, speed: 0.5, track: 0.16);
        return new LinuxBench(spec, machine, () => ground.Pose);
    }
}

public sealed class LineStepper_Contract : StepperContract
{
    private const double StepsPerUnit = 20;

    protected override DeviceSpec Spec => FakeMachine.Device(
        Kind,
        "linux.stepper",
        ("chip", "pinctrl-rp1"),
        ("step", "20"),
        ("dir", "21"),
        ("enable", "16"),
        ("steps-per-unit", "20"),
        ("speed", "50"),
        ("acceleration", "200"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var machine = new FakeMachine();
        var axis = new FakeAxis(machine, 20, 21, 16);
        return new LinuxBench(spec, machine, () => DeviceState.Of(axis.Position / StepsPerUnit));
    }
}
