using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>
/// Tasmota with its default full topic %prefix%/%topic%/ (tasmota.github.io/docs/MQTT, /Commands, /Blinds-and-Shutters, /Buzzer):
/// commands to cmnd, their results at stat, telemetry at tele.
/// </summary>
internal static class TasmotaProfile
{
    public static MqttDeviceSettings Read(YamlMap map, SettingsText text, DeviceKind kind)
    {
        string topic = text.Part("device", "Write the device's topic in Tasmota, such as tasmota_4F12A0.");
        string cmnd = $"cmnd/{topic}/", stat = $"stat/{topic}/", tele = $"tele/{topic}/";
        var common = new MqttDeviceSettings { Available = tele + "LWT" };
        // An empty TelePeriod sends the telemetry at once.
        MqttDeviceSettings measured = common with { Query = cmnd + "TelePeriod" };
        MqttDeviceSettings light = common with { Power = JsonPath.Parse("$.POWER"), Partial = true, Query = cmnd + "STATE" };
        switch (kind.Name)
        {
            case "relay":
                string power = $"POWER{text.Output()}";
                // Without payload it tells the state.
                return common with { Command = cmnd + power, On = "ON", Off = "OFF", States = [new(stat + power)], Query = cmnd + power };
            case "dimmer":
                return light with { Command = cmnd + "Dimmer", Scale = 0.01, Decimals = 0, States = Both("$.Dimmer") };
            case "color-light":
                return light with { Command = cmnd + "Color", States = Both("$.Color") };
            case "servo":
                int shutter = text.Output() ?? 1;
                return measured with
                {
                    Command = $"{cmnd}ShutterPosition{shutter}",
                    Decimals = 0,
                    StopCommand = $"{cmnd}ShutterStop{shutter}",
                    Stop = "",
                    Partial = true,
                    States = [new($"{stat}SHUTTER{shutter}"), .. At("RESULT", $"$.Shutter{shutter}.Position"), new(tele + "SENSOR", JsonPath.Parse($"$.Shutter{shutter}.Position"))],
                };
            case "sensor" or "range":
                return measured with { States = [new(tele + "SENSOR", Profile.Field(map, "", "Write the field of tele/…/SENSOR, such as ENERGY.Power or AM2301.Temperature."))] };
            case "input":
                string field = map.Text("field") ?? "Switch1";
                return measured with { Partial = true, States = [new(tele + "SENSOR", Profile.Path(map, field)), new(stat + "RESULT", Profile.Path(map, field + ".Action"))] };
            case "buzzer":
                return common with { Command = cmnd + "Buzzer", Template = PayloadTemplate.Parse("1,{tenths}", PayloadPlaces.Of(kind)), Off = "0" };
            default:
                return Profile.Refuse(map, "tasmota", kind);
        }

        StateSource[] At(string name, string path) => [new(stat + name, JsonPath.Parse(path))];
        StateSource[] Both(string path) => [.. At("RESULT", path), new(tele + "STATE", JsonPath.Parse(path))];
    }
}
