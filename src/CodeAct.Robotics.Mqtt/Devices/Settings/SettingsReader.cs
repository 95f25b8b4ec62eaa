using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>Reads the <c>with:</c> of a device: a profile first, and over it what is said explicitly. Each kind takes its own keys.</summary>
internal static class SettingsReader
{
    /// <summary>How old a reading may be where nothing is said: two of Tasmota's telemetry periods of 300 s.</summary>
    private const double UsualFresh = 600;

    /// <exception cref="InvalidFileException">Bad settings, or a kind that is not for MQTT.</exception>
    public static MqttDeviceSettings Read(DeviceSpec device) => device.With.Read(map => Read(map, device));

    private static MqttDeviceSettings Read(YamlMap map, DeviceSpec device)
    {
        DeviceKind kind = device.Kind;
        if (!PayloadPlaces.Fits(kind))
        {
            map.File.Refuse(map.Node, map.Path, $"{device.Name} is a {kind}, and that is not driven over MQTT: its motion must end when the connection does, which no broker promises.", $"Kinds over MQTT: {string.Join(", ", PayloadPlaces.Kinds)}.");
            foreach (string key in map.Keys) map.Find(key);
            return new MqttDeviceSettings();
        }

        var text = new SettingsText(map);
        MqttDeviceSettings settings = Profile(map, text, device);
        settings = ReadState(map, text, kind, settings);
        settings = ReadWords(map, text, kind, settings);
        if (kind.IsActuator) settings = ReadCommand(map, text, kind, settings);
        return ReadLoss(map, settings);
    }

    private static MqttDeviceSettings Profile(YamlMap map, SettingsText text, DeviceSpec device)
    {
        switch (map.Text("profile"))
        {
            case null: return new MqttDeviceSettings();
            case "tasmota": return TasmotaProfile.Read(map, text, device.Kind);
            case "zigbee2mqtt": return ZigbeeProfile.Read(map, text, device.Kind);
            case "home-assistant": return HomeAssistantProfile.Read(map, text, device.Kind);
            case var other:
                map.Refuse("profile", $"there is no profile '{other}'.", "Write tasmota, zigbee2mqtt or home-assistant, or leave it out and give topics.");
                return new MqttDeviceSettings();
        }
    }

    private static MqttDeviceSettings ReadState(YamlMap map, SettingsText text, DeviceKind kind, MqttDeviceSettings settings)
    {
        // A buzzer is heard, not read.
        if (kind == DeviceKinds.Buzzer) return settings with { Available = text.Topic("available") ?? settings.Available };
        JsonPath? path = text.Path("path");
        if (text.Topic("state") is { } topic) settings = settings with { States = [new StateSource(topic, path ?? settings.States.FirstOrDefault()?.Path)] };
        else if (path is not null && settings.States.Count > 0) settings = settings with { States = [.. settings.States.Select(s => s with { Path = path })] };
        else if (path is not null) map.Refuse("path", "leads into the messages of a state topic, and none is named.", "Name it with state, or take a profile.");
        if (!kind.IsActuator && settings.States.Count == 0) map.File.Refuse(map.Node, map.PathOf("state"), "is missing.", "Name the topic of its readings, or take a profile: tasmota, zigbee2mqtt or home-assistant.");
        double? usual = kind == DeviceKinds.Sensor || kind == DeviceKinds.Range ? UsualFresh : null;
        bool partial = map.Truth("partial");
        return settings with
        {
            Fresh = text.Positive("fresh") ?? settings.Fresh ?? usual,
            TrustsRetained = text.Choice("retained", "no", "ok") == "ok",
            Partial = map.Has("partial") ? partial : settings.Partial,
            Available = text.Topic("available") ?? settings.Available,
            Query = text.Topic("query") ?? settings.Query,
            QueryPayload = map.Text("query-payload") ?? settings.QueryPayload,
        };
    }

    private static MqttDeviceSettings ReadWords(YamlMap map, SettingsText text, DeviceKind kind, MqttDeviceSettings settings)
    {
        if (kind == DeviceKinds.Relay || kind == DeviceKinds.Input)
        {
            settings = settings with { On = map.Text("on") ?? settings.On, Off = map.Text("off") ?? settings.Off };
            if (kind == DeviceKinds.Input) return settings with { StateOn = settings.On, StateOff = settings.Off };
        }

        if (kind == DeviceKinds.Dimmer || kind == DeviceKinds.ColorLight) settings = settings with { Power = text.Path("power") ?? settings.Power };
        if (kind == DeviceKinds.Relay || kind == DeviceKinds.Dimmer || kind == DeviceKinds.ColorLight)
            settings = settings with { StateOn = map.Text("state-on") ?? settings.StateOn, StateOff = map.Text("state-off") ?? settings.StateOff };
        return PayloadPlaces.HasNumber(kind) ? text.Number(kind, settings) : settings;
    }

    private static MqttDeviceSettings ReadCommand(YamlMap map, SettingsText text, DeviceKind kind, MqttDeviceSettings settings)
    {
        if (map.Truth("retain")) map.Refuse("retain", "commands are never retained: the broker would repeat them, and so the motion, whenever the device connects.", "Leave it out.");
        bool confirm = map.Truth("confirm");
        settings = settings with
        {
            Command = text.Topic("command") ?? settings.Command,
            QoS = text.Choice("qos", settings.QoS == 1 ? "1" : "0", settings.QoS == 1 ? "0" : "1") == "1" ? 1 : 0,
            Ack = text.Topic("ack") ?? settings.Ack,
            AckTimeout = text.Positive("ack-timeout") ?? settings.AckTimeout,
            Confirm = map.Has("confirm") ? confirm : settings.Confirm,
        };
        if (settings.Ack is not null) settings = settings with { AckPayload = map.Text("ack-payload") };
        if (settings.Command is null && !map.Has("command")) map.File.Refuse(map.Node, map.PathOf("command"), "is missing.", "Name the topic that it takes commands on, or take a profile: tasmota, zigbee2mqtt or home-assistant.");
        if (kind == DeviceKinds.Relay) return settings with { On = settings.On ?? "ON", Off = settings.Off ?? "OFF" };
        settings = settings with { Template = text.Template(kind) ?? settings.Template };
        if (kind == DeviceKinds.Servo)
        {
            return settings with
            {
                Template = settings.Template ?? PayloadPlaces.Usual(kind),
                StopCommand = text.Topic("stop-command") ?? settings.StopCommand,
                Stop = map.Text("stop") ?? settings.Stop,
                Travel = text.Positive("travel") ?? settings.Travel,
            };
        }

        settings = settings with { Off = map.Text("off") ?? settings.Off };
        if (kind == DeviceKinds.Buzzer && settings.Off is null) map.File.Refuse(map.Node, map.PathOf("off"), "is missing.", "Write the payload that silences it: the safe state needs it.");
        if (settings.Template is null && PayloadPlaces.Usual(kind) is null) map.File.Refuse(map.Node, map.PathOf("template"), "is missing.", $"Write the payload of a command with {PayloadPlaces.Text(kind)}.");
        return settings with { Template = settings.Template ?? PayloadPlaces.Usual(kind) };
    }

    private static MqttDeviceSettings ReadLoss(YamlMap map, MqttDeviceSettings settings)
    {
        var text = new SettingsText(map);
        return settings with
        {
            StopsTask = text.Choice("on-broker-lost", "keep", "stop") == "stop",
            LostAfter = text.Positive("broker-lost-after") ?? settings.LostAfter,
        };
    }
}
