using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

// Each output keeps what every driver of its kind promises; what is seen comes from the chip's registers.

public sealed class Pca9685Dimmer_Contract : DimmerContract
{
    protected override double Tolerance => 1.0 / 4096;

    protected override DeviceSpec Spec => Devices.Of(Kind, "linux.pca9685", ("channel", "15"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var chip = new FakePca9685();
        return new ChipBench(spec, new VirtualTime(), new ChipKernel().With(1, 0x40, chip), seen: () => DeviceState.Of(chip.Duty(15)));
    }
}

public sealed class Pca9685LowDimmer_Contract : DimmerContract
{
    protected override double Tolerance => 1.0 / 4096;

    protected override DeviceSpec Spec => Devices.Of(Kind, "linux.pca9685", ("channel", "0"), ("active", "low"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var chip = new FakePca9685();
        return new ChipBench(spec, new VirtualTime(), new ChipKernel().With(1, 0x40, chip), seen: () => DeviceState.Of(1 - chip.Duty(0)));
    }
}

public sealed class Pca9685Relay_Contract : RelayContract
{
    protected override DeviceSpec Spec => Devices.Of(Kind, "linux.pca9685", ("channel", "7"), ("active", "low"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var chip = new FakePca9685();
        return new ChipBench(spec, new VirtualTime(), new ChipKernel().With(1, 0x40, chip), seen: () => DeviceState.Of(1 - chip.Duty(7)));
    }
}

public sealed class Pca9685ColorLight_Contract : ColorLightContract
{
    protected override double Tolerance => 0.05;

    protected override DeviceSpec Spec => Devices.Of(Kind, "linux.pca9685", ("red", "2"), ("green", "1"), ("blue", "0"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var chip = new FakePca9685();
        return new ChipBench(spec, new VirtualTime(), new ChipKernel().With(1, 0x40, chip), seen: () => new DeviceState { Value = 255 * chip.Duty(2), Second = 255 * chip.Duty(1), Third = 255 * chip.Duty(0) });
    }
}

public sealed class Pca9685Servo_Contract : ServoContract
{
    // A step of 12 bits at 50 Hz is 4.9 µs: 0.22 of these degrees.
    protected override double Tolerance => 0.25;

    protected override DeviceSpec Spec => Devices.Of(Kind, "linux.pca9685", ("channel", "3"), ("max-angle", "90")) with { Safe = new SafeValue(SafeWord.Number, 0) };

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var chip = new FakePca9685();
        return new ChipBench(spec, new VirtualTime(), new ChipKernel().With(1, 0x40, chip), seen: () => DeviceState.Of((chip.Pulse(3) - 0.0005) / 0.002 * 90));
    }
}

public sealed class Pca9685Motor_Contract : MotorContract
{
    protected override double Tolerance => 1.0 / 4096;

    protected override DeviceSpec Spec => Devices.Of(Kind, "linux.pca9685", ("forward", "4"), ("backward", "5"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var chip = new FakePca9685();
        return new ChipBench(spec, new VirtualTime(), new ChipKernel().With(1, 0x40, chip), seen: () => DeviceState.Of(chip.Duty(4) - chip.Duty(5)));
    }
}

public sealed class Pca9685DirectedMotor_Contract : MotorContract
{
    protected override double Tolerance => 1.0 / 4096;

    protected override DeviceSpec Spec => Devices.Of(Kind, "linux.pca9685", ("pwm", "8"), ("forward", "9"), ("backward", "10"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var chip = new FakePca9685();
        return new ChipBench(spec, new VirtualTime(), new ChipKernel().With(1, 0x40, chip), seen: () => DeviceState.Of(chip.Duty(8) * (chip.Duty(9) - chip.Duty(10))));
    }
}

public sealed class Lcd1602_Contract : DisplayContract
{
    protected override DeviceSpec Spec => Devices.Of(Kind, "linux.lcd1602");

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var clock = new VirtualTime();
        var chip = new FakeLcd(clock);
        return new ChipBench(spec, clock, new ChipKernel().With(1, 0x27, chip), seen: () => new DeviceState { Text = chip.Text });
    }
}

public sealed class Ssd1306_Contract : DisplayContract
{
    protected override DeviceSpec Spec => Devices.Of(Kind, "linux.ssd1306");

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var chip = new FakeSsd1306();
        return new ChipBench(spec, new VirtualTime(), new ChipKernel().With(1, 0x3c, chip), seen: () => new DeviceState { Text = chip.Text });
    }
}
