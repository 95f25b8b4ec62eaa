using CodeAct.Robotics.Hardware.Linux.Boards;
using CodeAct.Robotics.Hardware.Linux.Boards.Examination;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.Boards;

/// <summary>What `codeact doctor --hardware` says of machines in memory.</summary>
public sealed class HardwareExaminationTests : IDisposable
{
    private const string Relay = "{ name: Pump, kind: relay, safe: off, driver: linux.gpio, with: { pin: header 11 } }";
    private readonly FakeMachine _machine = new(new BoardHeader(BoardFiles.Read("raspberry-pi-5.yaml")));

    [Fact]
    public void Run_AllIsWell_SaysSoAndTouchesNothing()
    {
        IReadOnlyList<BoardFinding> found = Examine("raspberry-pi-5.yaml", Relay);
        Assert.All(found, f => Assert.Equal(BoardVerdict.Ok, f.Verdict));
        Assert.Contains(found, f => f.Subject == "Pump" && f.What.Contains("header 11 (GPIO17), line 17 of gpiochip0 [pinctrl-rp1]", StringComparison.Ordinal));
        Assert.Equal(0, _machine.Gpio.Requests);
        Assert.Equal(0, _machine.Kernel.OpenDescriptors);
    }

    [Fact]
    public void Run_AnInput_IsReadOnce()
    {
        BoardFinding read = Examine("raspberry-pi-5.yaml", "{ name: Door, kind: input, driver: linux.gpio, with: { pin: header 13 } }")[^1];
        Assert.Equal(("Door", BoardVerdict.Ok, "reads inactive"), (read.Subject, read.Verdict, read.What));
        Assert.Equal(1, _machine.Gpio.Requests);
    }

    [Fact]
    public void Run_TheLineIsHeldByAnother_NamesIt()
    {
        _machine.Gpio.Lines[17].Take("leds", 8, false, 0, 16);
        BoardFinding wrong = Wrong("raspberry-pi-5.yaml", Relay);
        Assert.Contains("held by 'leds'", wrong.What, StringComparison.Ordinal);
        Assert.NotNull(wrong.Remedy);
    }

    [Fact]
    public void Run_TheServiceHoldsTheLine_IsANoteWithTheWayToCheck()
    {
        _machine.Gpio.Lines[17].Take("codeact", 8, false, 0, 16);
        BoardFinding note = Assert.Single(Examine("raspberry-pi-5.yaml", Relay), f => f.Verdict == BoardVerdict.Note);
        Assert.Contains("systemctl stop", note.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_NoPermission_SaysWhichGroup()
    {
        _machine.Gpio.Denied = true;
        Assert.Contains("gpio", Wrong("raspberry-pi-5.yaml", Relay).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ pin: header 6 }", "6")]
    [InlineData("{ chip: pinctrl-rp2, line: 3 }", "pinctrl-rp1")]
    [InlineData("{ chip: pinctrl-rp1, line: 99 }", "99")]
    [InlineData("{ line: 3 }", "chip")]
    public void Run_NoSuchLine_SaysWhatThereIs(string with, string said) =>
        Assert.Contains(said, Wrong("raspberry-pi-5.yaml", $"{{ name: Pump, kind: relay, safe: off, driver: linux.gpio, with: {with} }}").What, StringComparison.Ordinal);

    [Fact]
    public void Run_UnknownDriver_SaysTheNearest() =>
        Assert.Contains("linux.gpio", Wrong("raspberry-pi-5.yaml", "{ name: Pump, kind: relay, safe: off, driver: linux.gpo, with: { pin: header 11 } }").Remedy, StringComparison.Ordinal);

    [Fact]
    public void Run_ADeviceWithoutADriver_IsNamed() =>
        Assert.Contains("Pump has no driver", Wrong("raspberry-pi-5.yaml", "{ name: Pump, kind: relay, safe: off }").What, StringComparison.Ordinal);

    [Fact]
    public void Run_ALineOnThePinOfABusThatIsOn_IsANote()
    {
        _machine.Kernel.Add("/dev/i2c-1", "");
        BoardFinding note = Assert.Single(Examine("raspberry-pi-5.yaml", "{ name: Pump, kind: relay, safe: off, driver: linux.gpio, with: { pin: header 3 } }"), f => f.Verdict == BoardVerdict.Note);
        Assert.Contains("/dev/i2c-1", note.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ThePwmChipIsNotThere_SaysWhichOverlay() =>
        Assert.Contains("dtoverlay=pwm-2chan,pin=12", Wrong("raspberry-pi-5.yaml", "{ name: Fan, kind: dimmer, safe: 0, driver: linux.pwm, with: { pin: header 32 } }").Remedy, StringComparison.Ordinal);

    [Fact]
    public void Run_ThePwmChipIsThere_IsFoundByItsNode()
    {
        _ = new FakePwmChip(_machine.Kernel, 2, 4, "OF_NAME=pwm\nOF_FULLNAME=/axi/pcie@120000/rp1/pwm@98000");
        Assert.Contains(Examine("raspberry-pi-5.yaml", "{ name: Fan, kind: dimmer, safe: 0, driver: linux.pwm, with: { pin: header 12 } }"), f => f.Verdict == BoardVerdict.Ok && f.What.Contains("channel 2 of /sys/class/pwm/pwmchip2", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_NoPwmOnThePin_SaysWhichHaveOne() =>
        Assert.Contains("12, 32, 33, 35", Wrong("raspberry-pi-5.yaml", "{ name: Fan, kind: dimmer, safe: 0, driver: linux.pwm, with: { pin: header 11 } }").What, StringComparison.Ordinal);

    [Fact]
    public void Run_TheBoardIsNotKnown_SaysHowToMakeItKnown()
    {
        BoardFinding note = Examine("generic.yaml", "{ name: Pump, kind: relay, safe: off, driver: linux.gpio, with: { chip: pinctrl-rp1, line: 17 } }")[0];
        Assert.Equal(BoardVerdict.Note, note.Verdict);
        Assert.Contains("/etc/codeact/boards", note.Remedy, StringComparison.Ordinal);
    }

    public void Dispose() => _machine.Dispose();

    private BoardFinding Wrong(string board, string device) => Assert.Single(Examine(board, device), f => f.Verdict == BoardVerdict.Wrong);

    private IReadOnlyList<BoardFinding> Examine(string board, params string[] devices) =>
        [.. new HardwareExamination(_machine.Kernel, BoardFiles.Read(board), [_machine.Family], _machine.Time).Run(Robot(devices))];

    internal static RobotManifest Robot(params string[] devices) =>
        ManifestReader.Parse($"robot: r\ndescription: d\ndevices:\n{string.Concat(devices.Select(d => $"  - {d}\n"))}", "r.yaml");
}
