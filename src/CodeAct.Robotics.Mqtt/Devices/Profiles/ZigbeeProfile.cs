using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>Zigbee2MQTT (zigbee2mqtt.io/guide/usage/mqtt_topics_and_messages.html, and Exposes): one JSON message a device, and /set, /get and /availability below it.</summary>
internal static class ZigbeeProfile
{
    public static MqttDeviceSettings Read(YamlMap map, SettingsText text, DeviceKind kind)
    {
        string name = text.Part("device", "Write its friendly name in Zigbee2MQTT, such as kitchen/lamp.");
        string topic = $"{text.Topic("base") ?? "zigbee2mqtt"}/{name}";
        // A device's message has what changed and what is known; one that lacks the field is about something else.
        var common = new MqttDeviceSettings { Available = topic + "/availability", Command = topic + "/set", Partial = true };
        switch (kind.Name)
        {
            case "relay":
                string state = Named("state");
                return common with { On = $$"""{"{{state}}":"ON"}""", Off = $$"""{"{{state}}":"OFF"}""", States = [At(state)], Query = topic + "/get", QueryPayload = $$"""{"{{state}}":""}""" };
            case "dimmer":
                (state, string brightness) = (Named("state"), Named("brightness"));
                return common with
                {
                    Template = PayloadTemplate.Parse($$$"""{"{{{state}}}":"ON","{{{brightness}}}":{value}}""", PayloadPlaces.Of(kind)),
                    Off = $$"""{"{{state}}":"OFF"}""",
                    Scale = 1 / 254.0,
                    Decimals = 0,
                    States = [At(brightness)],
                    Power = JsonPath.Parse(state),
                    Query = topic + "/get",
                    QueryPayload = $$"""{"{{state}}":"","{{brightness}}":""}""",
                };
            case "color-light":
                // It takes red, green and blue but tells x and y, so that the state says only whether it is on.
                return common with
                {
                    Template = PayloadTemplate.Parse("""{"state":"ON","brightness":{brightness},"color":{"r":{r},"g":{g},"b":{b}}}""", PayloadPlaces.Of(kind)),
                    Off = """{"state":"OFF"}""",
                    States = [new(topic)],
                    Power = JsonPath.Parse("state"),
                    Query = topic + "/get",
                    QueryPayload = """{"state":""}""",
                };
            case "servo":
                return common with { Template = PayloadTemplate.Parse("""{"position":{value}}""", PayloadPlaces.Of(kind)), Decimals = 0, Stop = """{"state":"STOP"}""", States = [At("position")], Query = topic + "/get", QueryPayload = """{"position":""}""" };
            case "sensor" or "range" or "input":
                return common with { Command = null, States = [new(topic, Profile.Field(map, "", "Write the field of its message, such as temperature or occupancy."))] };
            default:
                return Profile.Refuse(map, "zigbee2mqtt", kind);
        }

        string Named(string field) => text.Word("endpoint") is { Length: > 0 } endpoint ? $"{field}_{endpoint}" : field;
        StateSource At(string field) => new(topic, JsonPath.Parse(field));
    }
}
