using CodeAct.Robotics.Files;
using YamlDotNet.RepresentationModel;

namespace CodeAct.Robotics.Robots;

/// <summary>The <c>with:</c> of a device, as written. Its driver reads it when the robot is opened; what the driver does not know is refused.</summary>
public sealed class DriverSettings
{
    private readonly YamlFile _file;
    private readonly YamlMappingNode _node;
    private readonly string _path;

    /// <summary>The settings at a place of a manifest; empty where the device has none.</summary>
    internal DriverSettings(YamlMap device)
    {
        _file = device.File;
        _node = device.Map("with")?.Node as YamlMappingNode ?? [];
        _path = device.PathOf("with");
    }

    private DriverSettings(YamlMappingNode node)
    {
        _file = YamlFile.Of("settings", node);
        _node = node;
        _path = "with";
    }

    /// <summary>No settings.</summary>
    public static DriverSettings None { get; } = Of();

    /// <summary>Settings made by a program.</summary>
    public static DriverSettings Of(params (string Key, string Value)[] settings)
    {
        var node = new YamlMappingNode();
        foreach ((string key, string value) in settings) node.Add(key, value);
        return new DriverSettings(node);
    }

    /// <summary>Reads them all.</summary>
    /// <param name="read">Asks for each key it knows and notes what is wrong with the map's <see cref="YamlMap.Refuse"/>.</param>
    /// <exception cref="InvalidFileException">A key is unknown, missing or bad; with file, line and key.</exception>
    public T Read<T>(Func<YamlMap, T> read)
    {
        YamlFile file = YamlFile.Of(_file.Name, _file.Root);
        var map = new YamlMap(file, _node, _path);
        T settings = read(map);
        map.RefuseUnknown();
        file.ThrowIfRefused();
        return settings;
    }
}
