using System.Text;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Mqtt.Service;
using CodeAct.Robotics.Tasks;
using Json.Schema;

namespace CodeAct.Robotics.Mqtt.Tests;

public sealed class MessageSchemaTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(MessageSchema.Text)!;

    [Theory]
    [InlineData("""{"task":"Water","id":"a-1.b","timeout":"90s","expires":60,"priority":-3,"requires":["Pump","relay"],"retry":true}""")]
    [InlineData("""{"task":"Water","requires":"Pump","timeout":"1.5h"}""")]
    [InlineData("""{"id":"a"}""")]
    [InlineData("""{"task":5}""")]
    [InlineData("""{"task":"x","id":"a/b"}""")]
    [InlineData("""{"task":"x","prio":1}""")]
    [InlineData("""{"task":"x","priority":11}""")]
    [InlineData("""{"task":"x","timeout":"soon"}""")]
    [InlineData("""{"task":"x","timeout":0}""")]
    [InlineData("""{"task":"x","retry":"yes"}""")]
    [InlineData("""{"task":"x","requires":[]}""")]
    public void Task_SchemaAndReader_AgreeOnWhatIsOne(string payload)
    {
        bool taken = true;
        try
        {
            TaskRequestReader.Read(Encoding.UTF8.GetBytes(payload));
        }
        catch (TaskRefusedException)
        {
            taken = false;
        }
        Assert.Equal(taken, Holds("task", payload));
    }

    [Fact]
    public async Task Service_AllThatItSays_IsAsTheSchemaHasIt()
    {
        await using ServiceBench bench = await ServiceBench.OpenAsync();
        await bench.SendAsync("""{"task":"x","id":"one"}""");
        await bench.StateAsync("one", "done");
        await bench.UntilAsync(() => bench.Seen.Any(m => m.Topic == bench.Topics.Device("Soil")));
        Assert.All(bench.Seen.Where(m => m.Topic.EndsWith("/status", StringComparison.Ordinal)), m => Assert.True(Holds("status", m.Text), m.Text));
        Assert.All(bench.Seen.Where(m => m.Topic.EndsWith("/result", StringComparison.Ordinal)), m => Assert.True(Holds("result", m.Text), m.Text));
        Assert.All(bench.Seen.Where(m => m.Topic == bench.Topics.State), m => Assert.True(Holds("state", m.Text), m.Text));
        Assert.All(bench.Seen.Where(m => m.Topic.Contains("/device/", StringComparison.Ordinal) && m.Topic.StartsWith("codeact", StringComparison.Ordinal)), (MqttMessage m) => Assert.True(Holds("device", m.Text), m.Text));
    }

    internal static bool Holds(string definition, string json)
    {
        JsonObject schema = Schema["$defs"]![definition]!.DeepClone().AsObject();
        schema["$defs"] = Schema["$defs"]!.DeepClone();
        return JsonSchema.FromText(schema.ToJsonString()).Evaluate(System.Text.Json.JsonDocument.Parse(json).RootElement).IsValid;
    }
}
