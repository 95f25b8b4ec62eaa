using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

/// <summary>Several devices of a manifest on one chip.</summary>
public sealed class Shared_Tests : IDisposable
{
    private readonly VirtualTime _clock = new();
    private readonly ChipKernel _kernel = new();
    private readonly FakeBme280 _chip;
    private readonly LinuxFamily _family;

    public Shared_Tests()
    {
        _chip = new FakeBme280(_clock) { Celsius = 21.5, Percent = 40, HectoPascal = 990 };
        _kernel.With(1, 0x76, _chip);
        _family = new LinuxFamily(_kernel, null, _clock, new StillTime());
    }

    public void Dispose() => _family.Dispose();

    [Fact]
    public void Read_OfThreeDevicesOnABme280_TakesOneMeasurement()
    {
        IDeviceDriver[] drivers = [Air("temperature"), Air("humidity"), Air("pressure")];

        double[] values = [.. drivers.Select(d => d.Read().Value)];

        Assert.Equal(21.5, values[0], 0.02);
        Assert.Equal(40, values[1], 0.02);
        Assert.Equal(990, values[2], 0.02);
        Assert.Equal(1, _chip.Measurements);
    }

    [Fact]
    public void Read_OfTheSameDeviceAgain_MeasuresAnew()
    {
        IDeviceDriver temperature = Air("temperature"), humidity = Air("humidity");
        temperature.Read();
        humidity.Read();
        _chip.Celsius = 30;

        Assert.Equal(30, temperature.Read().Value, 0.02);
        Assert.Equal(2, _chip.Measurements);
    }

    [Fact]
    public void Read_LongAfterTheDeviceBesideIt_MeasuresAnew()
    {
        IDeviceDriver temperature = Air("temperature"), humidity = Air("humidity");
        temperature.Read();
        _clock.Advance(1);
        _chip.Percent = 80;

        Assert.Equal(80, humidity.Read().Value, 0.02);
    }

    [Fact]
    public void Read_AfterTheDeviceBesideItFailed_MeasuresAnew()
    {
        IDeviceDriver temperature = Air("temperature"), humidity = Air("humidity");
        temperature.Read();
        _chip.IsPlugged = false;
        Assert.Throws<DeviceException>(() => temperature.Read());
        _chip.IsPlugged = true;
        _chip.Percent = 70;

        Assert.Equal(70, humidity.Read().Value, 0.02);
    }

    [Fact]
    public void Open_OfTwoChipsAtOneAddress_IsRefusedWithTheOtherDevicesName()
    {
        _kernel.With(1, 0x48, new FakeIna219(_clock, 0.1));
        _family.Open(Devices.Sensor("linux.ina219", ("address", "0x48"), ("channel", "voltage")) with { Name = "Battery" }, _clock);

        var error = Assert.Throws<InvalidFileException>(() => _family.Open(Devices.Sensor("linux.ads1115", ("address", "0x48"), ("channel", "0")), _clock));

        Assert.Contains("0x48 of I2C bus 1 is the INA219 of Battery", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfAnIna219WithAnotherShunt_IsRefused()
    {
        _kernel.With(1, 0x40, new FakeIna219(_clock, 0.1));
        _family.Open(Devices.Sensor("linux.ina219", ("channel", "voltage")), _clock);

        Assert.Throws<InvalidFileException>(() => _family.Open(Devices.Sensor("linux.ina219", ("channel", "current"), ("shunt", "0.05")), _clock));
    }

    private IDeviceDriver Air(string channel) => _family.Open(Devices.Sensor("linux.bme280", ("channel", channel)), _clock);
}
