using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

public sealed class Echo_Tests : IDisposable
{
    private readonly FakeMachine _machine = new();
    private readonly FakeEchoModule _module;
    private readonly IDeviceDriver _driver;

    public Echo_Tests()
    {
        _module = new FakeEchoModule(_machine.Time, _machine.Gpio.Lines[23], _machine.Gpio.Lines[24]);
        _driver = _machine.Open(FakeMachine.Device(DeviceKinds.Range, "linux.hcsr04", ("chip", "pinctrl-rp1"), ("trigger", "23"), ("echo", "GPIO24")));
    }

    [Fact]
    public void Read_TwiceInARow_KeepsTheModulesCycle()
    {
        _module.Distance = 1;

        _driver.Read();
        _driver.Read();

        Assert.True(_module.Triggers[1] - _module.Triggers[0] >= 60_000_000);
    }

    [Fact]
    public void Read_WithNothingAhead_IsNoReading()
    {
        AssertNoReading("nothing is nearer than 4 m");
    }

    [Fact]
    public void Read_WithoutPower_IsNoReadingInTime()
    {
        _module.Unpowered = true;
        double start = _machine.Time.Seconds;

        AssertNoReading("no echo came");

        Assert.InRange(_machine.Time.Seconds - start, 0.04, 0.1);
    }

    [Fact]
    public void Read_WithAnEchoThatNeverEnds_IsNoReading()
    {
        _machine.Time.At(_machine.Time.Nanoseconds + 1_000_000, () => _machine.Gpio.Lines[24].Drive(true));
        _module.Unpowered = true;

        AssertNoReading("its echo did not end");
        AssertNoReading("active before the measurement");
    }

    [Fact]
    public void Read_AfterAMissedEcho_MeasuresAgain()
    {
        _module.Unpowered = true;
        AssertNoReading("no echo came");
        _module.Unpowered = false;
        _module.Distance = 0.5;

        Assert.Equal(0.5, _driver.Read().Value, 1e-5);
    }

    [Fact]
    public void Read_OfAChipThatIsGone_IsADeviceFault()
    {
        _machine.Gpio.Gone = true;

        Assert.Equal(ErrorCodes.DeviceFault, Assert.Throws<DeviceException>(() => _driver.Read()).Code);
    }

    [Fact]
    public void Open_WithoutItsEcho_GivesTheTriggerBack()
    {
        _machine.Gpio.Lines[6].Consumer = "other";

        Assert.Throws<DeviceException>(() => _machine.Open(FakeMachine.Device(DeviceKinds.Range, "linux.hcsr04", ("chip", "pinctrl-rp1"), ("trigger", "5"), ("echo", "6"))));

        Assert.Equal("", _machine.Gpio.Lines[5].Consumer);
    }

    public void Dispose() => _machine.Dispose();

    private void AssertNoReading(string why)
    {
        var error = Assert.Throws<DeviceException>(() => _driver.Read());
        Assert.Equal(ErrorCodes.NoReading, error.Code);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }
}
