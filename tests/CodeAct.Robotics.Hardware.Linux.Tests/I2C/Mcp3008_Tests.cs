using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

public sealed class Mcp3008_Tests
{
    private readonly VirtualTime _clock = new();
    private readonly FakeMcp3008 _chip = new();
    private readonly ChipKernel _kernel;

    public Mcp3008_Tests() => _kernel = new ChipKernel().With("/dev/spidev0.1", _chip);

    [Fact]
    public void Read_OfEachInput_GivesItsOwnVoltage()
    {
        for (int i = 0; i < 8; i++) _chip.Volts[i] = 0.4 * i;

        for (int i = 0; i < 8; i++) Assert.Equal(0.4 * i, Input($"{i}").Read().Value, 0.0017);
    }

    [Fact]
    public void Read_OfADifference_GivesIt()
    {
        (_chip.Volts[4], _chip.Volts[5]) = (1, 2.5);

        Assert.Equal(1.5, Input("5-4").Read().Value, 0.0017);
        Assert.Equal(0, Input("4-5").Read().Value);
    }

    [Fact]
    public void Read_WhenNobodyAnswers_IsNoReadingAndNotFullScale()
    {
        IDeviceDriver driver = Input("0");
        _chip.IsPlugged = false;

        var error = Assert.Throws<DeviceException>(() => driver.Read());

        Assert.Equal(ErrorCodes.NoReading, error.Code);
        Assert.Contains("check power, MISO and the chip select", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_SetsModeBitsAndClock()
    {
        Input("0", ("hertz", "500000")).Read();

        Assert.Equal([(0x4001_6B01u, (byte)0), (0x4001_6B03u, (byte)8)], _kernel.SpiSettings["/dev/spidev0.1"]);
        Assert.Equal(500_000u, _chip.Hertz);
    }

    [Fact]
    public void Dispose_ClosesIt()
    {
        ((IDisposable)Input("0")).Dispose();

        Assert.Empty(_kernel.OpenPaths);
    }

    private IDeviceDriver Input(string channel, params (string, string)[] with) =>
        Devices.Sensor("linux.mcp3008", [("select", "1"), ("channel", channel), .. with]).Open(_kernel, _clock);
}
