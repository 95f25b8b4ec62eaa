using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>A switch.</summary>
internal sealed class MqttRelay(DeviceSpec spec, MqttDeviceSettings settings, DeviceLink link, IRobotClock clock) : MqttDriver(spec, settings, link, clock)
{
    /// <inheritdoc/>
    protected override Order Encode(in DeviceCommand command) => command.Member switch
    {
        "On" => Of(true),
        "Off" => Of(false),
        _ => throw Unknown(command.Member),
    };

    /// <inheritdoc/>
    protected override Order? EncodeSafe(SafeValue safe) => safe.Word == SafeWord.Stop ? null : Of(safe.Word == SafeWord.On || safe is { Word: SafeWord.Number, Number: not 0 });

    private Order Of(bool on) => new(Settings.Command!, (on ? Settings.On : Settings.Off)!, DeviceState.Of(on ? 1 : 0));
}
