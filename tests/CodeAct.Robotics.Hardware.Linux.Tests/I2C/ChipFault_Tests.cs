using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

/// <summary>A wrong chip, a chip that hangs, a value that can't be.</summary>
public sealed class ChipFault_Tests
{
    private readonly VirtualTime _clock = new();
    private readonly ChipKernel _kernel = new();

    [Theory]
    [InlineData(0x58, "0x58", "BMP280, which measures no humidity")]
    [InlineData(0x61, "0x61", "BME680")]
    [InlineData(0x55, "0x55", "BMP180")]
    [InlineData(0x42, "0x42", "another chip")]
    public void Open_OfAnotherChipInPlaceOfABme280_SaysWhichItLikelyIs(byte id, string read, string likely)
    {
        _kernel.With(1, 0x76, new FakeBme280(_clock) { Id = id });

        DeviceException error = OpenFails(Devices.Sensor("linux.bme280", ("channel", "temperature")));

        Assert.Equal(ErrorCodes.DeviceFault, error.Code);
        Assert.Contains(read, error.Message, StringComparison.Ordinal);
        Assert.Contains(likely, error.Message, StringComparison.Ordinal);
        Assert.Contains("0x76 on I2C bus 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfABme280WithoutItsConstants_Fails()
    {
        var chip = new FakeBme280(_clock);
        chip.LoseTrim();
        _kernel.With(1, 0x76, chip);

        Assert.Contains("lost its calibration", OpenFails(Devices.Sensor("linux.bme280", ("channel", "temperature"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfAnotherChipInPlaceOfAnMcp9808_SaysItsIds()
    {
        _kernel.With(1, 0x18, new FakeMcp9808(_clock) { Revision = 0x2201 });

        Assert.Contains("device id 0x22", OpenFails(Devices.Sensor("linux.mcp9808")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfAnIna226InPlaceOfAnIna219_SaysSo()
    {
        _kernel.With(1, 0x40, new FakeIna219(_clock, 0.1) { AfterReset = 0x4127 });

        Assert.Contains("likely an INA226", OpenFails(Devices.Sensor("linux.ina219", ("channel", "voltage"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfAnotherChipInPlaceOfAVl53l0x_SaysSo()
    {
        _kernel.With(1, 0x29, new FakeVl53l0x(_clock) { Model = 0xEA });

        DeviceException error = OpenFails(Devices.Of(DeviceKinds.Range, "linux.vl53l0x"));

        Assert.Contains("model id 0xea", error.Message, StringComparison.Ordinal);
        Assert.Contains("VL53L1X", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfAnotherChipInPlaceOfAPca9685_Fails()
    {
        _kernel.With(1, 0x40, new FakePca9685 { KeepsNothing = true });

        Assert.Contains("does not keep its prescaler", OpenFails(Devices.Of(DeviceKinds.Dimmer, "linux.pca9685", ("channel", "0"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfAChipWhoseChecksumIsWrong_Fails()
    {
        _kernel.With(1, 0x44, new FakeSht3x(_clock) { BadChecksums = 1 });

        Assert.Contains("may be no SHT3x", OpenFails(Devices.Sensor("linux.sht3x", ("channel", "humidity"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfAnAds1115ThatKeepsNothing_IsADeviceFault()
    {
        _kernel.With(1, 0x48, new FakeAds1115(_clock) { KeepsNothing = true });
        IDeviceDriver driver = Devices.Sensor("linux.ads1115", ("channel", "0")).Open(_kernel, _clock);

        Assert.Equal(ErrorCodes.DeviceFault, Assert.Throws<DeviceException>(() => driver.Read()).Code);
    }

    [Fact]
    public void Read_OfAMeasurementThatNeverEnds_EndsByItself()
    {
        var bme280 = new FakeBme280(_clock);
        var ads1115 = new FakeAds1115(_clock);
        var ina219 = new FakeIna219(_clock, 0.1);
        var vl53l0x = new FakeVl53l0x(_clock);
        _kernel.With(1, 0x76, bme280).With(1, 0x48, ads1115).With(1, 0x40, ina219).With(1, 0x29, vl53l0x);
        IDeviceDriver[] drivers =
        [
            Devices.Sensor("linux.bme280", ("channel", "pressure")).Open(_kernel, _clock), Devices.Sensor("linux.ads1115", ("channel", "0")).Open(_kernel, _clock),
            Devices.Sensor("linux.ina219", ("channel", "power")).Open(_kernel, _clock), Devices.Of(DeviceKinds.Range, "linux.vl53l0x").Open(_kernel, _clock),
        ];
        bme280.Hangs = ads1115.Hangs = ina219.Hangs = vl53l0x.Hangs = true;

        foreach (IDeviceDriver driver in drivers)
        {
            double start = _clock.Seconds;
            var error = Assert.Throws<DeviceException>(() => driver.Read());

            Assert.Equal(ErrorCodes.NoReading, error.Code);
            Assert.Contains("was not ready after", error.Message, StringComparison.Ordinal);
            Assert.InRange(_clock.Seconds - start, 0.01, 1);
        }
    }

    [Fact]
    public void Read_OfABme280ThatMeasuredNothing_IsNoReading()
    {
        _kernel.With(1, 0x76, new FakeBme280(_clock) { Skips = true });
        IDeviceDriver driver = Devices.Sensor("linux.bme280", ("channel", "temperature")).Open(_kernel, _clock);

        Assert.Equal(ErrorCodes.NoReading, Assert.Throws<DeviceException>(() => driver.Read()).Code);
    }

    [Fact]
    public void Read_OfWhatAChipCannotMeasure_IsNoReading()
    {
        _kernel.With(1, 0x76, new FakeBme280(_clock) { Celsius = 120 });
        IDeviceDriver driver = Devices.Sensor("linux.bme280", ("channel", "temperature")).Open(_kernel, _clock);

        var error = Assert.Throws<DeviceException>(() => driver.Read());

        Assert.Equal(ErrorCodes.NoReading, error.Code);
        Assert.Contains("which can't be: it measures -40 to 85", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Read_WithAWrongChecksum_MeasuresAgain(int bad)
    {
        var chip = new FakeSht3x(_clock) { Percent = 42 };
        _kernel.With(1, 0x44, chip);
        IDeviceDriver driver = Devices.Sensor("linux.sht3x", ("channel", "humidity")).Open(_kernel, _clock);
        chip.BadChecksums = bad;

        Assert.Equal(42, driver.Read().Value, 0.01);
        Assert.InRange(chip.Measurements, 2, 3);
    }

    [Fact]
    public void Read_WithWrongChecksumsOnly_IsNoReading()
    {
        var chip = new FakeSht3x(_clock);
        _kernel.With(1, 0x44, chip);
        IDeviceDriver driver = Devices.Sensor("linux.sht3x", ("channel", "temperature")).Open(_kernel, _clock);
        chip.BadChecksums = 100;

        var error = Assert.Throws<DeviceException>(() => driver.Read());

        Assert.Equal(ErrorCodes.NoReading, error.Code);
        Assert.Contains("wrong checksum", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, chip.Measurements);
    }

    [Fact]
    public void Read_OfAVoltageBeyondTheGain_IsNoReadingAndNotTheLimit()
    {
        var chip = new FakeAds1115(_clock);
        chip.Volts[0] = 3.3;
        _kernel.With(1, 0x48, chip);
        IDeviceDriver driver = Devices.Sensor("linux.ads1115", ("channel", "0"), ("gain", "2")).Open(_kernel, _clock);

        var error = Assert.Throws<DeviceException>(() => driver.Read());

        Assert.Equal(ErrorCodes.NoReading, error.Code);
        Assert.Contains("beyond ±2.048 V; choose a smaller gain", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfACurrentBeyondTheMost_IsNoReadingAndNotTheLimit()
    {
        var chip = new FakeIna219(_clock, 0.1) { Volts = 5, Amperes = 1.2 };
        _kernel.With(1, 0x40, chip);
        IDeviceDriver driver = Devices.Sensor("linux.ina219", ("channel", "current"), ("max-current", "1")).Open(_kernel, _clock);

        var error = Assert.Throws<DeviceException>(() => driver.Read());

        Assert.Equal(ErrorCodes.NoReading, error.Code);
        Assert.Contains("beyond 1 A", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfAnIna219ThatLostItsPower_GivesTheCurrentAndNotZero()
    {
        var chip = new FakeIna219(_clock, 0.1) { Volts = 5, Amperes = 1.2 };
        _kernel.With(1, 0x40, chip);
        IDeviceDriver driver = Devices.Sensor("linux.ina219", ("channel", "current")).Open(_kernel, _clock);
        chip.LosePower();

        Assert.Equal(1.2, driver.Read().Value, 0.001);
    }

    [Fact]
    public void Read_OfLightBeyondAll_IsNoReading()
    {
        _kernel.With(1, 0x23, new FakeBh1750(_clock) { Lux = 130_000 });
        IDeviceDriver driver = Devices.Sensor("linux.bh1750").Open(_kernel, _clock);

        Assert.Contains("too bright", Assert.Throws<DeviceException>(() => driver.Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfAnMcp9808ThatReadsOnesOnly_IsNoReading()
    {
        var chip = new FakeMcp9808(_clock);
        _kernel.With(1, 0x18, chip);
        IDeviceDriver driver = Devices.Sensor("linux.mcp9808").Open(_kernel, _clock);
        chip.ReadsOnes = true;

        Assert.Equal(ErrorCodes.NoReading, Assert.Throws<DeviceException>(() => driver.Read()).Code);
    }

    private DeviceException OpenFails(DeviceSpec spec) => Assert.Throws<DeviceException>(() => spec.Open(_kernel, _clock));
}
