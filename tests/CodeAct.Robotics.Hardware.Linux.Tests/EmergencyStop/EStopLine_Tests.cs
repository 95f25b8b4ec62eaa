using CodeAct.Robotics.Hardware.Linux.EmergencyStop;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Hardware.Linux.Tests.EmergencyStop;

public sealed class EStopLine_Tests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly FakeMachine _machine = new();
    private readonly EStop _estop = new();

    private FakeLine Pin => _machine.Gpio.Lines[5];

    [Fact]
    public void Open_NotPressed_LatchesNothing()
    {
        using EStopLine line = Open("pinctrl-rp1:5:low:up");

        Assert.False(_estop.IsLatched);
    }

    [Fact]
    public void Pressed_Latches()
    {
        using EStopLine line = Open("pinctrl-rp1:5:down");

        Pin.Drive(true);

        Assert.True(SpinWait.SpinUntil(() => _estop.IsLatched, Limit));
        Assert.Equal("its line", _estop.Reason);
    }

    [Fact]
    public void Pressed_NormallyClosedWireIsCut_Latches()
    {
        // The button ties the line to ground; without it, the chip's resistor pulls it up.
        Pin.Drive(false);
        using EStopLine line = Open("pinctrl-rp1:5:up");
        Assert.False(_estop.IsLatched);

        Pin.Drive(null);

        Assert.True(SpinWait.SpinUntil(() => _estop.IsLatched, Limit));
    }

    [Fact]
    public void Open_AlreadyPressed_Latches()
    {
        Pin.Drive(true);

        using EStopLine line = Open("pinctrl-rp1:5");

        Assert.True(_estop.IsLatched);
    }

    [Fact]
    public void Reset_StillPressed_LatchesAgain()
    {
        Pin.Drive(true);
        using EStopLine line = Open("pinctrl-rp1:5");

        _estop.Reset();

        Assert.True(SpinWait.SpinUntil(() => _estop.IsLatched, Limit));
    }

    [Fact]
    public void ChipGone_Latches()
    {
        using EStopLine line = Open("pinctrl-rp1:5");

        _machine.Gpio.Gone = true;

        Assert.True(SpinWait.SpinUntil(() => _estop.IsLatched, Limit));
        Assert.Contains("The e-stop line", _estop.Reason, StringComparison.Ordinal);
        _machine.Gpio.Gone = false;
    }

    [Fact]
    public void Open_LineThatIsHeld_IsRefused()
    {
        Pin.Consumer = "somebody";

        var error = Assert.Throws<DeviceException>(() => Open("pinctrl-rp1:5"));

        Assert.Contains("somebody", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, _machine.Kernel.OpenDescriptors);
    }

    [Theory]
    [InlineData("")]
    [InlineData("17")]
    [InlineData("low")]
    [InlineData("chip:x")]
    [InlineData(":5")]
    [InlineData("header five")]
    public void Open_TextThatIsNoLine_SaysWhatIsOne(string text)
    {
        var error = Assert.Throws<FormatException>(() => Open(text));

        Assert.Contains("CHIP:LINE", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _machine.Dispose();

    private EStopLine Open(string text) => EStopLine.Open(text, _machine.Kernel, null, _estop);
}
