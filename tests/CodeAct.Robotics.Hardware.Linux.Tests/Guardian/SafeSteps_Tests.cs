using CodeAct.Robotics.Hardware.Linux.Guardian;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.Guardian;

public sealed class SafeSteps_Tests
{
    [Fact]
    public void Apply_StepsOfARelay_SetTheLine()
    {
        using var machine = new FakeMachine();
        IDeviceDriver driver = machine.Open(FakeMachine.Device(DeviceKinds.Relay, "linux.gpio", ("chip", "pinctrl-rp1"), ("line", "17")));
        SafeSteps steps = Steps(machine, driver);
        driver.Start(new DeviceCommand("On"));

        Assert.Empty(steps.Apply());

        Assert.False(machine.Gpio.Lines[17].Level);
        Assert.True(steps.HoldsLines);
    }

    [Fact]
    public void Apply_OneThatFails_SparesNoOther()
    {
        using var machine = new FakeMachine();
        IDeviceDriver driver = machine.Open(FakeMachine.Device(DeviceKinds.Relay, "linux.gpio", ("chip", "pinctrl-rp1"), ("line", "17")));
        var steps = new SafeSteps(machine.Kernel);
        steps.Add(new GuardedStep("Gone", new SafeOutput.WriteFile("/sys/class/leds/gone/brightness", "0")));
        foreach (SafeOutput step in ((IGuardedOutput)driver).SafeOutputs) steps.Add(new GuardedStep("Relay", step));
        driver.Start(new DeviceCommand("On"));

        IReadOnlyList<string> failed = steps.Apply();

        Assert.StartsWith("Gone: ", Assert.Single(failed), StringComparison.Ordinal);
        Assert.False(machine.Gpio.Lines[17].Level);
    }

    [Fact]
    public void Apply_Again_DoesTheSameAgain()
    {
        using var machine = new FakeMachine();
        IDeviceDriver driver = machine.Open(FakeMachine.Device(DeviceKinds.Relay, "linux.gpio", ("chip", "pinctrl-rp1"), ("line", "17")) with { Safe = new SafeValue(SafeWord.On) });
        SafeSteps steps = Steps(machine, driver);

        for (int i = 0; i < 2; i++)
        {
            driver.Start(new DeviceCommand("Off"));
            Assert.Empty(steps.Apply());
            Assert.True(machine.Gpio.Lines[17].Level);
        }
    }

    private static SafeSteps Steps(FakeMachine machine, IDeviceDriver driver)
    {
        var steps = new SafeSteps(machine.Kernel);
        foreach (SafeOutput step in Assert.IsAssignableFrom<IGuardedOutput>(driver).SafeOutputs) steps.Add(new GuardedStep("Device", step));
        Assert.NotEqual(0, steps.Count);
        return steps;
    }
}
