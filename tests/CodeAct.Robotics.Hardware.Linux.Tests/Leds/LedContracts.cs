using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

public sealed class LedRelay_Contract : RelayContract
{
    protected override DeviceSpec Spec => FakeMachine.Device(Kind, "linux.led", ("led", "ACT"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var machine = new FakeMachine();
        var led = new FakeLed(machine.Kernel, "ACT", most: 1);
        return new LinuxBench(spec, machine, () => DeviceState.Of(led.Brightness));
    }
}

public sealed class LedDimmer_Contract : DimmerContract
{
    // One of 255 steps.
    protected override double Tolerance => 0.5 / 255;

    protected override DeviceSpec Spec => FakeMachine.Device(Kind, "linux.led", ("led", "white:status"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var machine = new FakeMachine();
        var led = new FakeLed(machine.Kernel, "white:status");
        return new LinuxBench(spec, machine, () => DeviceState.Of(led.Brightness / 255.0));
    }
}

public sealed class ThreeLeds_Contract : ColorLightContract
{
    protected override DeviceSpec Spec => FakeMachine.Device(Kind, "linux.led", ("red", "r"), ("green", "g"), ("blue", "b"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var machine = new FakeMachine();
        FakeLed red = new(machine.Kernel, "r"), green = new(machine.Kernel, "g"), blue = new(machine.Kernel, "b");
        return new LinuxBench(spec, machine, () => new DeviceState { Value = red.Brightness, Second = green.Brightness, Third = blue.Brightness });
    }
}

public sealed class MultiColorLed_Contract : ColorLightContract
{
    protected override DeviceSpec Spec => FakeMachine.Device(Kind, "linux.led", ("led", "rgb:status"));

    protected override IDriverBench Open(DeviceSpec spec)
    {
        var machine = new FakeMachine();
        var led = new FakeLed(machine.Kernel, "rgb:status", colors: "green blue red");
        return new LinuxBench(spec, machine, () => new DeviceState { Value = led.Colors[2], Second = led.Colors[0], Third = led.Colors[1] });
    }
}
