using System.Text.Json;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Episodes;
using CodeAct.Robotics.Mqtt.Service;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.HomeAssistant;

/// <summary>
/// Home Assistant's device discovery (home-assistant.io/integrations/mqtt, "Device discovery payload"): one retained message that makes
/// the robot appear with all of its devices, a field for tasks, and its stop.
/// </summary>
public sealed class Discovery(RobotManifest manifest)
{
    /// <summary>Where Home Assistant says that it has started.</summary>
    public const string StatusTopic = "homeassistant/status";

    private readonly Topics _topics = new(manifest.Robot);

    /// <summary>Where the message goes.</summary>
    public string Topic => $"homeassistant/device/{Identity}/config";

    private string Identity => $"codeact_{manifest.Robot.Replace('-', '_')}";

    /// <summary>The message.</summary>
    /// <param name="gone">Components of an earlier message that there are no more, with their platforms: Home Assistant removes them.</param>
    public string Payload(IReadOnlyDictionary<string, string>? gone = null)
    {
        var components = new JsonObject();
        foreach (DeviceSpec device in manifest.Devices) components[device.Name.ToLowerInvariant()] = Entity(device);
        components["task"] = Component("text", "Task", "task", new() { ["command_topic"] = _topics.Task, ["max"] = 255, ["icon"] = "mdi:robot" });
        components["state"] = Component("sensor", "State", "state", State("state", new() { ["device_class"] = "enum", ["options"] = new JsonArray("idle", "running", "estop") }));
        components["step"] = Component("sensor", "Step", "step", State("step", []));
        components["answer"] = Component("sensor", "Answer", "answer", State("answer", []));
        components["stop"] = Component("button", "Stop", "stop", new() { ["command_topic"] = _topics.EStop, ["payload_press"] = "stop", ["icon"] = "mdi:alert-octagon" });
        components["reset"] = Component("button", "Reset the stop", "reset", new() { ["command_topic"] = _topics.EStopReset, ["payload_press"] = "reset" });
        foreach ((string name, string platform) in gone ?? new Dictionary<string, string>())
            if (!components.ContainsKey(name)) components[name] = new JsonObject { ["platform"] = platform };
        return JsonText.Of(new JsonObject
        {
            ["device"] = new JsonObject { ["identifiers"] = Identity, ["name"] = manifest.Robot, ["manufacturer"] = "CodeAct.Robotics", ["model"] = manifest.Description },
            ["origin"] = new JsonObject { ["name"] = "CodeAct.Robotics", ["sw_version"] = typeof(Discovery).Assembly.GetName().Version!.ToString(3) },
            ["availability_topic"] = _topics.Availability,
            ["qos"] = 1,
            ["components"] = components,
        });
    }

    /// <summary>The components of an earlier message that this robot has no more, with their platforms.</summary>
    public IReadOnlyDictionary<string, string> Gone(string earlier)
    {
        try
        {
            JsonObject here = JsonNode.Parse(Payload())!["components"]!.AsObject();
            return JsonNode.Parse(earlier)?["components"]?.AsObject().Where(c => !here.ContainsKey(c.Key) && c.Value?["platform"] is not null).ToDictionary(c => c.Key, c => c.Value!["platform"]!.GetValue<string>()) ?? [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // Not ours: it is replaced.
            return new Dictionary<string, string>();
        }
    }

    private JsonObject Entity(DeviceSpec device)
    {
        var more = new JsonObject { ["state_topic"] = _topics.Device(device.Name) };
        bool truth = device.Kind.Name is "relay" or "input" or "buzzer";
        more["value_template"] = truth ? "{{ 'ON' if value_json.value else 'OFF' }}" : "{{ value_json.value }}";
        if (!truth && IsNumber(device.Kind)) AddMeasure(more, device);
        string name = device.Description.Length > 0 ? $"{device.Name} ({device.Description})" : device.Name;
        return Component(truth ? "binary_sensor" : "sensor", name, device.Name.ToLowerInvariant(), more);
    }

    private static bool IsNumber(DeviceKind kind) => kind.Name is "sensor" or "range" or "dimmer" or "motor" or "servo" or "stepper";

    private static void AddMeasure(JsonObject to, DeviceSpec device)
    {
        string unit = device.Kind.Name switch { "range" => "m", "servo" => "°", _ => device.Unit };
        (string? deviceClass, string homeUnit) = DeviceClasses.Of(unit, device.Kind.Name == "sensor" || device.Kind.Name == "range" ? $"{device.Name} {device.Description}" : "");
        if (homeUnit.Length > 0) to["unit_of_measurement"] = homeUnit;
        if (deviceClass is not null) to["device_class"] = deviceClass;
        to["state_class"] = "measurement";
    }

    private JsonObject State(string key, JsonObject more)
    {
        more["state_topic"] = _topics.State;
        more["value_template"] = $"{{{{ (value_json.{key} if value_json.{key} is not none else '') | string | truncate(250) }}}}";
        return more;
    }

    private JsonObject Component(string platform, string name, string id, JsonObject more)
    {
        more["platform"] = platform;
        more["name"] = name;
        more["unique_id"] = $"{Identity}_{id}";
        return more;
    }
}
