using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

// Every driver of lines keeps what every driver of its kind promises.

public sealed class GpioRelay_Contract : RelayContract
{
    protected override DeviceSpec Spec => FakeMachine.Device(Kind, "linux.gpio", ("chip", "pinctrl-rp1"), ("line", "17"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var machine = new FakeMachine();
        return new LinuxBench(spec, machine, () => DeviceState.Of(machine.Gpio.Lines[17].Level ? 1 : 0));
    }
}

public sealed class ActiveLowGpioRelay_Contract : RelayContract
{
    protected override DeviceSpec Spec => FakeMachine.Device(Kind, "linux.gpio", ("chip", "pinctrl-rp1"), ("line", "17"), ("active", "low"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var machine = new FakeMachine();
        return new LinuxBench(spec, machine, () => DeviceState.Of(machine.Gpio.Lines[17].Level ? 0 : 1));
    }
}

public sealed class GpioInput_Contract : InputContract
{
    protected override DeviceSpec Spec => FakeMachine.Device(Kind, "linux.gpio", ("chip", "pinctrl-rp1"), ("line", "GPIO27"), ("bias", "up"), ("active", "low"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var machine = new FakeMachine();
        return new LinuxBench(spec, machine, present: v => machine.Gpio.Lines[27].Drive(v != 0 ? false : null));
    }
}

public sealed class DebouncedGpioInput_Contract : InputContract
{
    protected override DeviceSpec Spec => FakeMachine.Device(Kind, "linux.gpio", ("chip", "pinctrl-rp1"), ("line", "27"), ("debounce", "5ms"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var machine = new FakeMachine();
        return new LinuxBench(spec, machine, present: v => machine.Gpio.Lines[27].Drive(v != 0));
    }
}

public sealed class EchoRange_Contract : RangeContract
{
    protected override double Tolerance => 1e-5;

    protected override DeviceSpec Spec =>
        FakeMachine.Device(Kind, "linux.hcsr04", ("chip", "pinctrl-rp1"), ("trigger", "23"), ("echo", "24"), ("max", "120")) with { Range = Range };

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var machine = new FakeMachine();
        var module = new FakeEchoModule(machine.Time, machine.Gpio.Lines[23], machine.Gpio.Lines[24]);
        return new LinuxBench(spec, machine, present: v => module.Distance = v);
    }
}

public sealed class ActiveBuzzer_Contract : BuzzerContract
{
    protected override DeviceSpec Spec => FakeMachine.Device(Kind, "linux.buzzer", ("chip", "pinctrl-rp1"), ("line", "18"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var machine = new FakeMachine();
        return new LinuxBench(spec, machine, () => new DeviceState { Flag = machine.Gpio.Lines[18].Level });
    }
}
