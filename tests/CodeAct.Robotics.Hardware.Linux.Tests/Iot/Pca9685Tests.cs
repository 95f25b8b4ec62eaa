using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Iot.Tests;

public sealed class IotPca9685DimmerTests : DimmerContract
{
    protected override DeviceSpec Spec => base.Spec with { Driver = "iot.pca9685", With = DriverSettings.Of(("channel", "3")) };

    protected override double Tolerance => 1.0 / 4096;

    protected override IDriverBench Open(DeviceSpec spec) => new IotBench(Pca9685Tests.Board(), spec, b => DeviceState.Of(Pca9685Tests.Chip(b).Duty(3)));
}

public sealed class IotPca9685ServoTests : ServoContract
{
    protected override DeviceSpec Spec => base.Spec with { Driver = "iot.pca9685", With = DriverSettings.Of(("channel", "15")) };

    // 4096 steps of 20 ms for 2 ms of travel, and whole microseconds.
    protected override double Tolerance => 0.3;

    protected override IDriverBench Open(DeviceSpec spec) => new IotBench(Pca9685Tests.Board(), spec, b => DeviceState.Of((Pca9685Tests.Chip(b).Duty(15) * 20_000 - 500) / 2000 * 90));
}

public sealed class Pca9685Tests
{
    internal static FakeBoard Board() => new() { Chips = { [0x40] = new FakePca9685() } };

    internal static FakePca9685 Chip(FakeBoard board) => (FakePca9685)board.Chips[0x40];

    private static DeviceSpec Device(string name, DeviceKind kind, params (string, string)[] settings) => new() { Name = name, Kind = kind, Driver = "iot.pca9685", Safe = new SafeValue(SafeWord.Off), With = DriverSettings.Of(settings) };

    [Fact]
    public void Open_AnOutputThatAnotherProgramLeft_IsAtItsSafeLevel()
    {
        using var bench = new IotBench(Board(), Device("Fan", DeviceKinds.Dimmer, ("channel", "0"), ("hertz", "200")) with { Safe = new SafeValue(SafeWord.Number, 0.5) });

        Assert.Equal(0.5, Chip(bench.Board).Duty(0), 0.001);
        Assert.Equal(200, Chip(bench.Board).Hertz, 4.0);
    }

    [Fact]
    public void Open_AnotherFrequencyOnOneChip_IsRefused()
    {
        using var bench = new IotBench(Board(), Device("Fan", DeviceKinds.Dimmer, ("channel", "0"), ("hertz", "1000")));

        var e = Assert.Throws<DeviceException>(() => bench.Also(Device("Vent", DeviceKinds.Servo, ("channel", "1"))));

        Assert.Contains("same hertz", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OneOutputTwice_IsRefused()
    {
        using var bench = new IotBench(Board(), Device("Fan", DeviceKinds.Dimmer, ("channel", "0")));

        var e = Assert.Throws<DeviceException>(() => bench.Also(Device("Lamp", DeviceKinds.Dimmer, ("channel", "0"))));

        Assert.Contains("belongs to Fan", e.Message, StringComparison.Ordinal);
    }
}
