using System.Globalization;
using System.Text.Json.Nodes;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Tests.Devices;

/// <summary>What is at the other side of the broker: firmware, as its documentation says that it speaks.</summary>
internal abstract class FakeDevice
{
    private MemoryBroker? _broker;

    public DeviceState Seen { get; protected set; }

    protected ManualClock Clock { get; private set; } = null!;

    public virtual void Join(MemoryBroker broker, ManualClock clock)
    {
        (_broker, Clock) = (broker, clock);
        clock.Moved += Tick;
        foreach (string topic in Topics) broker.On(topic, m => Take(m.Topic, m.Text));
    }

    public virtual void Present(double value) => throw new NotSupportedException();

    protected virtual IReadOnlyList<string> Topics => [];

    protected virtual void Take(string topic, string payload)
    {
    }

    protected virtual void Tick()
    {
    }

    protected void Say(string topic, string payload, bool retain = false) => _broker!.Say(topic, payload, retain);
}

/// <summary>A Tasmota plug (tasmota.github.io/docs/MQTT: "cmnd/…/Power", answered at stat/…/RESULT and stat/…/POWER; without payload it tells the state).</summary>
internal sealed class FakePlug : FakeDevice
{
    protected override IReadOnlyList<string> Topics => ["cmnd/plug/POWER"];

    protected override void Take(string topic, string payload)
    {
        if (payload.Length > 0) Seen = DeviceState.Of(payload.Equals("ON", StringComparison.OrdinalIgnoreCase) ? 1 : 0);
        string state = Seen.Value != 0 ? "ON" : "OFF";
        Say("stat/plug/RESULT", $$"""{"POWER":"{{state}}"}""");
        Say("stat/plug/POWER", state);
    }
}

/// <summary>A lamp behind Zigbee2MQTT (zigbee2mqtt.io/guide/usage/mqtt_topics_and_messages.html, "/set" and "/get"); brightness 0 to 254 stays when it is off.</summary>
internal sealed class FakeZigbeeLamp : FakeDevice
{
    private readonly JsonObject _state = new() { ["state"] = "OFF", ["brightness"] = 120, ["linkquality"] = 98 };

    protected override IReadOnlyList<string> Topics => ["zigbee2mqtt/lamp/set", "zigbee2mqtt/lamp/get"];

    protected override void Take(string topic, string payload)
    {
        if (topic.EndsWith("/set", StringComparison.Ordinal))
            foreach ((string key, JsonNode? value) in JsonNode.Parse(payload)!.AsObject()) _state[key] = value!.DeepClone();
        Seen = DeviceState.Of(_state["state"]!.ToString() == "ON" ? _state["brightness"]!.GetValue<double>() / 254 : 0);
        Say("zigbee2mqtt/lamp", _state.ToJsonString());
    }
}

/// <summary>A Tasmota shutter (tasmota.github.io/docs/Blinds-and-Shutters: ShutterPosition1, ShutterStop1, stat/…/SHUTTER1), 60 steps a second.</summary>
internal sealed class FakeShutter : FakeDevice
{
    private double _position, _goal, _moved;

    protected override IReadOnlyList<string> Topics => ["cmnd/blind/ShutterPosition1", "cmnd/blind/ShutterStop1", "cmnd/blind/TelePeriod"];

    protected override void Take(string topic, string payload)
    {
        Move();
        if (topic.EndsWith("TelePeriod", StringComparison.Ordinal)) Say("tele/blind/SENSOR", $$$"""{"Time":"2026-01-01T00:00:00","Shutter1":{"Position":{{{Whole}}},"Direction":0,"Target":{{{Whole}}}}}""");
        else _goal = payload.Length > 0 ? double.Parse(payload, CultureInfo.InvariantCulture) : _position;
        Tell();
    }

    protected override void Tick()
    {
        double before = _position;
        Move();
        if (_position != before) Tell();
    }

    private string Whole => _position.ToString("0", CultureInfo.InvariantCulture);

    private void Move()
    {
        double step = 60 * (Clock.Now - _moved);
        _moved = Clock.Now;
        _position += Math.Clamp(_goal - _position, -step, step);
        Seen = DeviceState.Of(_position);
    }

    private void Tell() => Say("stat/blind/SHUTTER1", Whole);
}

/// <summary>A Tasmota sensor: tele/…/SENSOR, at once when TelePeriod comes without payload.</summary>
internal sealed class FakeSensor : FakeDevice
{
    private double _value;

    protected override IReadOnlyList<string> Topics => ["cmnd/probe/TelePeriod"];

    public override void Present(double value)
    {
        _value = value;
        Take("", "");
    }

    protected override void Take(string topic, string payload) => Say("tele/probe/SENSOR", $$$"""{"Time":"2026-01-01T00:00:00","AM2301":{"Temperature":{{{_value.ToString(CultureInfo.InvariantCulture)}}},"Humidity":55.1},"TempUnit":"C"}""");
}

/// <summary>A door contact behind Zigbee2MQTT: contact is true while the door is closed.</summary>
internal sealed class FakeContact : FakeDevice
{
    public override void Present(double value) => Say("zigbee2mqtt/door", $$"""{"contact":{{(value == 0 ? "true" : "false")}},"battery":97}""");
}

/// <summary>A light of Home Assistant's JSON schema (home-assistant.io/integrations/light.mqtt).</summary>
internal sealed class FakeColorLight : FakeDevice
{
    protected override IReadOnlyList<string> Topics => ["shelf/mood/set"];

    protected override void Take(string topic, string payload)
    {
        JsonNode node = JsonNode.Parse(payload)!;
        double Part(string name) => node["color"]?[name]?.GetValue<double>() ?? 0;
        bool on = node["state"]!.ToString() == "ON";
        Seen = on ? new DeviceState { Value = Part("r"), Second = Part("g"), Third = Part("b") } : default;
        Say("shelf/mood/state", on ? $$$"""{"state":"ON","brightness":255,"color":{"r":{{{Part("r")}}},"g":{{{Part("g")}}},"b":{{{Part("b")}}}}}""" : """{"state":"OFF"}""");
    }
}

/// <summary>A Tasmota buzzer (tasmota.github.io/docs/Buzzer: count,beep in tenths of a second; 0 stops).</summary>
internal sealed class FakeBuzzer : FakeDevice
{
    private double _end;

    protected override IReadOnlyList<string> Topics => ["cmnd/bell/Buzzer"];

    protected override void Take(string topic, string payload)
    {
        string[] parts = payload.Split(',');
        _end = parts.Length == 2 ? Clock.Now + int.Parse(parts[0], CultureInfo.InvariantCulture) * int.Parse(parts[1], CultureInfo.InvariantCulture) / 10.0 : Clock.Now;
        Tick();
    }

    protected override void Tick() => Seen = new DeviceState { Flag = Clock.Now < _end };
}

/// <summary>A text entity of Home Assistant (home-assistant.io/integrations/text.mqtt).</summary>
internal sealed class FakeDisplay : FakeDevice
{
    protected override IReadOnlyList<string> Topics => ["hall/display/set"];

    protected override void Take(string topic, string payload)
    {
        Seen = new DeviceState { Text = payload };
        Say("hall/display/state", payload);
    }
}
