using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

public sealed class Vl53l0x_Tests
{
    private readonly VirtualTime _clock = new();
    private readonly FakeVl53l0x _chip;
    private readonly ChipKernel _kernel;

    public Vl53l0x_Tests()
    {
        _chip = new FakeVl53l0x(_clock) { Metres = 1.234 };
        _kernel = new ChipKernel().With(1, 0x29, _chip);
    }

    [Fact]
    public void Open_EnablesAsManyDetectorsAsTheFactoryCounted()
    {
        Range();

        Assert.Equal((5, true), _chip.Detectors);
    }

    [Fact]
    public void Read_ManyTimes_MeasuresEachTime()
    {
        IDeviceDriver driver = Range();

        for (int i = 0; i < 20; i++)
        {
            _chip.Metres = 0.1 + 0.05 * i;
            Assert.Equal(_chip.Metres, driver.Read().Value, 0.0006);
        }
    }

    [Theory]
    [InlineData("20ms", 0.020)]
    [InlineData("33ms", 0.033)]
    [InlineData("200ms", 0.2)]
    public void Read_WithABudget_MeasuresThatLong(string budget, double seconds)
    {
        IDeviceDriver driver = Range(("budget", budget));

        driver.Read();

        // Time-outs are kept as a byte and a shift: up to 0.4 % short.
        Assert.InRange(_chip.LastDuration, seconds * 0.99, seconds * 1.002);
    }

    [Fact]
    public void Read_AfterALossOfPower_PreparesItAgain()
    {
        IDeviceDriver driver = Range();
        _chip.PowerUp();

        Assert.Equal(1.234, driver.Read().Value, 0.0006);
    }

    [Fact]
    public void Read_AfterItWasUnplugged_PreparesItAgain()
    {
        IDeviceDriver driver = Range();
        _chip.IsPlugged = false;
        Assert.Throws<DeviceException>(() => driver.Read());
        _chip.PowerUp();
        _chip.IsPlugged = true;

        Assert.Equal(1.234, driver.Read().Value, 0.0006);
    }

    [Theory]
    [InlineData(4, ErrorCodes.NoReading, "nothing reflects")]
    [InlineData(6, ErrorCodes.NoReading, "the echo does not fit")]
    [InlineData(8, ErrorCodes.NoReading, "too near")]
    [InlineData(2, ErrorCodes.DeviceFault, "laser")]
    [InlineData(12, ErrorCodes.NoReading, "its status is 12")]
    public void Read_OfAnInvalidRange_SaysWhy(int status, string code, string words)
    {
        IDeviceDriver driver = Range();
        _chip.Status = status;

        var error = Assert.Throws<DeviceException>(() => driver.Read());

        Assert.Equal(code, error.Code);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        _chip.Status = null;
        Assert.Equal(1.234, driver.Read().Value, 0.0006);
    }

    [Fact]
    public void Read_OfNothingAhead_IsNoReading()
    {
        IDeviceDriver driver = Range();
        _chip.Metres = 5;

        Assert.Equal(ErrorCodes.NoReading, Assert.Throws<DeviceException>(() => driver.Read()).Code);
    }

    private IDeviceDriver Range(params (string, string)[] with) => Devices.Of(DeviceKinds.Range, "linux.vl53l0x", with).Open(_kernel, _clock);
}
