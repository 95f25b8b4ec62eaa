using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>What profiles share.</summary>
internal static class Profile
{
    /// <summary>The path to the field that the manifest names.</summary>
    public static JsonPath? Field(YamlMap map, string suffix, string remedy)
    {
        string field = map.Required("field", remedy);
        return field.Length > 0 ? Path(map, field + suffix) : null;
    }

    /// <summary>The path to a field.</summary>
    public static JsonPath? Path(YamlMap map, string field)
    {
        try
        {
            return JsonPath.Parse(field);
        }
        catch (FormatException e)
        {
            map.Refuse("field", e.Message, "Such as temperature or ENERGY.Power.");
            return null;
        }
    }

    /// <summary>Notes that a profile has nothing for a kind.</summary>
    public static MqttDeviceSettings Refuse(YamlMap map, string profile, DeviceKind kind)
    {
        map.Refuse("profile", $"{profile} has nothing ready for a {kind}.", "Leave the profile out and give state, command and template.");
        // What else is said belongs to the profile.
        foreach (string key in map.Keys) map.Find(key);
        return new MqttDeviceSettings { States = [new("none")], Command = "none", Off = "", Template = PayloadTemplate.Parse($"{{{PayloadPlaces.Of(kind)[0]}}}", PayloadPlaces.Of(kind)) };
    }
}
