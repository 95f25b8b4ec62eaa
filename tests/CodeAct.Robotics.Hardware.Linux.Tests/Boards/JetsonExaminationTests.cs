using CodeAct.Robotics.Hardware.Linux.Boards;
using CodeAct.Robotics.Hardware.Linux.Boards.Examination;

namespace CodeAct.Robotics.Hardware.Linux.Tests.Boards;

/// <summary>A Jetson, where a line is one only if an overlay makes its pad one.</summary>
public sealed class JetsonExaminationTests
{
    private const string Relay = "{ name: Pump, kind: relay, safe: off, driver: linux.gpio, with: { pin: header 7 } }";
    private const string Button = "{ name: Button, kind: input, driver: linux.gpio, with: { pin: header 7 } }";
    private const string Pin7 = "/proc/device-tree/bus@0/pinmux@2430000/exp-header-pinmux/hdr40-pin7";
    private readonly FakeKernel _kernel = new(new VirtualTime());

    public JetsonExaminationTests()
    {
        _ = new FakeGpioChip(_kernel, "gpiochip0", "tegra234-gpio", 164);
        _kernel.Add("/etc/nv_tegra_release", "# R36 (release), REVISION: 4.3, GCID: 1, BOARD: generic");
        _kernel.Add("/proc/device-tree/bus@0/pinmux@2430000/compatible", "nvidia,tegra234-pinmux\0");
    }

    [Fact]
    public void Run_NoOverlay_SaysThatNothingWouldMoveAndHowToMakeOne()
    {
        BoardFinding wrong = Assert.Single(Examine(Relay), f => f.Verdict == BoardVerdict.Wrong);
        Assert.Contains("nothing would move", wrong.What, StringComparison.Ordinal);
        Assert.Contains("jetson-io", wrong.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_AnOverlayMakesItAGpio_IsWell()
    {
        Overlay(tristate: false, input: true);
        Assert.All(Examine(Relay), f => Assert.Equal(BoardVerdict.Ok, f.Verdict));
    }

    [Fact]
    public void Run_TheOverlayIsForAnotherPin_DoesNotHelp()
    {
        Overlay(tristate: false, input: true, pad: "soc_gpio59_pac60");
        Assert.Contains(Examine(Relay), f => f.Verdict == BoardVerdict.Wrong);
    }

    [Fact]
    public void Run_TheOverlayMakesItSomethingElse_SaysWhat()
    {
        Overlay(tristate: false, input: true, function: "aud");
        Assert.Contains(Examine(Relay), f => f.Verdict == BoardVerdict.Wrong && f.What.Contains("makes header 7 aud", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_AnOutputOnAnInputOnlyPad_IsWrongAndAnInputIsNot()
    {
        Overlay(tristate: true, input: true);
        Assert.Contains(Examine(Relay), f => f.Verdict == BoardVerdict.Wrong && f.What.Contains("an input", StringComparison.Ordinal));
        Assert.DoesNotContain(Examine(Button), f => f.Verdict == BoardVerdict.Wrong);
    }

    [Fact]
    public void Run_AnInputOnAnOutputOnlyPad_IsWrong()
    {
        Overlay(tristate: false, input: false);
        Assert.Contains(Examine(Button), f => f.Verdict == BoardVerdict.Wrong && f.What.Contains("always read the same", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_JetPack5_NeedsNoOverlay()
    {
        _kernel.Add("/etc/nv_tegra_release", "# R35 (release), REVISION: 6.0, GCID: 1, BOARD: t186ref");
        Assert.All(Examine(Relay), f => Assert.Equal(BoardVerdict.Ok, f.Verdict));
    }

    [Fact]
    public void Run_APinmuxThatWasFlashed_IsSeenInTheRegistersWhereWeMayReadThem()
    {
        _kernel.Add("/sys/kernel/debug/pinctrl/2430000.pinmux/pinconf-groups", "160 (soc_gpio58_pac5):\n\ttristate=1\n161 (soc_gpio59_pac6):\n\tpull=0\n\ttristate=0\n\tenable-input=1\n\tgpio-mode=0\n162 (x_pac7):\n\ttristate=1\n");
        Assert.All(Examine(Relay), f => Assert.Equal(BoardVerdict.Ok, f.Verdict));
    }

    [Fact]
    public void Run_TheRegistersSayTristate_TheyAreBelievedRatherThanTheTree()
    {
        Overlay(tristate: false, input: true);
        _kernel.Add("/sys/kernel/debug/pinctrl/2430000.pinmux/pinconf-groups", "161 (soc_gpio59_pac6):\n\ttristate=1\n\tenable-input=1\n");
        Assert.Contains(Examine(Relay), f => f.Verdict == BoardVerdict.Wrong);
    }

    private void Overlay(bool tristate, bool input, string pad = "soc_gpio59_pac6", string? function = null)
    {
        _kernel.Add($"{Pin7}/nvidia,pins", $"{pad}\0");
        _kernel.Add($"{Pin7}/nvidia,tristate", Cell(tristate));
        _kernel.Add($"{Pin7}/nvidia,enable-input", Cell(input));
        if (function is not null) _kernel.Add($"{Pin7}/nvidia,function", $"{function}\0");
    }

    // A cell of a flattened device tree: 32 bits, big-endian.
    private static string Cell(bool one) => one ? "\0\0\0\u0001" : "\0\0\0\0";

    private IReadOnlyList<BoardFinding> Examine(string device)
    {
        BoardFile board = BoardFiles.Read("jetson-orin-nano.yaml");
        using var family = new LinuxFamily(_kernel, new BoardHeader(board), _kernel.Time, _kernel.Time);
        return [.. new HardwareExamination(_kernel, board, [family], _kernel.Time).Run(HardwareExaminationTests.Robot(device))];
    }
}
