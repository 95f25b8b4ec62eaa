using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>
/// Devices that speak as Home Assistant's MQTT integrations expect it (home-assistant.io/integrations/switch.mqtt, light.mqtt with the JSON schema,
/// sensor.mqtt, binary_sensor.mqtt, cover.mqtt, siren.mqtt, text.mqtt): ~/state and ~/set below one topic, as in the examples of its discovery.
/// </summary>
internal static class HomeAssistantProfile
{
    public static MqttDeviceSettings Read(YamlMap map, SettingsText text, DeviceKind kind)
    {
        string topic = text.Part("device", "Write the topic that its state and set stand below, such as workshop/lamp.");
        var common = new MqttDeviceSettings { Command = topic + "/set", States = [new(topic + "/state")] };
        switch (kind.Name)
        {
            case "relay":
                return common with { On = "ON", Off = "OFF" };
            case "dimmer":
                return Light("""{"state":"ON","brightness":{value}}""", "brightness") with { Scale = 1 / 255.0, Decimals = 0 };
            case "color-light":
                return Light("""{"state":"ON","brightness":255,"color":{"r":{r},"g":{g},"b":{b}}}""", "color");
            case "servo":
                return common with { Command = topic + "/set_position", Decimals = 0, StopCommand = topic + "/set", Stop = "STOP", States = [new(topic + "/position")] };
            case "sensor" or "range":
                return common with { Command = null, States = [new(topic + "/state", map.Text("field") is { } field ? Profile.Path(map, field) : null)] };
            case "input":
                return common with { Command = null, On = "ON", Off = "OFF" };
            case "buzzer":
                return common with { States = [], Template = PayloadTemplate.Parse("""{"state":"ON","duration":{seconds}}""", PayloadPlaces.Of(kind)), Off = """{"state":"OFF"}""" };
            default:
                // A display: the text integration.
                return common;
        }

        MqttDeviceSettings Light(string template, string path) => common with
        {
            Template = PayloadTemplate.Parse(template, PayloadPlaces.Of(kind)),
            Off = """{"state":"OFF"}""",
            States = [new(topic + "/state", JsonPath.Parse(path))],
            Power = JsonPath.Parse("state"),
        };
    }
}
