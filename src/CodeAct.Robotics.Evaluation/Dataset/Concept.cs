using System.Text.Json;

namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>A device as people know it: what it is called, what it is for, and how they speak of it.</summary>
internal sealed class Concept
{
    private readonly Dictionary<string, string[]> _lists = [];

    public Concept(JsonElement json)
    {
        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Array && property.Value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String))
                _lists[property.Name] = [.. property.Value.EnumerateArray().Select(v => v.GetString()!)];
        }
        Kind = json.GetProperty("kind").GetString()!;
        Domain = json.GetProperty("domain").GetString()!;
        Robot = Text(json, "robot");
        Device = Text(json, "device");
        Unit = Text(json, "unit") ?? "";
        Range = Pair(json, "range");
        Typical = Pair(json, "typical");
    }

    /// <summary>A device kind's name.</summary>
    public string Kind { get; }

    /// <summary>Where such devices are found together.</summary>
    public string Domain { get; }

    /// <summary>A shipped robot's name, where it is a device of that.</summary>
    public string? Robot { get; }

    /// <summary>That device's name.</summary>
    public string? Device { get; }

    public string Unit { get; }

    public (double Low, double High)? Range { get; }

    public (double Low, double High)? Typical { get; }

    /// <summary>The phrases of that sort; empty where there are none.</summary>
    public string[] this[string sort] => _lists.GetValueOrDefault(sort, []);

    /// <summary>Identifies it.</summary>
    public string Key => $"{Robot}/{Domain}/{Kind}/{Device ?? this["names"].FirstOrDefault()}";

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static (double, double)? Pair(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 2
        && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.Number)
            ? (value[0].GetDouble(), value[1].GetDouble()) : null;
}
