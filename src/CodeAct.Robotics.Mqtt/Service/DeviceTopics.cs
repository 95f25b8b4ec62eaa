using System.Text.Json.Nodes;
using CodeAct.Robotics.Episodes;
using CodeAct.Robotics.Mqtt.Link;
using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Mqtt.Service;

/// <summary>Publishes what the robot's devices read: retained, only what changed, and each at most once an interval.</summary>
internal sealed class DeviceTopics(Outbox outbox, Topics topics, TimeSpan interval, TimeProvider time)
{
    private readonly Dictionary<string, (string Text, long At)> _last = [];

    /// <summary>Publishes readings.</summary>
    /// <param name="readings">Of all devices or some.</param>
    public void Publish(IEnumerable<DeviceReading> readings)
    {
        lock (_last)
        {
            foreach (DeviceReading reading in readings)
            {
                string name = reading.Device.Name, text = reading.Text;
                if (_last.TryGetValue(name, out (string Text, long At) last) && (last.Text == text || time.GetElapsedTime(last.At) < interval)) continue;
                _last[name] = (text, time.GetTimestamp());
                outbox.Post(MqttMessage.Of(topics.Device(name), Json(reading), retain: true));
            }
        }
    }

    /// <summary>Forgets what was published: a broker that came back may have lost it.</summary>
    public void Forget()
    {
        lock (_last) _last.Clear();
    }

    private string Json(DeviceReading reading) => JsonText.Of(new JsonObject
    {
        ["value"] = reading.Value switch { double n when double.IsFinite(n) => JsonValue.Create(Math.Round(n, 4)), bool b => JsonValue.Create(b), string s => JsonValue.Create(s), _ => null },
        ["unit"] = reading.Unit,
        ["time"] = time.GetUtcNow().ToString("O"),
    });
}
