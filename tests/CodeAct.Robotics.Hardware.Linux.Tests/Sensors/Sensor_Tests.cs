using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

public sealed class Sensor_Tests : IDisposable
{
    private const string Iio = "/sys/bus/iio/devices/iio:device0";
    private const string Hwmon = "/sys/class/hwmon/hwmon0";
    private const string OneWire = "/sys/bus/w1/devices/28-00000a1b2c3d";
    private readonly FakeMachine _machine = new();

    private IDeviceDriver Open(string driver, params (string, string)[] settings) => _machine.Open(FakeMachine.Device(DeviceKinds.Sensor, driver, settings));

    private void Add(string path, string text) => _machine.Kernel.Add(path, FakeFile.ReadOnly(text + "\n"));

    [Theory]
    [InlineData("temp", 25.3)]
    [InlineData("humidityrelative", 41.5)]
    [InlineData("voltage1", 550)]
    [InlineData("voltage0-voltage1", -200)]
    [InlineData("accel_x", 9.81)]
    public void Iio_ReckonsAsTheKernelSays(string channel, double expected)
    {
        Add($"{Iio}/name", "board");
        Add($"{Iio}/in_temp_raw", "400");
        Add($"{Iio}/in_temp_offset", "106");
        Add($"{Iio}/in_temp_scale", "0.05");
        Add($"{Iio}/in_humidityrelative_input", "41.5");
        Add($"{Iio}/in_voltage1_raw", "1100");
        Add($"{Iio}/in_voltage1_scale", "0.5");
        Add($"{Iio}/in_voltage_scale", "3");
        Add($"{Iio}/in_voltage0-voltage1_raw", "-100");
        Add($"{Iio}/in_voltage-voltage_scale", "2");
        Add($"{Iio}/in_accel_x_raw", "981");
        Add($"{Iio}/in_accel_scale", "0.01");

        Assert.Equal(expected, Open("linux.iio", ("device", "board"), ("channel", channel)).Read().Value, 1e-9);
    }

    [Fact]
    public void Iio_AppliesTheManifestsScaleAndThenItsOffset()
    {
        Add($"{Iio}/name", "dht11");
        Add($"{Iio}/in_temp_input", "23000");

        Assert.Equal(21.5, Open("linux.iio", ("device", "dht11"), ("channel", "temp"), ("scale", "0.001"), ("offset", "-1.5")).Read().Value, 1e-9);
    }

