using CodeAct.Robotics.Hardware.Linux.I2C;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

/// <summary>The examples that the makers' data sheets work out, and one that a driver of others publishes.</summary>
public sealed class WorkedExample_Tests
{
    // BST-BMP280-DS001, section 3.12: the BME280 has the same formulas and the same places of its constants.
    private static readonly byte[] BoschExample =
    [
        0x70, 0x6B, 0x43, 0x67, 0x18, 0xFC, 0x7D, 0x8E, 0x43, 0xD6, 0xD0, 0x0B, 0x27, 0x0B, 0x8C, 0x00, 0xF9, 0xFF, 0x8C, 0x3C, 0xF8, 0xC6, 0x70, 0x17, 0x00, 0x00,
    ];

    [Fact]
    public void Bme280_OfBoschsExample_GivesTheSheetsTemperatureAndPressure()
    {
        var trim = new Bme280Trim(BoschExample, new byte[Bme280Trim.HighLength]);

        double fine = trim.Fine(519888);

        Assert.Equal(128422, fine, 1.0);
        Assert.Equal(25.08, Bme280Trim.Celsius(fine), 0.005);
        Assert.Equal(1006.5327, trim.HectoPascal(415148, fine), 0.001);
    }

    // The figures that the tests of Pimoroni's bme280-python (MIT) have.
    [Fact]
    public void Bme280_OfAPublishedPart_GivesItsHumidity()
    {
        byte[] low = new byte[Bme280Trim.LowLength];
        (ushort, int)[] words = [(28009, 0), (25654, 2), (50, 4), (39145, 6), (unchecked((ushort)-10750), 8), (3024, 10), (5667, 12), (unchecked((ushort)-120), 14), (unchecked((ushort)-7), 16), (15500, 18), (unchecked((ushort)-14600), 20), (6000, 22)];
        foreach ((ushort value, int at) in words) (low[at], low[at + 1]) = ((byte)value, (byte)(value >> 8));
        low[25] = 75;
        // H2 376, H3 0, H4 286, H5 50, H6 30.
        var trim = new Bme280Trim(low, [0x78, 0x01, 0x00, 0x11, 0x2E, 0x03, 0x1E]);

        double fine = trim.Fine(529191);

        Assert.Equal(24.7894877676, Bme280Trim.Celsius(fine), 1e-9);
        Assert.Equal(1006.61517564, trim.HectoPascal(326816, fine), 1e-3);
        Assert.Equal(68.66996648709039, trim.Percent(30281, fine), 1e-3);
    }

    [Fact]
    public void Bme280_WithNegativeHumidityConstants_TakesTheirSign()
    {
        // H4 = -1 and H5 = -1: twelve ones each, sharing a byte.
        var signed = new Bme280Trim(BoschExample, [0x78, 0x01, 0x00, 0xFF, 0xFF, 0xFF, 0x00]);
        var zero = new Bme280Trim(BoschExample, [0x78, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00]);

        // -H4*64 adds 64 counts and -H5/16384*t next to none: a little more humidity, and not the 2.6e5 counts of 4095.
        Assert.InRange(signed.Percent(10000, 100_000) - zero.Percent(10000, 100_000), 0.1, 1);
    }

    // Datasheet SHT3x-DIS, table 20.
    [Fact]
    public void Sht3x_ChecksumOfBeef_Is92() => Assert.Equal(0x92, Sht3x.Checksum([0xBE, 0xEF]));

    // ROHM, Technical Note BH1750FVI: 10000011 10010000 is 28067 lx.
    [Fact]
    public void Bh1750_OfRohmsExample_Is28067Lux() => Assert.Equal(28067, Bh1750.Lux(0b1000_0011_1001_0000, 69), 0.5);

    // DS25095, section 5.1.3: 0xC190 is 25 °C below alerts, and two's complement below 0.
    [Theory]
    [InlineData(0x0190, 25)]
    [InlineData(0xC190, 25)]
    [InlineData(0x1FF0, -1)]
    [InlineData(0x1D80, -40)]
    [InlineData(0x0001, 0.0625)]
    public void Mcp9808_OfARegister_IsThatTemperature(ushort register, double celsius) => Assert.Equal(celsius, Mcp9808.Celsius(register));

    // SBOS448, table 3: 10 A over 2 mΩ at 11.98 V, with a step of 1 mA.
    [Fact]
    public void Ina219_OfTexasInstrumentsExample_GivesItsRegistersAndWatts()
    {
        var clock = new VirtualTime();
        var chip = new FakeIna219(clock, 0.002) { Volts = 11.98, Amperes = 10 };
        var kernel = new ChipKernel().With(1, 0x40, chip);

        double watts = Devices.Sensor("linux.ina219", ("channel", "power"), ("shunt", "0.002"), ("max-current", "32.768")).Open(kernel, clock).Read().Value;

        Assert.Equal(0x5000, chip.Calibration);
        Assert.Equal(119.8, watts, 1e-9);
    }

    // PCA9685 Rev. 4, section 7.3.5: 200 Hz is a prescaler of 0x1E.
    [Theory]
    [InlineData(200, 0x1E)]
    [InlineData(50, 0x79)]
    [InlineData(1526, 0x03)]
    [InlineData(24, 0xFD)]
    public void Pca9685_OfAFrequency_HasThatPrescaler(double hertz, byte prescale) => Assert.Equal(prescale, Pca9685.Prescale(hertz));

    // The tuning's own values: 0x0096 is 151 macro periods, 0x01FE is 509.
    [Theory]
    [InlineData(0x0096, 151)]
    [InlineData(0x01FE, 509)]
    [InlineData(0x0000, 1)]
    public void Vl53l0x_OfATimeout_CountsThatManyMacroPeriods(ushort coded, int macros)
    {
        Assert.Equal(macros, Vl53l0xTiming.Decode(coded));
        Assert.Equal(coded, Vl53l0xTiming.Encode(macros));
    }
}
