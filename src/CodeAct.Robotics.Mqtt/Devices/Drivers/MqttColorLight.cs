using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>A colour light.</summary>
internal sealed class MqttColorLight(DeviceSpec spec, MqttDeviceSettings settings, DeviceLink link, IRobotClock clock) : MqttDriver(spec, settings, link, clock)
{
    // A device may count colours as hue and saturation, and answer a step or two aside.
    private const double Tolerance = 3;

    /// <inheritdoc/>
    protected override Order Encode(in DeviceCommand command) => command.Member switch
    {
        "Color" => Of(command.A, command.B, command.C),
        "Off" => Of(0, 0, 0),
        _ => throw Unknown(command.Member),
    };

    /// <inheritdoc/>
    protected override Order? EncodeSafe(SafeValue safe) => safe.Word switch
    {
        SafeWord.Stop => null,
        SafeWord.On => Of(255, 255, 255),
        _ => Of(0, 0, 0),
    };

    /// <inheritdoc/>
    protected override bool Confirms(Reading reading, DeviceState goal)
    {
        if (reading.IsOnOnly) return goal != default;
        DeviceState said = reading.State;
        return (said == default) == (goal == default) && Near(said.Value, goal.Value) && Near(said.Second, goal.Second) && Near(said.Third, goal.Third);
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) <= Tolerance;

    private Order Of(double r, double g, double b)
    {
        (r, g, b) = (Math.Round(r), Math.Round(g), Math.Round(b));
        var goal = new DeviceState { Value = r, Second = g, Third = b };
        if (goal == default && Settings.Off is { } off) return new Order(Settings.Command!, off, goal);
        return new Order(Settings.Command!, Settings.Template!.Fill(Place), goal);

        object Place(string place) => place switch
        {
            "r" => r,
            "g" => g,
            "b" => b,
            "hex" => $"{(int)r:X2}{(int)g:X2}{(int)b:X2}",
            // Zigbee's levels end at 254.
            _ => Math.Round(Math.Max(r, Math.Max(g, b)) / 255 * 254),
        };
    }
}
