using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>A sensor, range finder or input.</summary>
internal sealed class MqttReading(DeviceSpec spec, MqttDeviceSettings settings, DeviceLink link, IRobotClock clock) : MqttDriver(spec, settings, link, clock)
{
    /// <inheritdoc/>
    protected override Order Encode(in DeviceCommand command) => throw Unknown(command.Member);

    /// <inheritdoc/>
    protected override Order? EncodeSafe(SafeValue safe) => null;
}
