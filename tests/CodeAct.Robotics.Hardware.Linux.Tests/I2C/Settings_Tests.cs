using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

public sealed class Settings_Tests
{
    private readonly VirtualTime _clock = new();
    private readonly ChipKernel _kernel = new();

    [Theory]
    [InlineData("linux.bme280", "address", "0x50", "'0x50' is no address of a BME280. Write 0x76 to 0x77.")]
    [InlineData("linux.bme280", "address", "here", "'here' is no address of a BME280.")]
    [InlineData("linux.bh1750", "address", "0x24", "Write 0x23 or 0x5c.")]
    [InlineData("linux.bme280", "bus", "one", "'one' is no whole number from 0 to 255.")]
    [InlineData("linux.bme280", "channel", "wind", "Write one of temperature, humidity, pressure.")]
    [InlineData("linux.ads1115", "channel", "4", "Write one of 0-1, 0-3, 1-3, 2-3, 0, 1, 2, 3.")]
    [InlineData("linux.ads1115", "gain", "3", "Write one of 2/3, 1, 2, 4, 8, 16.")]
    [InlineData("linux.ads1115", "rate", "100", "Write one of 8, 16, 32, 64, 128, 250, 475, 860.")]
    [InlineData("linux.ina219", "max-current", "10", "are 1 V, and an INA219 measures 0.32 V. Write 3.2 or less")]
    [InlineData("linux.ina219", "shunt", "0", "0 is not from 0.0001 to 10 ohm.")]
    [InlineData("linux.mcp9808", "scale", "0", "0 makes every reading the same.")]
    [InlineData("linux.mcp9808", "offest", "1", "Did you mean 'offset'?")]
    [InlineData("linux.vl53l0x", "budget", "5ms", "is not from 20ms to 1s")]
    [InlineData("linux.mcp3008", "channel", "8", "Write one of 0-1, 1-0")]
    [InlineData("linux.mcp3008", "hertz", "100000000", "no whole number from 10000 to 3600000")]
    [InlineData("linux.mcp3008", "reference", "12", "12 is not from 0.25 to 5.5 V.")]
    public void Open_OfABadSetting_NamesTheKeyAndWhatWouldBeRight(string driver, string key, string value, string words)
    {
        string? channel = driver switch { "linux.bme280" => "humidity", "linux.ina219" => "power", "linux.ads1115" or "linux.mcp3008" => "0", _ => null };
        (string, string)[] with = channel is null || key == "channel" ? [(key, value)] : [("channel", channel), (key, value)];

        var error = Assert.Throws<InvalidFileException>(() => Devices.Sensor(driver, with).Open(_kernel, _clock));

        Assert.Contains($"with.{key}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dimmer", "channel", "16", "no whole number from 0 to 15")]
    [InlineData("dimmer", "active", "left", "Write one of high, low.")]
    [InlineData("dimmer", "hertz", "5000", "5000 is not from 24 to 1526.")]
    [InlineData("servo", "hertz", "1000", "1000 is not from 40 to 333.")]
    [InlineData("servo", "max-us", "500", "is the same as min-us.")]
    [InlineData("servo", "address", "0x70", "Write 0x40 to 0x6f or 0x71 to 0x7f.")]
    [InlineData("motor", "dead-time", "2s", "is longer than a second.")]
    [InlineData("motor", "pwm", "x", "'x' is no whole number from 0 to 15.")]
    [InlineData("color-light", "red", "", "red: is empty.")]
    [InlineData("color-light", "blue", "17", "no whole number from 0 to 15")]
    public void Open_OfABadOutput_NamesTheKeyAndWhatWouldBeRight(string kind, string key, string value, string words)
    {
        (string Key, string Value)[] good = kind switch
        {
            "motor" => [("forward", "1"), ("backward", "7")],
            "color-light" => [("red", "1"), ("green", "2"), ("blue", "3")],
            _ => [("channel", "1")],
        };
        DeviceSpec spec = Devices.Of(DeviceKinds.Find(kind)!, "linux.pca9685", [.. good.Where(g => g.Key != key), (key, value)]);

        var error = Assert.Throws<InvalidFileException>(() => spec.Open(_kernel, _clock));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("motor", "forward", "4", "backward")]
    [InlineData("color-light", "red", "4", "green")]
    public void Open_WithoutAnOutput_SaysWhichIsMissing(string kind, string key, string value, string missing)
    {
        var error = Assert.Throws<InvalidFileException>(() => Devices.Of(DeviceKinds.Find(kind)!, "linux.pca9685", (key, value)).Open(_kernel, _clock));

        Assert.Contains($"with.{missing}: is missing.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfAnOutputTwice_IsRefusedAndLeavesTheBusClosed()
    {
        _kernel.With(1, 0x40, new FakePca9685());

        var error = Assert.Throws<InvalidFileException>(() => Devices.Of(DeviceKinds.Motor, "linux.pca9685", ("forward", "4"), ("backward", "4")).Open(_kernel, _clock));

        Assert.Contains("with.backward: output 4 of this PCA9685 is already Device's.", error.Message, StringComparison.Ordinal);
        Assert.Empty(_kernel.OpenPaths);
    }

    [Theory]
    [InlineData("linux.bme280")]
    [InlineData("linux.sht3x")]
    [InlineData("linux.ads1115")]
    [InlineData("linux.ina219")]
    [InlineData("linux.mcp3008")]
    public void Open_WithoutAChannel_SaysWhichThereAre(string driver)
    {
        var error = Assert.Throws<InvalidFileException>(() => Devices.Sensor(driver).Open(_kernel, _clock));

        Assert.Contains("with.channel: is missing. Write one of", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("118")]
    [InlineData("0x76")]
    [InlineData("0X76")]
    public void Open_WithADecimalOrHexadecimalAddress_Opens(string address)
    {
        _kernel.With(1, 0x76, new FakeBme280(_clock));

        Devices.Sensor("linux.bme280", ("channel", "humidity"), ("address", address)).Open(_kernel, _clock);

        Assert.Single(_kernel.OpenPaths);
    }

    [Fact]
    public void Open_OfAManifestAsPeopleWriteIt_Reads()
    {
        _kernel.With(7, 0x76, new FakeBme280(_clock) { Celsius = 25 });
        RobotManifest manifest = ManifestReader.Parse("robot: one\ndevices:\n  - name: Air\n    kind: sensor\n    unit: °F\n    driver: linux.bme280\n    with: { bus: 7, address: 0x76, channel: temperature, scale: 1.8, offset: 32 }\n");

        Assert.Equal(77, manifest.Devices[0].Open(_kernel, _clock).Read().Value, 0.05);
    }

    [Fact]
    public void Open_OfAnUnfitKind_IsRefused()
    {
        var error = Assert.Throws<InvalidFileException>(() => Devices.Of(DeviceKinds.Relay, "linux.bme280", ("channel", "humidity")).Open(_kernel, _clock));

        Assert.Contains("linux.bme280 drives no relay", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Errno.Eacces, "usermod -aG spi")]
    [InlineData(Errno.Ebusy, "in use by another program")]
    public void Open_OfAnSpiDeviceThatCannotBeHad_SaysWhatToDo(int errno, string words)
    {
        _kernel.OpenErrors["/dev/spidev0.0"] = errno;

        var error = Assert.Throws<DeviceException>(() => Devices.Sensor("linux.mcp3008", ("channel", "0")).Open(_kernel, _clock));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfAnSpiDeviceThatIsNotThere_NamesThoseThatAre()
    {
        _kernel.With("/dev/spidev1.0", new FakeMcp3008());

        var error = Assert.Throws<DeviceException>(() => Devices.Sensor("linux.mcp3008", ("channel", "0")).Open(_kernel, _clock));

        Assert.Contains("there is no /dev/spidev0.0 (there are: spidev1.0)", error.Message, StringComparison.Ordinal);
        Assert.Contains("dtparam=spi=on", error.Message, StringComparison.Ordinal);
    }
}
