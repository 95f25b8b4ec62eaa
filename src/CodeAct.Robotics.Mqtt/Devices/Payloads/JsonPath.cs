using System.Globalization;
using System.Text.Json;

namespace CodeAct.Robotics.Mqtt.Devices;

/// <summary>A place in a JSON message: <c>$.ENERGY.Power</c>, <c>state.brightness</c>, <c>Channel[0]</c> or <c>['a name']</c>. The part of RFC 9535 that names one value.</summary>
internal sealed class JsonPath
{
    private readonly List<(string? Name, int Index)> _steps = [];
    private readonly string _text;

    private JsonPath(string text) => _text = text;

    /// <exception cref="FormatException">It is no such path; says what is wrong.</exception>
    public static JsonPath Parse(string text)
    {
        var path = new JsonPath(text);
        string rest = text.Trim();
        if (rest.StartsWith('$')) rest = rest[1..];
        else if (!rest.StartsWith('[')) rest = "." + rest;
        while (rest.Length > 0) rest = rest[0] == '.' ? path.TakeName(rest[1..]) : path.TakeBracket(rest);
        return path;
    }

    /// <summary>Finds the value.</summary>
    public bool TryFind(JsonElement root, out JsonElement value)
    {
        value = root;
        foreach ((string? name, int index) in _steps)
        {
            if (name is not null ? value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out JsonElement next) : !Element(value, index, out next)) return false;
            value = next;
        }
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static bool Element(JsonElement list, int index, out JsonElement value)
    {
        bool has = list.ValueKind == JsonValueKind.Array && index < list.GetArrayLength();
        value = has ? list[index] : default;
        return has;
    }

    private string TakeName(string rest)
    {
        int end = rest.AsSpan().IndexOfAny('.', '[');
        string name = end < 0 ? rest : rest[..end];
        if (name.Length == 0 || name.AsSpan().ContainsAny('*', '?', ']')) throw new FormatException($"'{_text}' is no path to one value.");
        _steps.Add((name, 0));
        return rest[name.Length..];
    }

    private string TakeBracket(string rest)
    {
        int end = rest.IndexOf(']', StringComparison.Ordinal);
        if (rest[0] != '[' || end < 0) throw new FormatException($"'{_text}' is no path to one value.");
        string inner = rest[1..end];
        if (inner.Length > 2 && inner[0] is '\'' or '"' && inner[^1] == inner[0]) _steps.Add((inner[1..^1], 0));
        else if (int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out int index)) _steps.Add((null, index));
        else throw new FormatException($"'[{inner}]' is neither an index nor a quoted name.");
        return rest[(end + 1)..];
    }
}
