using System.Globalization;
using CodeAct.Robotics.Files;

namespace CodeAct.Robotics.Robots;

/// <summary>Reads <c>safe</c>: required on every actuator, and one of what its kind can do.</summary>
internal static class SafeValueReader
{
    public static SafeValue? Read(YamlMap map, DeviceKind kind, ValueRange? range)
    {
        string? text = map.Text("safe")?.Trim();
        if (!kind.IsActuator)
        {
            if (text is not null) map.Refuse("safe", $"a {kind} commands nothing.", "Leave safe out.");
            return null;
        }

        if (text is null)
        {
            map.File.Refuse(map.Node, map.PathOf("safe"), "is missing.", $"A {kind} needs a safe value: {Allowed(kind, range)}.");
            return null;
        }

        SafeValue? value = Parse(text);
        if (value is { } safe && Fits(safe, kind, range)) return Normalise(safe, kind);
        map.Refuse("safe", $"'{text}' is no safe value of a {kind}.", $"Write {Allowed(kind, range)}.");
        return null;
    }

    private static SafeValue? Parse(string text) => text.ToLowerInvariant() switch
    {
        "off" or "false" => new SafeValue(SafeWord.Off),
        "on" or "true" => new SafeValue(SafeWord.On),
        "stop" => new SafeValue(SafeWord.Stop),
        "open" => new SafeValue(SafeWord.Open),
        "close" or "closed" => new SafeValue(SafeWord.Close),
        var word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? new SafeValue(SafeWord.Number, number)
            : null,
    };

    private static bool Fits(SafeValue safe, DeviceKind kind, ValueRange? range)
    {
        bool number = safe.Word == SafeWord.Number;
        return kind.Name switch
        {
            "relay" => safe.Word is SafeWord.Off or SafeWord.On,
            "dimmer" => safe.Word == SafeWord.Off || number && safe.Number is >= 0 and <= 1,
            "servo" or "stepper" => safe.Word == SafeWord.Stop || number && (range is null || range.Value.Contains(safe.Number)),
            "motor" => safe.Word is SafeWord.Stop or SafeWord.Off || number && safe.Number == 0,
            "drive" => safe.Word is SafeWord.Stop,
            "gripper" => safe.Word is SafeWord.Stop or SafeWord.Open or SafeWord.Close,
            _ => safe.Word is SafeWord.Off or SafeWord.Stop,
        };
    }

    // Level 0 and power 0 have one form each, so that drivers see one.
    private static SafeValue Normalise(SafeValue safe, DeviceKind kind) => kind.Name switch
    {
        "dimmer" when safe.Word == SafeWord.Off => new SafeValue(SafeWord.Number, 0),
        "motor" => new SafeValue(SafeWord.Stop),
        _ => safe,
    };

    private static string Allowed(DeviceKind kind, ValueRange? range) => kind.Name switch
    {
        "relay" => "off or on",
        "dimmer" => "off or a level from 0 to 1",
        "servo" or "stepper" => range is { } r ? $"stop or a number from {r.Low} to {r.High}" : "stop or a number",
        "motor" or "drive" => "stop",
        "gripper" => "stop, open or close",
        _ => "off",
    };
}
