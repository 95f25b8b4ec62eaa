using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>The payload of a command with places for its values, such as <c>{"brightness": {value}}</c>. Other braces are the payload's own.</summary>
internal sealed partial class PayloadTemplate
{
    private readonly string _text;
    private readonly bool _isJson;

    private PayloadTemplate(string text)
    {
        _text = text;
        _isJson = text.TrimStart() is ['{' or '[', ..];
    }

    /// <param name="text">The payload.</param>
    /// <param name="places">The places that its kind fills.</param>
    /// <exception cref="FormatException">It has another place, or none.</exception>
    public static PayloadTemplate Parse(string text, IReadOnlyList<string> places)
    {
        string[] used = [.. Place().Matches(text).Select(m => m.Groups[1].Value)];
        string all = string.Join(", ", places.Select(p => $"{{{p}}}"));
        if (Array.Find(used, u => !places.Contains(u)) is { } strange) throw new FormatException($"{{{strange}}} is no place for a value here; there are {all}.");
        return used.Length > 0 ? new PayloadTemplate(text) : throw new FormatException($"it has no place for a value: {all}.");
    }

    /// <summary>The payload with its values.</summary>
    public string Fill(Func<string, object> value) => Place().Replace(_text, m => value(m.Groups[1].Value) switch
    {
        double number => number.ToString("0.######", CultureInfo.InvariantCulture),
        // In JSON a text stands between quotes already: what it holds must not end it.
        string text when _isJson => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        var other => $"{other}",
    });

    [GeneratedRegex(@"\{([a-z]+)\}")]
    private static partial Regex Place();
}
