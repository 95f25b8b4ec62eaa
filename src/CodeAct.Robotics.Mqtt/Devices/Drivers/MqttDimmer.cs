using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>A level from 0 to 1.</summary>
internal sealed class MqttDimmer(DeviceSpec spec, MqttDeviceSettings settings, DeviceLink link, IRobotClock clock) : MqttDriver(spec, settings, link, clock)
{
    /// <inheritdoc/>
    protected override Order Encode(in DeviceCommand command) => command.Member == "Set" ? Of(command.A) : throw Unknown(command.Member);

    /// <inheritdoc/>
    protected override Order? EncodeSafe(SafeValue safe) => safe.Word == SafeWord.Stop ? null : Of(safe.Word switch { SafeWord.On => 1, SafeWord.Number => safe.Number, _ => 0 });

    /// <summary>Devices count in steps of their own: a hundredth more or less is what was said, but not off for on.</summary>
    protected override bool Confirms(Reading reading, DeviceState goal)
    {
        double sent = RawNumber.Round(Settings, goal.Value) * Settings.Scale + Settings.Offset, said = reading.State.Value;
        return Math.Abs(said - sent) <= 0.01 + 1e-9 && (said > 0) == (sent > 0);
    }

    private Order Of(double level) => level == 0 && Settings.Off is { } off
        ? new Order(Settings.Command!, off, default(DeviceState))
        : new Order(Settings.Command!, RawNumber.Fill(Settings, level), DeviceState.Of(level));
}
