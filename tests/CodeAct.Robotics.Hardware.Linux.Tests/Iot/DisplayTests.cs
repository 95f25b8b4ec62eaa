using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Iot.Tests;

public sealed class IotLcdTests : DisplayContract
{
    protected override DeviceSpec Spec => base.Spec with { Driver = "iot.lcd1602" };

    protected override IDriverBench Open(DeviceSpec spec) => DisplayTests.Open(spec, 0x27, new FakeLcd());
}

public sealed class IotOledTests : DisplayContract
{
    protected override DeviceSpec Spec => base.Spec with { Driver = "iot.ssd1306" };

    protected override IDriverBench Open(DeviceSpec spec) => DisplayTests.Open(spec, 0x3c, new FakeOled());
}

public sealed class DisplayTests
{
    internal static IotBench Open(DeviceSpec spec, int address, FakePanel panel) =>
        new(new FakeBoard { Chips = { [address] = panel } }, spec, b => new DeviceState { Text = ((FakePanel)b.Chips[address]).Text });

    private static DeviceSpec Panel(string driver, params (string, string)[] settings) => new() { Name = "Panel", Kind = DeviceKinds.Display, Driver = driver, Safe = new SafeValue(SafeWord.Off), With = DriverSettings.Of(settings) };

    [Theory]
    [InlineData("Soil is at 61 % now", "Soil is at 61 %\nnow")]
    [InlineData("a\nb", "a\nb")]
    [InlineData("Donaudampfschifffahrt", "Donaudampfschiff\nfahrt")]
    [InlineData("one two three four five six seven eight", "one two three\nfour five six...")]
    public void Show_MoreThanALine_IsWrappedAndCutWithAMark(string text, string shown)
    {
        using IotBench bench = Open(Panel("iot.lcd1602"), 0x27, new FakeLcd());

        bench.Driver.Start(new DeviceCommand("Show", Text: text));

        Assert.Equal(shown, bench.Seen.Text);
        Assert.Equal(shown, bench.Driver.Read().Text);
    }

    [Theory]
    [InlineData("128x64", 63, 0x12)]
    [InlineData("128x32", 31, 0x02)]
    public void Open_Oled_IsSetToItsLines(string size, int ratio, int wiring)
    {
        var panel = new FakeOled();
        using IotBench bench = Open(Panel("iot.ssd1306", ("size", size)), 0x3c, panel);

        Assert.Equal(ratio, panel.Commands.Last(c => c[0] == 0xa8)[1]);
        Assert.Equal(wiring, panel.Commands.Last(c => c[0] == 0xda)[1]);
    }

    [Fact]
    public void Show_ADisplayThatIsGone_IsADeviceFault()
    {
        var panel = new FakeOled();
        using IotBench bench = Open(Panel("iot.ssd1306"), 0x3c, panel);

        panel.Failing = 100;

        Assert.Equal(ErrorCodes.DeviceFault, Assert.Throws<DeviceException>(() => bench.Driver.Start(new DeviceCommand("Show", Text: "x"))).Code);
        bench.Driver.MakeSafe(new SafeValue(SafeWord.Off));
    }
}
