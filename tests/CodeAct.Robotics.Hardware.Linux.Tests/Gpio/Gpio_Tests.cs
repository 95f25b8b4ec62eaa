using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.Boards;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

public sealed class Gpio_Tests
{
    private static DeviceSpec Relay(params (string, string)[] settings) => FakeMachine.Device(DeviceKinds.Relay, "linux.gpio", settings);

    [Theory]
    [InlineData("high", SafeWord.Off, false)]
    [InlineData("high", SafeWord.On, true)]
    [InlineData("low", SafeWord.Off, true)]
    [InlineData("low", SafeWord.On, false)]
    public void Open_OfARelay_SetsItsSafeLevelInTheRequestAndNothingElse(string active, SafeWord safe, bool level)
    {
        using var machine = new FakeMachine();

        machine.Open(Relay(("chip", "pinctrl-rp1"), ("line", "17"), ("active", active)) with { Safe = new SafeValue(safe) });

        Assert.Equal([level], machine.Gpio.Lines[17].Levels);
        Assert.Equal("codeact", machine.Gpio.Lines[17].Consumer);
    }

    [Theory]
    [InlineData("chip=pinctrl-rp1 line=17")]
    [InlineData("chip=gpiochip0 line=GPIO17")]
    [InlineData("chip=/dev/gpiochip0 line=17")]
    [InlineData("line=GPIO17")]
    [InlineData("line=pinctrl-rp1:17")]
    [InlineData("pin=header_11")]
    [InlineData("line=header_11")]
    [InlineData("pin=11")]
    public void Open_ByAnyAddress_FindsTheLine(string address)
    {
        using var machine = new FakeMachine(new OneBoard());
        var settings = address.Split(' ').Select(a => a.Split('=')).Select(a => (a[0], a[1].Replace('_', ' '))).ToArray();

        machine.Open(Relay(settings));

        Assert.Equal("codeact", machine.Gpio.Lines[17].Consumer);
    }

    [Fact]
    public void Open_OfALineOnASecondChip_FindsItByLabelWhateverItsNumber()
    {
        using var machine = new FakeMachine();
        var aon = new FakeGpioChip(machine.Kernel, "gpiochip1", "tegra234-gpio-aon", 32);

        machine.Open(Relay(("chip", "tegra234-gpio-aon"), ("line", "3")));

        Assert.Equal("codeact", aon.Lines[3].Consumer);
    }

    [Fact]
    public void Open_WithBiasDriveAndActive_AsksForThem()
    {
        using var machine = new FakeMachine();

        machine.Open(Relay(("chip", "pinctrl-rp1"), ("line", "5"), ("bias", "up"), ("drive", "open-drain"), ("active", "low")));
        machine.Open(FakeMachine.Device(DeviceKinds.Input, "linux.gpio", ("chip", "pinctrl-rp1"), ("line", "6"), ("bias", "off"), ("debounce", "20ms")));

        Assert.Equal(8u | 64 | 256 | 2, machine.Gpio.Lines[5].Flags);
        Assert.Equal(4u | 16 | 32 | 1024, machine.Gpio.Lines[6].Flags);
        Assert.Equal(20_000_000, machine.Gpio.Lines[6].DebounceNanoseconds);
    }

    [Fact]
    public void Dispose_OfARelayThatIsOn_SwitchesOffAndGivesTheLineBack()
    {
        using var machine = new FakeMachine();
        IDeviceDriver driver = machine.Open(Relay(("chip", "pinctrl-rp1"), ("line", "17")));
        driver.Start(new DeviceCommand("On"));

        ((IDisposable)driver).Dispose();

        Assert.Equal([false, true, false], machine.Gpio.Lines[17].Levels);
        Assert.Equal("", machine.Gpio.Lines[17].Consumer);
    }

    [Fact]
    public void SafeOutputs_OfARelay_AreTheCallThatSetsItsSafeLevel()
    {
        using var machine = new FakeMachine();
        IDeviceDriver driver = machine.Open(Relay(("chip", "pinctrl-rp1"), ("line", "17"), ("active", "low")));
        driver.Start(new DeviceCommand("On"));

        var step = Assert.IsType<SafeOutput.Control>(Assert.Single(((IGuardedOutput)driver).SafeOutputs));
        machine.Kernel.Control(step.Descriptor, step.Request, step.Argument.ToArray());

        Assert.True(machine.Gpio.Lines[17].Level);
    }

