using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>What each kind puts into the payload of its commands.</summary>
internal static class PayloadPlaces
{
    /// <summary>The kinds that make sense over MQTT.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["relay", "dimmer", "servo", "sensor", "input", "range", "color-light", "buzzer", "display"];

    /// <summary>True for a kind that is driven over MQTT.</summary>
    public static bool Fits(DeviceKind kind) => Kinds.Contains(kind.Name);

    /// <summary>True for what is a number in messages.</summary>
    public static bool HasNumber(DeviceKind kind) => kind.Name is "dimmer" or "servo" or "sensor" or "range";

    /// <summary>The names of its places.</summary>
    public static IReadOnlyList<string> Of(DeviceKind kind) => kind.Name switch
    {
        "color-light" => ["r", "g", "b", "hex", "brightness"],
        "buzzer" => ["hertz", "seconds", "ms", "tenths"],
        "display" => ["text"],
        _ => ["value"],
    };

    /// <summary>Its places as people write them.</summary>
    public static string Text(DeviceKind kind) => string.Join(", ", Of(kind).Select(p => $"{{{p}}}"));

    /// <summary>The payload where the manifest says none; null where there is no usual one.</summary>
    public static PayloadTemplate? Usual(DeviceKind kind) => kind.Name switch
    {
        "dimmer" or "servo" => PayloadTemplate.Parse("{value}", Of(kind)),
        "color-light" => PayloadTemplate.Parse("{r},{g},{b}", Of(kind)),
        "display" => PayloadTemplate.Parse("{text}", Of(kind)),
        _ => null,
    };
}
