using System.Device.Gpio;
using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Iot.Tests;

public sealed class IotRelayTests : RelayContract
{
    protected override DeviceSpec Spec => base.Spec with { Driver = "iot.gpio", With = DriverSettings.Of(("line", "17")) };

    protected override IDriverBench Open(DeviceSpec spec) => new IotBench(new FakeBoard(), spec, b => DeviceState.Of(b.Pins[17] == PinValue.High ? 1 : 0));
}

public sealed class IotRelayActiveLowTests : RelayContract
{
    protected override DeviceSpec Spec => base.Spec with { Driver = "iot.gpio", With = DriverSettings.Of(("line", "17"), ("active", "low"), ("chip", "fake-chip")) };

    protected override IDriverBench Open(DeviceSpec spec) => new IotBench(new FakeBoard(), spec, b => DeviceState.Of(b.Pins[17] == PinValue.Low ? 1 : 0));
}

public sealed class IotInputTests : InputContract
{
    protected override DeviceSpec Spec => base.Spec with { Driver = "iot.gpio", With = DriverSettings.Of(("line", "4"), ("pull", "up"), ("active", "low")) };

    protected override IDriverBench Open(DeviceSpec spec) => new IotBench(new FakeBoard(), spec, present: (b, v) => b.Pins[4] = v > 0 ? PinValue.Low : PinValue.High);
}

public sealed class GpioTests
{
    private static readonly DeviceSpec Pump = new() { Name = "Pump", Kind = DeviceKinds.Relay, Driver = "iot.gpio", Safe = new SafeValue(SafeWord.Off), With = DriverSettings.Of(("line", "17")) };

    [Theory]
    [InlineData(SafeWord.Off, "high", 0)]
    [InlineData(SafeWord.On, "high", 1)]
    [InlineData(SafeWord.Off, "low", 1)]
    public void Open_Relay_NeverHasAnotherLevelThanItsSafeOne(SafeWord safe, string active, int level)
    {
        using var bench = new IotBench(new FakeBoard(), Pump with { Safe = new SafeValue(safe), With = DriverSettings.Of(("line", "17"), ("active", active)) });

        Assert.All(bench.Board.Pins.Written, w => Assert.Equal((17, (PinValue)level), w));
        Assert.NotEmpty(bench.Board.Pins.Written);
        Assert.Equal(PinMode.Output, bench.Board.Pins.Mode(17));
    }

    [Theory]
    [InlineData("Device or resource busy", "in use")]
    [InlineData("Permission denied", "groups gpio")]
    [InlineData("Requesting line failed, error 16", "in use")]
    public void Open_LineThatCantBeHad_SaysWhatToDo(string fault, string remedy)
    {
        var board = new FakeBoard();
        board.Pins.Fault = new IOException(fault);

        var e = Assert.Throws<DeviceException>(() => new IotBench(board, Pump));

        Assert.Equal(ErrorCodes.DeviceFault, e.Code);
        Assert.StartsWith("Pump ", e.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ChipThatIsNotThere_NamesThoseThatAre()
    {
        var e = Assert.Throws<DeviceException>(() => new IotBench(new FakeBoard(), Pump with { With = DriverSettings.Of(("line", "17"), ("chip", "pinctrl-rp1")) }));

        Assert.Contains("fake-chip", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_TwoDevicesOnOneLine_TheSecondIsRefused()
    {
        using var bench = new IotBench(new FakeBoard(), Pump);

        var e = Assert.Throws<DeviceException>(() => bench.Also(Pump with { Name = "Lamp" }));

        Assert.Contains("Pump", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("line", "seventeen")]
    [InlineData("active", "down")]
    [InlineData("lin", "17")]
    public void Open_BadSetting_IsRefusedByItsKey(string key, string value)
    {
        var e = Assert.Throws<InvalidFileException>(() => new IotBench(new FakeBoard(), Pump with { With = key == "line" ? DriverSettings.Of((key, value)) : DriverSettings.Of(("line", "17"), (key, value)) }));

        Assert.Contains($"with.{key}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AKindThatTheDriverHasNot_SaysWhichItHas()
    {
        var e = Assert.Throws<InvalidFileException>(() => new IotBench(new FakeBoard(), Pump with { Kind = DeviceKinds.Dimmer }));

        Assert.Contains("relay, input", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_PullThatTheLineHasNot_SaysWhatToDo()
    {
        var e = Assert.Throws<DeviceException>(() => new IotBench(new FakeBoard(), Pump with { Kind = DeviceKinds.Input, With = DriverSettings.Of(("line", "17"), ("pull", "down")) }));

        Assert.Contains("pull: none", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_LineThatFails_IsADeviceFaultAndMakeSafeStaysQuiet()
    {
        using var bench = new IotBench(new FakeBoard(), Pump);
        bench.Board.Pins.Fault = new IOException("No such device");

        Assert.Equal(ErrorCodes.DeviceFault, Assert.Throws<DeviceException>(() => bench.Driver.Start(new DeviceCommand("On"))).Code);
        bench.Driver.MakeSafe(new SafeValue(SafeWord.Off));

        bench.Board.Pins.Fault = null;
    }

    [Fact]
    public void Dispose_LetsTheLineGo()
    {
        var bench = new IotBench(new FakeBoard(), Pump);
        Assert.Equal([17], bench.Board.Pins.OpenPins);

        bench.Dispose();

        Assert.Empty(bench.Board.Pins.OpenPins);
    }
}
