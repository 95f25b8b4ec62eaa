using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>All drivers, by name.</summary>
internal static class IotDrivers
{
    private static readonly DeviceKind[] Sensor = [DeviceKinds.Sensor], Distance = [DeviceKinds.Range, DeviceKinds.Sensor], Display = [DeviceKinds.Display];

    public static IReadOnlyDictionary<string, IotDriver> All { get; } = new IotDriver[]
    {
        new("iot.gpio", [DeviceKinds.Relay, DeviceKinds.Input], GpioDrivers.Open),
        new("iot.pwm", [DeviceKinds.Dimmer], PwmDrivers.OpenDimmer),
        new("iot.servo", [DeviceKinds.Servo], PwmDrivers.OpenServo),
        new("iot.motor", [DeviceKinds.Motor], PwmDrivers.OpenMotor),
        new("iot.pca9685", [DeviceKinds.Dimmer, DeviceKinds.Servo], Pca9685Drivers.Open),
        new("iot.bme280", Sensor, ChipDrivers.OpenBme280),
        new("iot.sht3x", Sensor, ChipDrivers.OpenSht3x),
        new("iot.ads1115", Sensor, ChipDrivers.OpenAds1115),
        new("iot.ina219", Sensor, Ina219Driver.Open),
        new("iot.bh1750", Sensor, ChipDrivers.OpenBh1750),
        new("iot.vl53l0x", Distance, ChipDrivers.OpenVl53l0x),
        new("iot.lcd1602", Display, DisplayDrivers.OpenLcd),
        new("iot.ssd1306", Display, DisplayDrivers.OpenOled),
        new("iot.binding", Distance, AnyBinding.Open),
    }.ToDictionary(d => d.Name);
}
