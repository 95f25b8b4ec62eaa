using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

public sealed class Pwm_Tests : IDisposable
{
    private readonly FakeMachine _machine = new(new OneBoard());
    private readonly FakePwmChip _chip;

    public Pwm_Tests() => _chip = new FakePwmChip(_machine.Kernel, 0, 2);

    private FakePwmChannel Channel => _chip.Channels[0];

    private static DeviceSpec Dimmer(params (string, string)[] settings) => FakeMachine.Device(DeviceKinds.Dimmer, "linux.pwm", settings);

    private static DeviceSpec First => Dimmer(("chip", "0"), ("channel", "0"));

    [Theory]
    [InlineData("chip=0 channel=0")]
    [InlineData("chip=pwmchip0 channel=0")]
    [InlineData("chip=pwm-bcm2835 channel=0")]
    [InlineData("chip=pwm@7e20c000 channel=0")]
    [InlineData("pin=header_12")]
    public void Open_ByAnyAddress_RunsTheChannelAtItsSafeLevel(string address)
    {
        _machine.Open(Dimmer([.. address.Split(' ').Select(a => a.Split('=')).Select(a => (a[0], a[1].Replace('_', ' ')))]) with { Safe = new SafeValue(SafeWord.Number, 0.25) });

        Assert.True(Channel.IsEnabled);
        Assert.Equal(1_000_000, Channel.Period);
        Assert.Equal(250_000, Channel.Duty);
    }

    [Fact]
    public void Open_BeforeUdevHasHandedTheFilesOver_Waits()
    {
        _chip.UdevNanoseconds = 300_000_000;

        _machine.Open(First);

        Assert.True(Channel.IsEnabled);
        Assert.InRange(_machine.Time.Seconds, 0.3, 0.35);
    }

    [Fact]
    public void Open_WhenUdevNeverHandsOver_NamesTheGroup()
    {
        _chip.UdevNanoseconds = 100_000_000_000;

        Assert.Contains("pwm0: no permission (EACCES); add the user to the group gpio", Fault(First), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20_000_000, 1_500_000)]
    [InlineData(500_000, 500_000)]
    [InlineData(1_000_000, 10)]
    public void Open_OfAChannelThatWasLeftRunning_TakesItOverInAnOrderThatTheKernelTakes(long period, long duty)
    {
        _machine.Kernel.WriteText("/sys/class/pwm/pwmchip0/export", "0");
        Channel.SetPeriod(period);
        Channel.SetDuty(duty);
        Channel.Enable(true);

        IDeviceDriver dimmer = _machine.Open(First);
        dimmer.Start(new DeviceCommand("Set", 0.5));

        Assert.Equal((1_000_000, 500_000), (Channel.Period, Channel.Duty));
        Assert.True(Channel.IsEnabled);
    }

    [Fact]
    public void Open_OfARunningChannelInTheWrongPolarity_StopsItToTurnIt()
    {
        _machine.Kernel.WriteText("/sys/class/pwm/pwmchip0/export", "0");
        Channel.SetPeriod(1_000_000);
        Channel.Enable(true);

        _machine.Open(Dimmer(("chip", "0"), ("channel", "0"), ("active", "low")));

        Assert.True(Channel.IsInversed);
        Assert.Equal(1, Channel.High);
    }

    [Fact]
    public void Dispose_StopsTheChannelBeforeItIsUnexported()
    {
        IDeviceDriver dimmer = _machine.Open(First);
        dimmer.Start(new DeviceCommand("Set", 1));

        ((IDisposable)dimmer).Dispose();

        Assert.Equal(0, Channel.Duty);
        Assert.False(Channel.IsEnabled);
        Assert.False(Channel.IsExported);
    }

    [Fact]
    public void Dispose_OfAnActiveLowChannel_LeavesItDark()
    {
        IDeviceDriver dimmer = _machine.Open(Dimmer(("chip", "0"), ("channel", "0"), ("active", "low")));
        dimmer.Start(new DeviceCommand("Set", 1));

        ((IDisposable)dimmer).Dispose();

        Assert.Equal(1, Channel.High);
    }

