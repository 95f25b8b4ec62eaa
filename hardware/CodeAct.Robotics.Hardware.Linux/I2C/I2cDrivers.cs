using CodeAct.Robotics.Hardware.Linux.Displays;
using CodeAct.Robotics.Hardware.Linux.I2C;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux;

/// <content>The drivers over I2C.</content>
internal static partial class LinuxDrivers
{
    static partial void AddI2c(List<LinuxDriver> drivers)
    {
        drivers.Add(new LinuxDriver("linux.bme280", [DeviceKinds.Sensor], Bme280Driver.Open));
        drivers.Add(new LinuxDriver("linux.sht3x", [DeviceKinds.Sensor], Sht3xDriver.Open));
        drivers.Add(new LinuxDriver("linux.ads1115", [DeviceKinds.Sensor], Ads1115Driver.Open));
        drivers.Add(new LinuxDriver("linux.ina219", [DeviceKinds.Sensor], Ina219Driver.Open));
        drivers.Add(new LinuxDriver("linux.bh1750", [DeviceKinds.Sensor], Bh1750Driver.Open));
        drivers.Add(new LinuxDriver("linux.mcp9808", [DeviceKinds.Sensor], Mcp9808Driver.Open));
        drivers.Add(new LinuxDriver("linux.vl53l0x", [DeviceKinds.Range, DeviceKinds.Sensor], Vl53l0xDriver.Open));
        drivers.Add(new LinuxDriver("linux.pca9685", Pca9685Driver.Kinds, Pca9685Driver.Open));
        drivers.Add(new LinuxDriver("linux.lcd1602", [DeviceKinds.Display], PanelDrivers.OpenLcd));
        drivers.Add(new LinuxDriver("linux.ssd1306", [DeviceKinds.Display], PanelDrivers.OpenOled));
    }
}
