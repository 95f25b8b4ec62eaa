using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>A text display.</summary>
internal sealed class MqttDisplay(DeviceSpec spec, MqttDeviceSettings settings, DeviceLink link, IRobotClock clock) : MqttDriver(spec, settings, link, clock)
{
    /// <inheritdoc/>
    protected override Order Encode(in DeviceCommand command)
    {
        if (command.Member != "Show") throw Unknown(command.Member);
        string text = command.Text ?? "";
        return new Order(Settings.Command!, Settings.Template!.Fill(_ => text), new DeviceState { Text = text });
    }

    /// <inheritdoc/>
    protected override Order? EncodeSafe(SafeValue safe) => safe.Word == SafeWord.Stop ? null : new Order(Settings.Command!, Settings.Off ?? Settings.Template!.Fill(_ => ""), new DeviceState { Text = "" });
}
