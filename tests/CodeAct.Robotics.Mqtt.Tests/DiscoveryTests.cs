using System.Text.Json.Nodes;
using CodeAct.Robotics.Mqtt.HomeAssistant;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Tests;

public sealed class DiscoveryTests
{
    // home-assistant.io/integrations/mqtt and the platforms' own pages: the keys that we may use, by platform.
    private static readonly Dictionary<string, string[]> Keys = new()
    {
        ["binary_sensor"] = ["state_topic", "value_template"],
        ["sensor"] = ["state_topic", "value_template", "unit_of_measurement", "device_class", "state_class", "options"],
        ["text"] = ["command_topic", "max", "icon"],
        ["button"] = ["command_topic", "payload_press", "icon"],
    };

    [Fact]
    public void Payload_EveryDevice_IsAnEntityOfThePublishedKeys()
    {
        JsonObject json = Payload(ServiceBench.Yaml);
        foreach ((string id, JsonNode? component) in json["components"]!.AsObject())
        {
            string platform = component!["platform"]!.ToString();
            Assert.Equal($"codeact_garden_{id}", component["unique_id"]!.ToString());
            Assert.All(component.AsObject().Select(p => p.Key).Except(["platform", "name", "unique_id"]), key => Assert.Contains(key, Keys[platform]));
        }
        Assert.Equal(["binary_sensor", "sensor", "binary_sensor", "text", "sensor", "sensor", "sensor", "button", "button"], json["components"]!.AsObject().Select(c => c.Value!["platform"]!.ToString()));
        Assert.Equal(("moisture", "%"), (json["components"]!["soil"]!["device_class"]!.ToString(), json["components"]!["soil"]!["unit_of_measurement"]!.ToString()));
        Assert.Equal("codeact/garden/availability", json["availability_topic"]!.ToString());
        Assert.Equal("codeact_garden", json["device"]!["identifiers"]!.ToString());
        Assert.NotNull(json["origin"]!["name"]);
    }

    [Fact]
    public async Task Service_HomeAssistantStarts_IsToldAgain()
    {
        await using ServiceBench bench = await ServiceBench.OpenAsync();
        string topic = new Discovery(bench.Manifest).Topic;
        await bench.UntilAsync(() => bench.Seen.Any(m => m.Topic == topic));
        int before = bench.Seen.Count(m => m.Topic == topic);
        await bench.SayAsync(Discovery.StatusTopic, "online");
        await bench.UntilAsync(() => bench.Seen.Count(m => m.Topic == topic) == before + 1);
        Assert.All(bench.Seen.Where(m => m.Topic == topic), m => Assert.True(m.Retain));
    }

    [Fact]
    public async Task Service_ADeviceLeft_ItIsRemoved()
    {
        await using ServiceBench bench = await ServiceBench.OpenAsync();
        string topic = new Discovery(bench.Manifest).Topic;
        await bench.UntilAsync(() => bench.Seen.Any(m => m.Topic == topic));
        await bench.StopAsync();
        int before = bench.Seen.Count(m => m.Topic == topic);
        await bench.StartAsync(yaml: ServiceBench.Yaml.Replace("  - { name: Door, kind: input, description: the door }", "", StringComparison.Ordinal));
        await bench.UntilAsync(() => bench.Seen.Count(m => m.Topic == topic) == before + 2);
        JsonNode[] told = [.. bench.Seen.Where(m => m.Topic == topic).Skip(before).Select(m => JsonNode.Parse(m.Text)!["components"]!)];
        Assert.Equal("{\"platform\":\"binary_sensor\"}", told[0]["door"]!.ToJsonString());
        Assert.Null(told[1]["door"]);
    }

    private static JsonObject Payload(string yaml) => JsonNode.Parse(new Discovery(ManifestReader.Parse(yaml)).Payload())!.AsObject();
}