    [Fact]
    public void Input_WithAPulseBetweenTwoLooks_ShowsItAndThenNot()
    {
        using var machine = new FakeMachine();
        IDeviceDriver button = machine.Open(FakeMachine.Device(DeviceKinds.Input, "linux.gpio", ("chip", "pinctrl-rp1"), ("line", "6")));
        Assert.Equal(0, button.Read().Value);

        machine.Gpio.Lines[6].Drive(true);
        machine.Time.Advance(0.001);
        machine.Gpio.Lines[6].Drive(false);
        machine.Time.Advance(0.009);

        Assert.Equal([1, 1, 1], Enumerable.Range(0, 3).Select(_ => button.Read().Value));
        machine.Time.Advance(0.06);
        Assert.Equal(0, button.Read().Value);
    }

    [Fact]
    public void Input_WithAPulseLongAgo_DoesNotShowIt()
    {
        using var machine = new FakeMachine();
        IDeviceDriver button = machine.Open(FakeMachine.Device(DeviceKinds.Input, "linux.gpio", ("chip", "pinctrl-rp1"), ("line", "6")));

        machine.Gpio.Lines[6].Drive(true);
        machine.Gpio.Lines[6].Drive(false);
        machine.Time.Advance(2);

        Assert.Equal(0, button.Read().Value);
    }

    [Fact]
    public void Input_ThatBouncesWithinItsDebounce_ChangesOnce()
    {
        using var machine = new FakeMachine();
        IDeviceDriver button = machine.Open(FakeMachine.Device(DeviceKinds.Input, "linux.gpio", ("chip", "pinctrl-rp1"), ("line", "6"), ("debounce", "20ms")));
        foreach (bool level in new[] { true, false, true, false, true })
        {
            machine.Gpio.Lines[6].Drive(level);
            machine.Time.Advance(0.002);
            Assert.Equal(0, button.Read().Value);
        }

        machine.Time.Advance(0.02);

        Assert.Equal(1, button.Read().Value);
    }

