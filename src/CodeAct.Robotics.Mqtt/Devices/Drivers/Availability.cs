using System.Text;
using System.Text.Json;

namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>What availability topics say: <c>offline</c> (Tasmota's LWT, Home Assistant) or <c>{"state":"offline"}</c> (Zigbee2MQTT). Everything else is no reason to refuse.</summary>
internal static class Availability
{
    /// <summary>True where the device is said to be offline.</summary>
    public static bool IsOffline(ReadOnlyMemory<byte> payload)
    {
        if (payload.Length > 1_000) return false;
        string text = Encoding.UTF8.GetString(payload.Span).Trim();
        if (!text.StartsWith('{')) return text.Equals("offline", StringComparison.OrdinalIgnoreCase);
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.TryGetProperty("state", out JsonElement state) && state.ValueKind == JsonValueKind.String && string.Equals(state.GetString(), "offline", StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
