using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

public sealed class Led_Tests : IDisposable
{
    private readonly FakeMachine _machine = new();

    private static DeviceSpec Dimmer(string led) => FakeMachine.Device(DeviceKinds.Dimmer, "linux.led", ("led", led));

    [Fact]
    public void Open_TakesTheTriggerOff()
    {
        var led = new FakeLed(_machine.Kernel, "ACT");

        _machine.Open(Dimmer("ACT"));

        Assert.Equal("none", led.Trigger);
    }

    [Fact]
    public void Set_OfALevelBelowOneStep_IsNotDark()
    {
        var led = new FakeLed(_machine.Kernel, "ACT");
        IDeviceDriver dimmer = _machine.Open(Dimmer("ACT"));

        dimmer.Start(new DeviceCommand("Set", 0.001));

        Assert.Equal(1, led.Brightness);
    }

    [Fact]
    public void SafeOutputs_AreItsBrightness()
    {
        var led = new FakeLed(_machine.Kernel, "ACT");
        IDeviceDriver dimmer = _machine.Open(Dimmer("ACT"));
        dimmer.Start(new DeviceCommand("Set", 1));

        var step = Assert.IsType<SafeOutput.WriteFile>(Assert.Single(((IGuardedOutput)dimmer).SafeOutputs));
        _machine.Kernel.WriteText(step.Path, step.Text);

        Assert.Equal(0, led.Brightness);
    }

    [Theory]
    [InlineData("ATC", "Did you mean 'ACT'?")]
    [InlineData("kitchen", "There are: ACT, PWR.")]
    public void Open_OfALedThatIsNotThere_SaysWhichAre(string name, string expected)
    {
        _ = new FakeLed(_machine.Kernel, "ACT");
        _ = new FakeLed(_machine.Kernel, "PWR");

        Assert.Contains(expected, Assert.Throws<DeviceException>(() => _machine.Open(Dimmer(name))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WithoutPermission_SaysWhatToDo()
    {
        _ = new FakeLed(_machine.Kernel, "ACT");
        _machine.Kernel.File("/sys/class/leds/ACT/brightness").Writable = false;

        string message = Assert.Throws<DeviceException>(() => _machine.Open(Dimmer("ACT"))).Message;

        Assert.Contains("/sys/class/leds/ACT: no permission (EACCES)", message, StringComparison.Ordinal);
        Assert.Contains("udev rule", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ColorLight_OnALedOfOneColour_SaysWhatToDo()
    {
        _ = new FakeLed(_machine.Kernel, "ACT");

        var error = Assert.Throws<DeviceException>(() => _machine.Open(FakeMachine.Device(DeviceKinds.ColorLight, "linux.led", ("led", "ACT"))));

        Assert.Contains("has one colour; name three", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MakeSafe_OfALedThatIsGone_DoesNotThrowAndIsToldAtTheNextCommand()
    {
        var led = new FakeLed(_machine.Kernel, "ACT");
        IDeviceDriver dimmer = _machine.Open(Dimmer("ACT"));
        led.Unplug();

        dimmer.MakeSafe(new SafeValue(SafeWord.Number, 0));

        Assert.Contains("the device is gone", Assert.Throws<DeviceException>(() => dimmer.Start(new DeviceCommand("Set", 1))).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _machine.Dispose();
}
