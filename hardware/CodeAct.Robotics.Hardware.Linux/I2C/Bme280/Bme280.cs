using CodeAct.Robotics.Hardware.Linux.Chips;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>
/// Bosch BME280: temperature, humidity and pressure of the air. Measures when asked (forced mode), so that it does not warm itself.
/// Source: BST-BME280-DS002; registers of section 5.3, times of section 9.1.
/// </summary>
internal sealed class Bme280 : I2cChip
{
    private const byte TrimLow = 0x88, Id = 0xD0, TrimHigh = 0xE1, ControlHumidity = 0xF2, Status = 0xF3, Control = 0xF4, Config = 0xF5, Data = 0xF7;
    private const byte ExpectedId = 0x60;

    // Once each: 0.2 % RH, 3 Pa and 0.005 degrees of noise are below what the parts promise.
    private const byte OnceHumidity = 0x01, OnceAndForced = 0x25;

    // 1.25 + 2.3 + (2.3 + 0.575) + (2.3 + 0.575) ms, from the formula for the longest time.
    private const double LongestMeasurement = 0.0093;

    private readonly SharedMeasurement<Air> _shared;
    private Bme280Trim? _trim;

    /// <summary>The chip at an address, not yet begun.</summary>
    public Bme280(I2cDevice device)
        : base(device)
    {
        _shared = new SharedMeasurement<Air>(Measure, () => device.Now);
    }

    /// <inheritdoc/>
    public override string Name => "BME280";

    /// <inheritdoc/>
    public override void Begin()
    {
        byte id = Device.ReadByte(Id);
        if (id != ExpectedId) throw ChipException.Fault($"the chip at {Device.Place} has the id 0x{id:x2}, a BME280 has 0x60: {Likely(id)}.");
        _trim = ReadTrim();
    }

    /// <summary>The air now, or as the devices beside this one have just got it.</summary>
    public Air Read(object reader) => _shared.For(reader);

    private Bme280Trim ReadTrim()
    {
        Span<byte> low = stackalloc byte[Bme280Trim.LowLength], high = stackalloc byte[Bme280Trim.HighLength];
        Device.ReadFrom(TrimLow, low);
        Device.ReadFrom(TrimHigh, high);
        var trim = new Bme280Trim(low, high);
        return trim.IsPlausible ? trim : throw ChipException.Fault($"the BME280 at {Device.Place} has lost its calibration; switch its power off and on, or replace it.");
    }

    private Air Measure()
    {
        // All that it needs is written each time: a chip that lost its power meanwhile measures again at once.
        lock (Device.Bus.Lock)
        {
            Device.Write(ControlHumidity, OnceHumidity, Config, 0x00, Control, OnceAndForced);
        }

        Device.WaitUntil(() => (Device.ReadByte(Status) & 0x09) == 0, LongestMeasurement, 0.1, $"the measurement of the BME280 at {Device.Place}");
        Span<byte> data = stackalloc byte[8];
        Device.ReadFrom(Data, data);
        int pressure = data[0] << 12 | data[1] << 4 | data[2] >> 4;
        int temperature = data[3] << 12 | data[4] << 4 | data[5] >> 4;
        int humidity = data[6] << 8 | data[7];
        if (temperature == 0x80000 || pressure == 0x80000 || humidity == 0x8000)
            throw ChipException.NoReading($"the BME280 at {Device.Place} measured nothing, as after a loss of power.");
        double fine = _trim!.Fine(temperature);
        return new Air(Bme280Trim.Celsius(fine), _trim.Percent(humidity, fine), _trim.HectoPascal(pressure, fine));
    }

    private static string Likely(byte id) => id switch
    {
        0x58 or 0x57 or 0x56 => "it is likely a BMP280, which measures no humidity and has no driver here",
        0x61 => "it is likely a BME680 or BME688, which has no driver here",
        0x55 => "it is likely a BMP085 or BMP180, which has no driver here",
        0x50 => "it is likely a BMP388, which has no driver here",
        0x00 or 0xFF => "nothing sensible comes back; check the wiring",
        _ => "it is another chip; check the address",
    };

    /// <summary>What it measures.</summary>
    /// <param name="Celsius">Degrees.</param>
    /// <param name="Percent">Relative humidity.</param>
    /// <param name="HectoPascal">Pressure.</param>
    internal readonly record struct Air(double Celsius, double Percent, double HectoPascal);
}
