using CodeAct.Robotics.Robots;
using Iot.Device.Ads1115;
using Iot.Device.Bh1750fvi;
using Iot.Device.Bmxx80;
using Iot.Device.Sht3x;
using Iot.Device.Vl53L0X;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>
/// Sensors on I2C; all have bus (default 1), address, scale and offset, and devices with one address share the chip.
/// <c>iot.bme280</c> (0x76; channel temperature in °C, humidity in %, pressure in hPa), <c>iot.sht3x</c> (0x44; channel temperature, humidity),
/// <c>iot.ads1115</c> (0x48; channel 0 to 3 or 0-1, 0-3, 1-3, 2-3; gain 1, 2/3, 2, 4, 8 or 16; volts), <c>iot.bh1750</c> (0x23; lux),
/// <c>iot.vl53l0x</c> (0x29; metres).
/// </summary>
internal static class ChipDrivers
{
    private static readonly ValueRange Celsius = new(-45, 130), Percent = new(0, 100), HectoPascal = new(300, 1100), Volts = new(-6.144, 6.144), Lux = new(0, 65535 / 1.2), Metres = new(0, 2.5);
    private static readonly string[] Inputs = ["0", "1", "2", "3", "0-1", "0-3", "1-3", "2-3"], Gains = ["1", "2/3", "2", "4", "8", "16"];
    private static readonly InputMultiplexer[] Multiplexers = [InputMultiplexer.AIN0, InputMultiplexer.AIN1, InputMultiplexer.AIN2, InputMultiplexer.AIN3, InputMultiplexer.AIN0_AIN1, InputMultiplexer.AIN0_AIN3, InputMultiplexer.AIN1_AIN3, InputMultiplexer.AIN2_AIN3];
    private static readonly MeasuringRange[] Ranges = [MeasuringRange.FS4096, MeasuringRange.FS6144, MeasuringRange.FS2048, MeasuringRange.FS1024, MeasuringRange.FS0512, MeasuringRange.FS0256];

    public static IDeviceDriver OpenBme280(DeviceSpec device, IotParts parts, IRobotClock clock)
    {
        var settings = device.With.Read(map => (Place: I2cPlace.Read(map, 0x76), Channel: map.RequiredWord("channel", "temperature", "humidity", "pressure"), Calibrate: map.Calibration()));
        SharedChip<Bme280> chip = parts.Chip(device, settings.Place, wire => new Bme280(wire));
        (ValueRange sense, Func<double?> measure) = settings.Channel switch
        {
            "humidity" => (Percent, () => chip.Use(c => c.Read().Humidity?.Percent)),
            "pressure" => (HectoPascal, () => chip.Use(c => c.Read().Pressure?.Hectopascals)),
            _ => (Celsius, (Func<double?>)(() => chip.Use(c => c.Read().Temperature?.DegreesCelsius))),
        };
        return new ChipSensor(device, settings.Calibrate, sense, measure);
    }

    public static IDeviceDriver OpenSht3x(DeviceSpec device, IotParts parts, IRobotClock clock)
    {
        var settings = device.With.Read(map => (Place: I2cPlace.Read(map, 0x44), Channel: map.RequiredWord("channel", "temperature", "humidity"), Calibrate: map.Calibration()));
        SharedChip<Sht3x> chip = parts.Chip(device, settings.Place, wire => new Sht3x(new Sht3xWire(wire)));
        return settings.Channel == "humidity"
            ? new ChipSensor(device, settings.Calibrate, Percent, () => chip.Use(c => c.Humidity.Percent))
            : new ChipSensor(device, settings.Calibrate, Celsius, () => chip.Use(c => c.Temperature.DegreesCelsius));
    }

    public static IDeviceDriver OpenAds1115(DeviceSpec device, IotParts parts, IRobotClock clock)
    {
        var settings = device.With.Read(map => (
            Place: I2cPlace.Read(map, 0x48),
            Input: Multiplexers[Array.IndexOf(Inputs, map.RequiredWord("channel", Inputs))],
            Range: Ranges[Array.IndexOf(Gains, map.Word("gain", Gains))],
            Calibrate: map.Calibration()));
        SharedChip<Ads1115> chip = parts.Chip(device, settings.Place, wire => new Ads1115(wire, deviceMode: DeviceMode.PowerDown));
        return new ChipSensor(device, settings.Calibrate, Volts, () => chip.Use<double?>(c =>
        {
            short raw = c.ReadRaw(settings.Input, settings.Range, c.DataRate);
            if (raw is short.MaxValue or short.MinValue) throw new IOException("the voltage is beyond what this gain measures. Write a smaller gain.");
            return c.RawToVoltage(raw).Volts;
        }));
    }

    public static IDeviceDriver OpenBh1750(DeviceSpec device, IotParts parts, IRobotClock clock)
    {
        var settings = device.With.Read(map => (Place: I2cPlace.Read(map, 0x23), Calibrate: map.Calibration()));
        SharedChip<Bh1750fvi> chip = parts.Chip(device, settings.Place, wire => new Bh1750fvi(wire));
        // Until its first measurement is over (180 ms at most, table "Measurement Mode" of the datasheet) the chip says 0.
        IotFaults.Do(device.Name, () => chip.Use(c => c.Illuminance));
        clock.Advance(0.18, CancellationToken.None);
        return new ChipSensor(device, settings.Calibrate, Lux, () => chip.Use(c => c.Illuminance.Lux));
    }

    public static IDeviceDriver OpenVl53l0x(DeviceSpec device, IotParts parts, IRobotClock clock)
    {
        var settings = device.With.Read(map => (Place: I2cPlace.Read(map, Vl53L0X.DefaultI2cAddress), Calibrate: map.Calibration()));
        SharedChip<Vl53L0X> chip = parts.Chip(device, settings.Place, wire => new Vl53L0X(wire));
        // The plain measurement: the binding's averages take a bus that fails for an object that is far away.
        return new ChipSensor(device, settings.Calibrate, Metres, () =>
        {
            ushort millimetres = chip.Use(c => c.DistanceSingleMeasurement);
            return millimetres >= (ushort)OperationRange.OutOfRange ? throw new IOException("nothing is within reach.") : millimetres / 1000.0;
        });
    }
}
