using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

/// <summary>Devices as a manifest would have them.</summary>
internal static class Devices
{
    public static DeviceSpec Sensor(string driver, params (string Key, string Value)[] with) => Of(DeviceKinds.Sensor, driver, with);

    public static DeviceSpec Of(DeviceKind kind, string driver, params (string Key, string Value)[] with) => new()
    {
        Name = "Device",
        Kind = kind,
        Driver = driver,
        With = DriverSettings.Of(with),
        Range = kind == DeviceKinds.Servo ? new ValueRange(0, 90) : null,
        Safe = kind.IsActuator ? new SafeValue(kind == DeviceKinds.Servo ? SafeWord.Stop : SafeWord.Off) : null,
    };

    /// <summary>Opens one in a family of its own.</summary>
    public static IDeviceDriver Open(this DeviceSpec spec, ChipKernel kernel, VirtualTime clock) => new LinuxFamily(kernel, null, clock, new StillTime()).Open(spec, clock);
}