    [Theory]
    [InlineData("pinctrl-rp2", "17", "there is no GPIO chip 'pinctrl-rp2'; did you mean 'pinctrl-rp1'? There are: gpiochip0 [pinctrl-rp1].")]
    [InlineData("tegra234-gpio", "17", "There are: gpiochip0 [pinctrl-rp1].")]
    [InlineData("pinctrl-rp1", "60", "has no line 60; it has 0 to 53.")]
    [InlineData("pinctrl-rp1", "GPI017", "there is no GPIO line 'GPI017' on gpiochip0 [pinctrl-rp1]. Did you mean 'GPIO17'?")]
    [InlineData("pinctrl-rp1", "SPI_CLOCK", "Some that there are: GPIO0, GPIO1,")]
    public void Open_OfWhatIsNotThere_SaysWhatIs(string chip, string line, string expected)
    {
        using var machine = new FakeMachine();

        Assert.Contains(expected, Fault(machine, Relay(("chip", chip), ("line", line))), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WithoutPermission_NamesTheGroup()
    {
        using var machine = new FakeMachine();
        machine.Gpio.Denied = true;

        string message = Fault(machine, Relay(("chip", "pinctrl-rp1"), ("line", "17")));

        Assert.Contains("/dev/gpiochip0: no permission (EACCES); add the user to the group gpio", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OnAnOldKernel_SaysWhichItNeeds()
    {
        using var machine = new FakeMachine();
        machine.Gpio.IsOld = true;

        Assert.Contains("lines need Linux 5.10", Fault(machine, Relay(("chip", "pinctrl-rp1"), ("line", "17"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WithABiasThatThePinHasNot_SaysSo()
    {
        using var machine = new FakeMachine();
        machine.Gpio.HasNoBias = true;

        Assert.Contains("can't do this", Fault(machine, Relay(("chip", "pinctrl-rp1"), ("line", "17"), ("bias", "up"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfAFloatingInput_EndsThoughEdgesKeepComing()
    {
        using var machine = new FakeMachine();
        IDeviceDriver button = machine.Open(FakeMachine.Device(DeviceKinds.Input, "linux.gpio", ("chip", "pinctrl-rp1"), ("line", "6")));
        FakeLine line = machine.Gpio.Lines[6];
        int edges = 0;
        line.Taken = () =>
        {
            if (edges++ < 100_000) line.Drive(!line.Level);
        };

        line.Drive(true);
        button.Read();

        Assert.InRange(edges, 1, 2000);
    }

    [Fact]
    public void Open_OfOneOfTwoChipsOfALabel_AsksForTheName()
    {
        using var machine = new FakeMachine();
        _ = new FakeGpioChip(machine.Kernel, "gpiochip1", "mcp23017", 16);
        _ = new FakeGpioChip(machine.Kernel, "gpiochip2", "mcp23017", 16);

        Assert.Contains("name one of gpiochip1, gpiochip2", Fault(machine, Relay(("chip", "mcp23017"), ("line", "0"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OnAMachineWithoutGpio_SaysSo()
    {
        using var family = new LinuxFamily(new FakeKernel(new VirtualTime()));

        var error = Assert.Throws<DeviceException>(() => family.Open(Relay(("chip", "x"), ("line", "1")), new VirtualTime()));

        Assert.Contains("has no GPIO chip", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ByPinWithoutABoard_SaysWhatToDo()
    {
        using var machine = new FakeMachine();

        Assert.Contains("this board is not known; give chip and line instead", Fault(machine, Relay(("pin", "header 11"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ByAPinOfGround_SaysWhichAreLines()
    {
        using var machine = new FakeMachine(new OneBoard());

        Assert.Contains("pin 9 of the one-board is no GPIO line; those are 11, 12", Fault(machine, Relay(("pin", "header 9"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chip=pinctrl-rp1", "with.line: is missing.")]
    [InlineData("line=17", "line 17 of which chip?")]
    [InlineData("chip=pinctrl-rp1 line=17 active=lo", "'lo' is none of its words. Write high or low.")]
    [InlineData("chip=pinctrl-rp1 line=17 drive=strong", "Write push-pull or open-drain or open-source.")]
    [InlineData("chip=pinctrl-rp1 line=17 actve=low", "Did you mean 'active'?")]
    [InlineData("chip=pinctrl-rp1 line=17 debounce=20ms", "is not a known key")]
    [InlineData("line=GPIO17 pin=11", "stands beside line")]
    [InlineData("pin=top", "'top' is no pin of a header.")]
    public void Open_WithBadSettings_RefusesThemByKey(string settings, string expected)
    {
        using var machine = new FakeMachine();
        DeviceSpec relay = Relay([.. settings.Split(' ').Select(a => a.Split('=')).Select(a => (a[0], a[1]))]);

        var error = Assert.Throws<InvalidFileException>(() => machine.Open(relay));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, machine.Gpio.Requests);
    }

    [Fact]
    public void Open_OfAKindThatIsNone_SaysWhichAre()
    {
        using var machine = new FakeMachine();

        var error = Assert.Throws<InvalidFileException>(() => machine.Open(FakeMachine.Device(DeviceKinds.Dimmer, "linux.gpio", ("chip", "pinctrl-rp1"))));

        Assert.Contains("linux.gpio drives no dimmer. It drives: relay, input.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MakeSafe_OfAChipThatIsGone_DoesNotThrowAndIsToldAtTheNextCommand()
    {
        using var machine = new FakeMachine();
        IDeviceDriver relay = machine.Open(Relay(("chip", "pinctrl-rp1"), ("line", "17")));
        relay.Start(new DeviceCommand("On"));
        machine.Gpio.Gone = true;

        relay.MakeSafe(new SafeValue(SafeWord.Off));
        machine.Gpio.Gone = false;

        var error = Assert.Throws<DeviceException>(() => relay.Start(new DeviceCommand("On")));
        Assert.Equal(ErrorCodes.DeviceFault, error.Code);
        Assert.Contains("line 17 of gpiochip0 [pinctrl-rp1]: the device is gone (ENODEV); plug it in", error.Message, StringComparison.Ordinal);
        Assert.Throws<DeviceException>(() => relay.Read());
    }

    [Fact]
    public void Read_OfAnInputThatIsGone_IsADeviceFault()
    {
        using var machine = new FakeMachine();
        IDeviceDriver button = machine.Open(FakeMachine.Device(DeviceKinds.Input, "linux.gpio", ("chip", "pinctrl-rp1"), ("line", "6")));
        machine.Gpio.Gone = true;

        Assert.Equal(ErrorCodes.DeviceFault, Assert.Throws<DeviceException>(() => button.Read()).Code);
    }

    private static string Fault(FakeMachine machine, DeviceSpec device)
    {
        var error = Assert.Throws<DeviceException>(() => machine.Open(device));
        Assert.Equal(ErrorCodes.DeviceFault, error.Code);
        Assert.StartsWith("Device", error.Message, StringComparison.Ordinal);
        return error.Message;
    }
}

/// <summary>A board with two pins; the second has a PWM.</summary>
internal sealed class OneBoard : IHeader
{
    public string? Board => "one-board";

    public IReadOnlyList<int> Pins => [11, 12];

    public HeaderPin? Find(int number) => number switch
    {
        11 => new HeaderPin("pinctrl-rp1", 17),
        12 => new HeaderPin("pinctrl-rp1", 18) { Pwm = new HeaderPwm("pwm@7e20c000", 0) },
        _ => null,
    };
}