    [Theory]
    [InlineData("ads1151", "voltage0", "did you mean 'ads1115'?")]
    [InlineData("bme280", "temp", "There are: iio:device0 [ads1115].")]
    [InlineData("ads1115", "voltage9", "Did you mean 'voltage0'?")]
    [InlineData("ads1115", "temperature", "There are: voltage0, voltage1.")]
    public void Iio_OfWhatIsNotThere_SaysWhatIs(string device, string channel, string expected)
    {
        Add($"{Iio}/name", "ads1115");
        Add($"{Iio}/in_voltage0_raw", "1");
        Add($"{Iio}/in_voltage1_raw", "1");

        var error = Assert.Throws<DeviceException>(() => Open("linux.iio", ("device", device), ("channel", channel)));

        Assert.Equal(ErrorCodes.DeviceFault, error.Code);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Errno.Eagain, ErrorCodes.NoReading)]
    [InlineData(Errno.Eio, ErrorCodes.NoReading)]
    [InlineData(Errno.Etimedout, ErrorCodes.NoReading)]
    [InlineData(Errno.Eremoteio, ErrorCodes.NoReading)]
    [InlineData(Errno.Enodev, ErrorCodes.DeviceFault)]
    [InlineData(Errno.Enoent, ErrorCodes.DeviceFault)]
    [InlineData(Errno.Eacces, ErrorCodes.DeviceFault)]
    public void Read_OfAnError_IsNoReadingWhereItPasses(int errno, string code)
    {
        Add($"{Iio}/name", "dht11");
        FakeFile file = _machine.Kernel.Add($"{Iio}/in_temp_input", FakeFile.ReadOnly("23000"));
        IDeviceDriver sensor = Open("linux.iio", ("device", "dht11"), ("channel", "temp"));
        file.OnRead = () => throw FakeKernel.Error(errno, "read");

        var error = Assert.Throws<DeviceException>(() => sensor.Read());

        Assert.Equal(code, error.Code);
        Assert.Contains("Device: /sys/bus/iio/devices/iio:device0", error.Message, StringComparison.Ordinal);
        file.OnRead = () => "24000";
        Assert.Equal(24_000, sensor.Read().Value);
    }

    [Theory]
    [InlineData("temp1", "48312", 48.312)]
    [InlineData("in1", "5020", 5.02)]
    [InlineData("curr1", "250", 0.25)]
    [InlineData("power1", "1500000", 1.5)]
    [InlineData("fan1", "2400", 2400)]
    public void Hwmon_IsInPlainUnits(string channel, string text, double expected)
    {
        Add($"{Hwmon}/name", "ina219");
        Add($"{Hwmon}/{channel}_input", text);

        Assert.Equal(expected, Open("linux.hwmon", ("device", "ina219"), ("channel", channel)).Read().Value, 1e-9);
    }

    [Fact]
    public void Hwmon_OfOneOfTwo_AsksWhich()
    {
        Add("/sys/class/hwmon/hwmon0/name", "ina219");
        Add("/sys/class/hwmon/hwmon1/name", "ina219");

        Assert.Contains("name one of hwmon0, hwmon1", Assert.Throws<DeviceException>(() => Open("linux.hwmon", ("device", "ina219"), ("channel", "in1"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a3 01 4b 46 7f ff 0d 10 ce : crc=ce YES\na3 01 4b 46 7f ff 0d 10 ce t=26187", 26.187)]
    [InlineData("50 05 4b 46 7f ff 10 10 1c : crc=1c YES\n50 05 4b 46 7f ff 10 10 1c t=85000", 85)]
    [InlineData("5e ff 4b 46 7f ff 02 10 3f : crc=3f YES\n5e ff 4b 46 7f ff 02 10 3f t=-10125", -10.125)]
    public void OneWire_OfAGoodScratchpad_IsItsTemperature(string text, double expected)
    {
        Add($"{OneWire}/w1_slave", text);

        Assert.Equal(expected, Open("linux.w1", ("id", "28-00000A1B2C3D")).Read().Value, 1e-9);
    }

    [Theory]
    [InlineData("a3 01 4b 46 7f ff 0d 10 ce : crc=cf NO\na3 01 4b 46 7f ff 0d 10 ce t=26187", "checksum is wrong")]
    [InlineData("50 05 4b 46 7f ff 0c 10 1c : crc=1c YES\n50 05 4b 46 7f ff 0c 10 1c t=85000", "measured nothing yet")]
    [InlineData("", "checksum is wrong")]
    public void OneWire_OfABadScratchpad_IsNoReading(string text, string expected)
    {
        Add($"{OneWire}/w1_slave", text);
        IDeviceDriver sensor = Open("linux.w1");

        var error = Assert.Throws<DeviceException>(() => sensor.Read());

        Assert.Equal(ErrorCodes.NoReading, error.Code);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OneWire_OfAKernelThatOnlyHasTemperature_ReadsThat()
    {
        Add($"{OneWire}/temperature", "21062");

        Assert.Equal(21.062, Open("linux.w1").Read().Value, 1e-9);
    }

    [Fact]
    public void OneWire_WithoutItsNumberOfTwo_ListsThem()
    {
        Add("/sys/bus/w1/devices/28-000000000001/temperature", "1");
        Add("/sys/bus/w1/devices/28-000000000002/temperature", "1");

        Assert.Contains("give one of them as id: 28-000000000001, 28-000000000002", Assert.Throws<DeviceException>(() => Open("linux.w1")).Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean '28-000000000001'?", Assert.Throws<DeviceException>(() => Open("linux.w1", ("id", "28-000000000011"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OneWire_WithoutABus_SaysWhatToDo() =>
        Assert.Contains("dtoverlay=w1-gpio", Assert.Throws<DeviceException>(() => Open("linux.w1")).Message, StringComparison.Ordinal);

    [Fact]
    public void History_HasAValueAMinuteAndBridgesWhatFailed()
    {
        Add($"{Hwmon}/name", "cpu");
        FakeFile file = _machine.Kernel.Add($"{Hwmon}/temp1_input", FakeFile.ReadOnly("20000"));
        var sensor = (ISensorHistory)Open("linux.hwmon", ("device", "cpu"), ("channel", "temp1"));

        _machine.Time.Advance(30);
        file.Text = "30000";
        _machine.Time.Advance(60);
        file.OnRead = () => throw FakeKernel.Error(Errno.Eio, "read");
        _machine.Time.Advance(60);
        file.OnRead = () => "40000";

        Assert.Equal([20, 20, 20, 30, 30, 40], sensor.History(6));
        Assert.Equal([30, 40], sensor.History(2));
    }

    [Fact]
    public void History_WithoutAnyReading_IsNoReading()
    {
        Add($"{Hwmon}/name", "cpu");
        FakeFile file = _machine.Kernel.Add($"{Hwmon}/temp1_input", FakeFile.ReadOnly("20000"));
        file.OnRead = () => throw FakeKernel.Error(Errno.Eio, "read");
        var sensor = (ISensorHistory)Open("linux.hwmon", ("device", "cpu"), ("channel", "temp1"));
        _machine.Time.Advance(180);

        Assert.Equal(ErrorCodes.NoReading, Assert.Throws<DeviceException>(() => sensor.History(3)).Code);
    }

    public void Dispose() => _machine.Dispose();
}
