using System.Globalization;
using System.Text.Json;

namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>Colours as messages have them: <c>FF8001</c> (white channels may follow), <c>255,128,1</c>, <c>[255,128,1]</c> or <c>{"r":255,"g":128,"b":1}</c>; parts are 0 to 255.</summary>
internal static class ColorText
{
    /// <summary>The colour, or null.</summary>
    public static (double R, double G, double B)? Read(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return Read(value.GetString()!);
            case JsonValueKind.Object when value.TryGetProperty("r", out JsonElement r) && value.TryGetProperty("g", out JsonElement g) && value.TryGetProperty("b", out JsonElement b):
                return Of(Part(r), Part(g), Part(b));
            case JsonValueKind.Array when value.GetArrayLength() >= 3:
                return Of(Part(value[0]), Part(value[1]), Part(value[2]));
            default:
                return null;
        }
    }

    /// <inheritdoc cref="Read(JsonElement)"/>
    public static (double R, double G, double B)? Read(string text)
    {
        string word = text.Trim().TrimStart('#');
        if (word.Split(',') is { Length: >= 3 } parts) return Of(Part(parts[0]), Part(parts[1]), Part(parts[2]));
        if (word.Length is not (6 or 8 or 10) || !int.TryParse(word.AsSpan(0, 6), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int rgb)) return null;
        return (rgb >> 16, (rgb >> 8) & 255, rgb & 255);
    }

    private static (double, double, double)? Of(double r, double g, double b) => r is >= 0 and <= 255 && g is >= 0 and <= 255 && b is >= 0 and <= 255 ? (r, g, b) : null;

    private static double Part(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double part) ? part : double.NaN;

    private static double Part(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double part) ? part : double.NaN;
}
