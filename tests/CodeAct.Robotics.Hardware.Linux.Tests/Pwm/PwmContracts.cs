using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

public sealed class PwmDimmer_Contract : DimmerContract
{
    protected override DeviceSpec Spec => FakeMachine.Device(Kind, "linux.pwm", ("chip", "0"), ("channel", "1"), ("hertz", "25000"));

    protected override double Tolerance => 1e-4;

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var machine = new FakeMachine();
        var chip = new FakePwmChip(machine.Kernel, 0, 2);
        return new LinuxBench(spec, machine, () => DeviceState.Of(chip.Channels[1].High));
    }
}

public sealed class ActiveLowPwmDimmer_Contract : DimmerContract
{
    protected override DeviceSpec Spec => FakeMachine.Device(Kind, "linux.pwm", ("chip", "pwmchip0"), ("channel", "0"), ("active", "low"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var machine = new FakeMachine();
        var chip = new FakePwmChip(machine.Kernel, 0, 2);
        return new LinuxBench(spec, machine, () => DeviceState.Of(1 - chip.Channels[0].High));
    }
}

public sealed class ComplementPwmDimmer_Contract : DimmerContract
{
    protected override DeviceSpec Spec => FakeMachine.Device(Kind, "linux.pwm", ("chip", "pwm-bcm2835"), ("channel", "0"), ("active", "low"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var machine = new FakeMachine();
        var chip = new FakePwmChip(machine.Kernel, 3, 2) { HasNoPolarity = true };
        return new LinuxBench(spec, machine, () => DeviceState.Of(1 - chip.Channels[0].High));
    }
}

public sealed class PwmColorLight_Contract : ColorLightContract
{
    protected override DeviceSpec Spec => FakeMachine.Device(Kind, "linux.pwm", ("chip", "0"), ("red", "0"), ("green", "2"), ("blue", "1"));

    protected override double Tolerance => 0.05;

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var machine = new FakeMachine();
        var chip = new FakePwmChip(machine.Kernel, 0, 3);
        return new LinuxBench(spec, machine, () => new DeviceState
        {
            Value = 255 * chip.Channels[0].High,
            Second = 255 * chip.Channels[2].High,
            Third = 255 * chip.Channels[1].High,
        });
    }
}

public sealed class PassiveBuzzer_Contract : BuzzerContract
{
    protected override DeviceSpec Spec => FakeMachine.Device(Kind, "linux.buzzer", ("chip", "0"), ("channel", "0"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var machine = new FakeMachine();
        var chip = new FakePwmChip(machine.Kernel, 0, 1);
        return new LinuxBench(spec, machine, () => new DeviceState { Flag = chip.Channels[0].High > 0 });
    }
}

public sealed class PwmServo_Contract : ServoContract
{
    // A nanosecond of the pulse.
    protected override double Tolerance => 1e-4;

    protected override DeviceSpec Spec => FakeMachine.Device(Kind, "linux.servo", ("chip", "0"), ("channel", "0"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var machine = new FakeMachine();
        var chip = new FakePwmChip(machine.Kernel, 0, 1);
        return new LinuxBench(spec, machine, () => DeviceState.Of((chip.Channels[0].Duty - 500_000) * 180.0 / 2_000_000));
    }
}
