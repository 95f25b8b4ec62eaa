using System.Globalization;
using System.Text;
using System.Text.Json;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>
/// Takes the state of a device out of a message. Whatever the message is, the result is a state, a problem, or that the message is about
/// something else; never an exception, and never words of the message, since they would reach the model.
/// </summary>
internal sealed class StateReader(DeviceSpec device, MqttDeviceSettings settings)
{
    /// <summary>The largest message that is looked at.</summary>
    public const int MostBytes = 64 * 1024;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private static readonly string[] UsualOn = ["ON", "true", "1"], UsualOff = ["OFF", "false", "0"];
    private readonly string[] _on = Words(settings.StateOn, settings.On, UsualOn), _off = Words(settings.StateOff, settings.Off, UsualOff);

    /// <summary>What the message says, or null where it is about something else.</summary>
    public Reading? Read(ReadOnlyMemory<byte> payload, JsonPath? path)
    {
        if (payload.Length > MostBytes) return Reading.Bad("sends a message that is too large");
        if (path is null && settings.Power is null) return Plain(payload.Span);
        try
        {
            using JsonDocument document = JsonDocument.Parse(payload);
            return At(document.RootElement, path);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Reading.Bad("sends a message that is not JSON");
        }
    }

    private Reading? At(JsonElement root, JsonPath? path)
    {
        if (settings.Power is { } power)
        {
            if (!power.TryFind(root, out JsonElement lit)) return Missing(power);
            if (Truth(TextOf(lit)) is not { } on) return Reading.Bad("says neither that it is on nor that it is off");
            if (!on) return new Reading(default);
            if (path is null) return new Reading(default) { IsOnOnly = true };
            // It is on, and this message does not say how much.
            if (!path.TryFind(root, out _)) return settings.Partial ? Reading.Bad("is on and has not said its level") : Missing(path);
        }

        return path!.TryFind(root, out JsonElement value) ? Of(value) : Missing(path);
    }

    private Reading? Missing(JsonPath path) => settings.Partial ? null : Reading.Bad($"sends a message without {path}");

    private Reading Of(JsonElement value)
    {
        if (device.Kind == DeviceKinds.ColorLight) return ColorText.Read(value) is var (r, g, b) ? new Reading(new DeviceState { Value = r, Second = g, Third = b }) : Reading.Bad("sends no colour");
        // A number beyond double's range is infinite here, and one that is none has no text.
        if (value.ValueKind == JsonValueKind.Number && PayloadPlaces.HasNumber(device.Kind)) return Number(value.TryGetDouble(out double number) ? number : double.NaN);
        return TextOf(value) is { } text ? OfText(text) : Reading.Bad("sends a value of the wrong type");
    }

    private Reading Plain(ReadOnlySpan<byte> payload)
    {
        try
        {
            string text = Strict.GetString(payload);
            if (device.Kind != DeviceKinds.ColorLight) return OfText(text);
            return ColorText.Read(text) is var (r, g, b) ? new Reading(new DeviceState { Value = r, Second = g, Third = b }) : Reading.Bad("sends no colour");
        }
        catch (ArgumentException)
        {
            return Reading.Bad("sends bytes that are no text");
        }
    }

    private Reading OfText(string text)
    {
        if (device.Kind == DeviceKinds.Display) return text.Length <= 2_000 ? new Reading(new DeviceState { Text = text }) : Reading.Bad("sends a text that is too long");
        if (device.Kind == DeviceKinds.Relay || device.Kind == DeviceKinds.Input)
            return Truth(text) is { } on ? new Reading(DeviceState.Of(on ? 1 : 0)) : Reading.Bad("says neither that it is on nor that it is off");
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? Number(number) : Reading.Bad("sends no number");
    }

    private Reading Number(double raw)
    {
        double value = raw * settings.Scale + settings.Offset;
        return double.IsFinite(value) ? new Reading(DeviceState.Of(value)) : Reading.Bad("sends no finite number");
    }

    private bool? Truth(string? text)
    {
        string word = text?.Trim() ?? "";
        if (Array.Exists(_on, w => string.Equals(w, word, StringComparison.OrdinalIgnoreCase))) return true;
        return Array.Exists(_off, w => string.Equals(w, word, StringComparison.OrdinalIgnoreCase)) ? false : null;
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    // A device answers with the word that it takes, but not with a whole JSON command.
    private static string[] Words(string? said, string? payload, string[] usual)
    {
        if (said is not null) return [said];
        return payload is { Length: > 0 } && payload[0] is not ('{' or '[') ? [payload] : usual;
    }
}

/// <summary>What a message says of a device.</summary>
/// <param name="State">Its state, where <paramref name="Problem"/> is null.</param>
/// <param name="Problem">What is wrong with the message, to follow the device's name.</param>
internal sealed record Reading(DeviceState State, string? Problem = null)
{
    /// <summary>It says that a light is on, and not how.</summary>
    public bool IsOnOnly { get; init; }

    /// <summary>A message that says nothing usable.</summary>
    public static Reading Bad(string problem) => new(default, problem);
}
