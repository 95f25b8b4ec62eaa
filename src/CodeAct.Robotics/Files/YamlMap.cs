using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace CodeAct.Robotics.Files;

/// <summary>A mapping of a YAML file; every key must be asked for, and what was not is unknown.</summary>
public sealed class YamlMap
{
    private readonly Dictionary<string, YamlNode> _nodes = new();
    private readonly Dictionary<string, YamlNode> _keys = new();
    private readonly HashSet<string> _known = [];

    /// <summary>A mapping node at a key path.</summary>
    public YamlMap(YamlFile file, YamlMappingNode node, string path)
    {
        File = file;
        Node = node;
        Path = path;
        foreach ((YamlNode key, YamlNode value) in node.Children)
        {
            string name = key is YamlScalarNode { Value: { } text } ? text : key.ToString();
            _nodes[name] = value;
            _keys[name] = key;
        }
    }

    /// <summary>The file it stands in.</summary>
    public YamlFile File { get; }

    /// <summary>The node, for messages.</summary>
    public YamlNode Node { get; }

    /// <summary>Its key path; empty at the top.</summary>
    public string Path { get; }

    /// <summary>The keys as written, in the file's order.</summary>
    public IEnumerable<string> Keys => _nodes.Keys;

    /// <summary>True where the key is there.</summary>
    public bool Has(string key) => _nodes.ContainsKey(key);

    /// <summary>The node of a key, or null; marks it as known.</summary>
    public YamlNode? Find(string key)
    {
        _known.Add(key);
        return _nodes.GetValueOrDefault(key);
    }

    /// <summary>A text, or null where the key is missing.</summary>
    public string? Text(string key)
    {
        YamlNode? node = Find(key);
        if (node is null) return null;
        if (node is YamlScalarNode scalar) return scalar.Value ?? "";
        Refuse(key, "a text is expected.");
        return null;
    }

    /// <summary>A text that must be there.</summary>
    public string Required(string key, string remedy)
    {
        string? text = Text(key);
        if (!string.IsNullOrWhiteSpace(text)) return text;
        if (!_nodes.ContainsKey(key)) File.Refuse(Node, PathOf(key), "is missing.", remedy);
        else Refuse(key, "is empty.", remedy);
        return "";
    }

    /// <summary>A finite number, or null.</summary>
    public double? Number(string key, string remedy = "Write a number.")
    {
        if (Text(key) is not { } text) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)) return value;
        Refuse(key, $"'{text}' is not a number.", remedy);
        return null;
    }

    /// <summary>A duration in seconds, or null.</summary>
    public double? Seconds(string key)
    {
        if (Text(key) is not { } text) return null;
        if (Duration.TryParse(text, out double seconds)) return seconds;
        Refuse(key, $"'{text}' is not a duration.", "Write a number with ms, s, m, h or d, such as 30s.");
        return null;
    }

    /// <summary>A truth; false where the key is missing.</summary>
    public bool Truth(string key)
    {
        switch (Text(key))
        {
            case null or "false" or "no" or "off": return false;
            case "true" or "yes" or "on": return true;
            case var text:
                Refuse(key, $"'{text}' is neither true nor false.", "Write true or false.");
                return false;
        }
    }

    /// <summary>An inner mapping, or null.</summary>
    public YamlMap? Map(string key)
    {
        YamlNode? node = Find(key);
        if (node is YamlMappingNode map) return new YamlMap(File, map, PathOf(key));
        if (node is not null) Refuse(key, "a mapping of keys is expected.");
        return null;
    }

    /// <summary>A list; empty where the key is missing.</summary>
    public IReadOnlyList<YamlNode> List(string key)
    {
        YamlNode? node = Find(key);
        if (node is YamlSequenceNode list) return list.Children.ToList();
        if (node is not null) Refuse(key, "a list is expected.");
        return [];
    }

    /// <summary>Notes a problem with a key.</summary>
    public void Refuse(string key, string problem, string remedy = "") =>
        File.Refuse(_keys.GetValueOrDefault(key) ?? Node, PathOf(key), problem, remedy);

    /// <summary>Refuses keys that nobody asked for, with the nearest known one.</summary>
    public void RefuseUnknown()
    {
        foreach (string key in _nodes.Keys.Where(k => !_known.Contains(k)))
        {
            string? near = NearestName.Of(key, _known);
            Refuse(key, "is not a known key.", near is null ? $"Known: {string.Join(", ", _known)}." : $"Did you mean '{near}'?");
        }
    }

    /// <summary>The key's path.</summary>
    public string PathOf(string key) => Path.Length == 0 ? key : $"{Path}.{key}";
}
