using System.Text;
using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>Reads the forms that settings of MQTT take; what is wrong is noted in the map.</summary>
internal sealed class SettingsText(YamlMap map)
{
    /// <summary>A topic without wildcards, or null.</summary>
    public string? Topic(string key)
    {
        string? topic = map.Text(key);
        if (topic is null || IsTopic(topic)) return topic;
        map.Refuse(key, $"'{topic}' is no topic of one device.", "Write it without + and #, such as tele/plug/SENSOR.");
        return null;
    }

    /// <summary>A part of a topic that must be there, such as a device's name.</summary>
    public string Part(string key, string remedy)
    {
        string part = map.Required(key, remedy);
        if (part.Length == 0 || IsTopic(part)) return part;
        map.Refuse(key, $"'{part}' can't stand in a topic.", remedy);
        return "";
    }

    /// <summary>A path, or null.</summary>
    public JsonPath? Path(string key)
    {
        if (map.Text(key) is not { } text) return null;
        try
        {
            return JsonPath.Parse(text);
        }
        catch (FormatException e)
        {
            map.Refuse(key, e.Message, "Such as $.ENERGY.Power, state.brightness or Channel[0].");
            return null;
        }
    }

    /// <summary>A payload with places, or null.</summary>
    public PayloadTemplate? Template(DeviceKind kind)
    {
        if (map.Text("template") is not { } text) return null;
        try
        {
            return PayloadTemplate.Parse(text, PayloadPlaces.Of(kind));
        }
        catch (FormatException e)
        {
            map.Refuse("template", e.Message);
            return null;
        }
    }

    /// <summary>A duration above 0 in seconds, or null.</summary>
    public double? Positive(string key)
    {
        if (map.Seconds(key) is not { } seconds) return null;
        if (seconds > 0) return seconds;
        map.Refuse(key, "must be above 0.", "Such as 60s.");
        return null;
    }

    /// <summary>One of two words; the first where the key is missing.</summary>
    public string Choice(string key, string usual, string other)
    {
        string? word = map.Text(key);
        if (word is null || word == usual) return usual;
        if (word != other) map.Refuse(key, $"'{word}' is neither {usual} nor {other}.", $"Write {usual} or {other}.");
        return other;
    }

    /// <summary>A word of letters, digits, - and _, or null.</summary>
    public string? Word(string key)
    {
        string? word = map.Text(key);
        if (word is null || word.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')) return word;
        map.Refuse(key, $"'{word}' is no name.", "Letters and digits, such as l1 or left.");
        return null;
    }

    /// <summary>A whole number from 1, or null.</summary>
    public int? Output(string key = "output")
    {
        if (map.Number(key) is not { } number) return null;
        if (number is >= 1 and <= 64 && number == Math.Floor(number)) return (int)number;
        map.Refuse(key, $"{number} is no output.", "They count from 1.");
        return null;
    }

    /// <summary>How numbers of messages become values of the device.</summary>
    public MqttDeviceSettings Number(DeviceKind kind, MqttDeviceSettings settings)
    {
        double? scale = map.Number("scale"), full = kind == DeviceKinds.Dimmer ? map.Number("full") : null;
        if (scale == 0) map.Refuse("scale", "0 would make every reading the same.", "Write what one unit of the message is worth.");
        if (full is <= 0) map.Refuse("full", "must be above 0.", "Write the number that the device calls full, such as 254.");
        if (scale is not null && full is not null) map.Refuse("full", "says the same as scale.", "Write one of them.");
        settings = settings with { Scale = scale is not null and not 0 ? scale.Value : full > 0 ? 1 / full.Value : settings.Scale, Offset = map.Number("offset") ?? settings.Offset };
        if (!kind.IsActuator) return settings;
        double? decimals = map.Number("decimals");
        if (decimals is not (null or 0 or 1 or 2 or 3 or 4 or 5 or 6)) map.Refuse("decimals", $"{decimals} is no number of digits.", "Write 0 to 6.");
        return settings with { Decimals = (int)Math.Clamp(decimals ?? settings.Decimals, 0, 6) };
    }

    // MQTT 5.0, sections 4.7.1 and 4.7.3; $ begins the broker's own.
    private static bool IsTopic(string topic) =>
        topic.Length > 0 && topic[0] != '$' && !topic.AsSpan().ContainsAny('+', '#', '\0') && Encoding.UTF8.GetByteCount(topic) <= 65_535;
}
