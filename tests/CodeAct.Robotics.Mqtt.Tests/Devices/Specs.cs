using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Tests.Devices;

/// <summary>Devices for tests.</summary>
internal static class Specs
{
    public static DeviceSpec Relay(params (string Key, string Value)[] with) => Of(DeviceKinds.Relay, with) with { Safe = new SafeValue(SafeWord.Off) };

    public static DeviceSpec Dimmer(params (string Key, string Value)[] with) => Of(DeviceKinds.Dimmer, with) with { Safe = new SafeValue(SafeWord.Number, 0) };

    public static DeviceSpec Sensor(params (string Key, string Value)[] with) => Of(DeviceKinds.Sensor, with);

    public static DeviceSpec Of(DeviceKind kind, params (string Key, string Value)[] with) => new()
    {
        Name = "Device",
        Kind = kind,
        Driver = "mqtt",
        Range = kind == DeviceKinds.Servo ? new ValueRange(0, 100) : null,
        Safe = kind.IsActuator ? new SafeValue(kind == DeviceKinds.Servo ? SafeWord.Stop : SafeWord.Off) : null,
        With = DriverSettings.Of(with),
    };

    public static DeviceException Fails(Action act, string code, string message)
    {
        var error = Assert.Throws<DeviceException>(act);
        Assert.Equal(code, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("Device", error.Message, StringComparison.Ordinal);
        return error;
    }
}