    [Fact]
    public void Open_AfterDispose_HasTheChannelAgain()
    {
        ((IDisposable)_machine.Open(First)).Dispose();

        _machine.Open(First);

        Assert.True(Channel.IsEnabled);
    }

    [Fact]
    public void SafeOutputs_OfADimmer_AreItsDuty()
    {
        IDeviceDriver dimmer = _machine.Open(First with { Safe = new SafeValue(SafeWord.Number, 0.3) });
        dimmer.Start(new DeviceCommand("Set", 1));

        var step = Assert.IsType<SafeOutput.WriteFile>(Assert.Single(((IGuardedOutput)dimmer).SafeOutputs));
        _machine.Kernel.WriteText(step.Path, step.Text);

        Assert.Equal(0.3, Channel.High, 1e-6);
    }

    [Fact]
    public void Open_OfAChannelOfTheKernel_SaysThatItIsBusy()
    {
        Channel.IsKernels = true;

        Assert.Contains("/sys/class/pwm/pwmchip0/pwm0: it is busy (EBUSY)", Fault(First), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfAChannelTwice_NamesTheFirst()
    {
        _machine.Open(First with { Name = "Fan" });

        Assert.Contains("is already Fan's", Fault(First), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chip=0 channel=7", "has no channel 7; it has 0 to 1.")]
    [InlineData("chip=pwm-tegra channel=0", "There are: pwmchip0 [pwm-bcm2835, pwm, pwm@7e20c000].")]
    [InlineData("pin=header_11", "pin 11 of the one-board has no PWM; those with one are 12.")]
    public void Open_OfWhatIsNotThere_SaysWhatIs(string address, string expected)
    {
        DeviceSpec dimmer = Dimmer([.. address.Split(' ').Select(a => a.Split('=')).Select(a => (a[0], a[1].Replace('_', ' ')))]);

        Assert.Contains(expected, Fault(dimmer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chip=0", "with.channel: is missing.")]
    [InlineData("channel=0", "with.chip: is missing.")]
    [InlineData("chip=0 channel=a", "'a' is no channel.")]
    [InlineData("chip=0 channel=0 hertz=0", "with.hertz: is out of range.")]
    [InlineData("chip=0 pin=12", "stands beside pin")]
    public void Open_WithBadSettings_RefusesThemByKey(string settings, string expected)
    {
        DeviceSpec dimmer = Dimmer([.. settings.Split(' ').Select(a => a.Split('=')).Select(a => (a[0], a[1]))]);

        Assert.Contains(expected, Assert.Throws<InvalidFileException>(() => _machine.Open(dimmer)).Message, StringComparison.Ordinal);
        Assert.False(Channel.IsExported);
    }

    [Fact]
    public void MakeSafe_OfAChipThatIsGone_DoesNotThrowAndIsToldAtTheNextCommand()
    {
        IDeviceDriver dimmer = _machine.Open(First);
        dimmer.Start(new DeviceCommand("Set", 0.5));
        _chip.Unplug();

        dimmer.MakeSafe(new SafeValue(SafeWord.Number, 0));

        var error = Assert.Throws<DeviceException>(() => dimmer.Start(new DeviceCommand("Set", 0.5)));
        Assert.Equal(ErrorCodes.DeviceFault, error.Code);
        Assert.Contains("the device is gone (ENODEV)", error.Message, StringComparison.Ordinal);
        Assert.Throws<DeviceException>(() => dimmer.Read());
    }

    [Fact]
    public void ColorLight_WithoutItsThirdChannel_GivesTheOthersBack()
    {
        Assert.Throws<DeviceException>(() => _machine.Open(FakeMachine.Device(DeviceKinds.ColorLight, "linux.pwm", ("chip", "0"), ("red", "0"), ("green", "1"), ("blue", "2"))));

        Assert.All(_chip.Channels, c => Assert.False(c.IsExported));
        _machine.Open(First);
    }

    public void Dispose() => _machine.Dispose();

    private string Fault(DeviceSpec device)
    {
        var error = Assert.Throws<DeviceException>(() => _machine.Open(device));
        Assert.Equal(ErrorCodes.DeviceFault, error.Code);
        return error.Message;
    }
}
