namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>A value of a device as its messages count.</summary>
internal static class RawNumber
{
    /// <summary>The payload of a command that sets a value.</summary>
    public static string Fill(MqttDeviceSettings settings, double value) => settings.Template!.Fill(_ => Round(settings, value));

    /// <summary>The number in it.</summary>
    public static double Round(MqttDeviceSettings settings, double value) => Math.Round((value - settings.Offset) / settings.Scale, settings.Decimals);
}
