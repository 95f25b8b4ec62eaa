using CodeAct.Robotics.Files;
using CodeAct.Robotics.Mqtt.Devices;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Tests.Devices;

/// <summary>Bad settings are refused with file, line and key, before anything is connected.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("relay, safe: off", "", "with.command: is missing. Name the topic that it takes commands on, or take a profile")]
    [InlineData("sensor", "", "with.state: is missing.")]
    [InlineData("sensor", "state: a/+/b", "with.state: 'a/+/b' is no topic of one device.")]
    [InlineData("sensor", "state: $SYS/broker/uptime", "is no topic of one device")]
    [InlineData("sensor", "state: a, path: 'a[*]'", "with.path: '[*]' is neither an index nor a quoted name.")]
    [InlineData("sensor", "state: a, path: a..b", "is no path to one value")]
    [InlineData("sensor", "state: a, fresh: 0s", "with.fresh: must be above 0.")]
    [InlineData("sensor", "state: a, fresh: soon", "with.fresh: 'soon' is not a duration.")]
    [InlineData("sensor", "state: a, scale: 0", "with.scale: 0 would make every reading the same.")]
    [InlineData("sensor", "state: a, retained: yes", "with.retained: 'yes' is neither no nor ok.")]
    [InlineData("sensor", "state: a, command: b", "with.command: is not a known key.")]
    [InlineData("sensor", "state: a, paht: b", "with.paht: is not a known key. Did you mean 'path'?")]
    [InlineData("sensor", "profile: shelly", "with.profile: there is no profile 'shelly'. Write tasmota, zigbee2mqtt or home-assistant")]
    [InlineData("sensor", "profile: tasmota, device: probe", "with.field: is missing.")]
    [InlineData("sensor", "profile: zigbee2mqtt, field: x", "with.device: is missing.")]
    [InlineData("sensor", "state: a, on-broker-lost: halt", "with.on-broker-lost: 'halt' is neither keep nor stop.")]
    [InlineData("relay, safe: off", "command: a, retain: true", "with.retain: commands are never retained")]
    [InlineData("relay, safe: off", "command: a, qos: 2", "with.qos: '2' is neither 1 nor 0.")]
    [InlineData("relay, safe: off", "command: a, template: x", "with.template: is not a known key.")]
    [InlineData("relay, safe: off", "profile: tasmota, device: plug, output: 0", "with.output: 0 is no output.")]
    [InlineData("dimmer, safe: off", "command: a, template: '{level}'", "with.template: {level} is no place for a value here; there are {value}.")]
    [InlineData("dimmer, safe: off", "command: a, template: on", "with.template: it has no place for a value: {value}.")]
    [InlineData("dimmer, safe: off", "command: a, scale: 2, full: 100", "with.full: says the same as scale.")]
    [InlineData("buzzer, safe: off", "command: a, template: '{ms}'", "with.off: is missing. Write the payload that silences it")]
    [InlineData("display, safe: off", "profile: tasmota, device: lcd", "with.profile: tasmota has nothing ready for a display.")]
    [InlineData("motor, safe: stop", "command: a", "Device is a motor, and that is not driven over MQTT")]
    [InlineData("drive, safe: stop", "command: a", "Kinds over MQTT: relay, dimmer, servo")]
    public void Open_OfBadSettings_IsRefusedWithItsKey(string kind, string with, string expected)
    {
        RobotManifest manifest = ManifestReader.Parse($"robot: room\ndevices:\n  - {{ name: Device, kind: {kind}, driver: mqtt, with: {{ {with} }} }}\n", "room.yaml");
        bool asked = false;
        using var family = new MqttDriverFamily(() =>
        {
            asked = true;
            throw new InvalidOperationException();
        }, _ => throw new InvalidOperationException(), TimeProvider.System);

        var error = Assert.Throws<InvalidFileException>(() => family.Open(manifest.Devices[0], new ManualClock()));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("room.yaml", error.Message, StringComparison.Ordinal);
        Assert.False(asked);
    }

    [Theory]
    [InlineData("$.ENERGY.Power", "6")]
    [InlineData("ENERGY.Power", "6")]
    [InlineData("$['ENERGY'][\"Power\"]", "6")]
    [InlineData("list[1]", "8")]
    [InlineData("$.list[2].x", "9")]
    [InlineData("DS18B20-1.Temperature", "5")]
    [InlineData("list[7]", null)]
    [InlineData("list.x", null)]
    [InlineData("ENERGY[0]", null)]
    public void Path_FindsOneValue(string path, string? expected)
    {
        using var document = System.Text.Json.JsonDocument.Parse("""{"ENERGY":{"Power":6},"list":[7,8,{"x":9}],"DS18B20-1":{"Temperature":5}}""");

        bool found = JsonPath.Parse(path).TryFind(document.RootElement, out System.Text.Json.JsonElement value);

        Assert.Equal(expected, found ? value.GetRawText() : null);
    }

    [Fact]
    public void Manifest_OfTheShippedRoom_HasGoodSettings()
    {
        RobotManifest room = ManifestReader.Read(Path.Combine(Root, "hardware", "robots", "mqtt-room.yaml"));

        Assert.Equal("generic", room.Simulator);
        Assert.All(room.Devices, d => Assert.NotEmpty(SettingsReader.Read(d).States));
        Assert.True(SettingsReader.Read(room.Devices[0]).StopsTask);
    }

    [Fact]
    public void Documentation_HasEverySetting()
    {
        string text = File.ReadAllText(Path.Combine(Root, "docs", "mqtt.md"));
        var known = new HashSet<string>();
        foreach (DeviceKind kind in DeviceKinds.All.Where(k => k.Name is not ("motor" or "stepper" or "drive" or "gripper")))
            foreach (string? profile in new[] { null, "tasmota", "zigbee2mqtt", "home-assistant" })
            {
                List<(string, string)> with = [("ack", "a"), ("qqqqqqqqqqqqqqqqqqqqqqqq", "1")];
                if (profile is not null) with.Add(("profile", profile));
                string message = Assert.Throws<InvalidFileException>(() => SettingsReader.Read(Specs.Of(kind, [.. with]))).Message;
                if (message.IndexOf("Known: ", StringComparison.Ordinal) is >= 0 and var at) known.UnionWith(message[(at + 7)..].Split('\n')[0].TrimEnd('.').Split(", "));
            }

        Assert.True(known.Count > 30, string.Join(' ', known));
        Assert.All(known, key => Assert.Contains($"`{key}", text, StringComparison.Ordinal));
    }

    private static string Root
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder!.FullName, "CodeAct.Robotics.sln"))) folder = folder.Parent;
            return folder.FullName;
        }
    }

    [Fact]
    public void Settings_OverAProfile_Win()
    {
        MqttDeviceSettings settings = SettingsReader.Read(Specs.Relay(("profile", "tasmota"), ("device", "plug"), ("output", "2"), ("state", "my/state"), ("path", "$.r2"), ("qos", "0"), ("ack-timeout", "500ms")));

        Assert.Equal("cmnd/plug/POWER2", settings.Command);
        Assert.Equal("my/state", Assert.Single(settings.States).Topic);
        Assert.Equal("$.r2", settings.States[0].Path?.ToString());
        Assert.Equal((0, 0.5, "tele/plug/LWT"), (settings.QoS, settings.AckTimeout, settings.Available));
    }
}
