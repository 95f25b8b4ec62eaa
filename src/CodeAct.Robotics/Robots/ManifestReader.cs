using System.Text.RegularExpressions;
using CodeAct.Robotics.Files;
using YamlDotNet.RepresentationModel;

namespace CodeAct.Robotics.Robots;

/// <summary>Reads and checks a robot manifest. A bad one is refused whole, with every problem named.</summary>
public static partial class ManifestReader
{
    /// <summary>Reads a manifest file.</summary>
    /// <exception cref="InvalidFileException">With file, line, key, what is wrong and what would be right.</exception>
    public static RobotManifest Read(string path) => Read(YamlFile.Load(path));

    /// <summary>Reads a manifest from text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="source">The name for messages.</param>
    /// <exception cref="InvalidFileException">As <see cref="Read(string)"/>.</exception>
    public static RobotManifest Parse(string text, string source = "manifest") => Read(YamlFile.Parse(text, source));

    /// <summary>True for a file that means to be a manifest, good or bad: it has a line that begins with <c>robot:</c>.</summary>
    public static bool IsManifest(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: < 1 << 20 } && File.ReadLines(path).Any(l => l.StartsWith("robot:", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static RobotManifest Read(YamlFile file)
    {
        YamlMap root = file.RootMap();
        string robot = root.Required("robot", "Give the robot a name, such as greenhouse.");
        if (robot.Length > 0 && !RobotName().IsMatch(robot))
            root.Refuse("robot", $"'{robot}' can't be a robot's name.", "Use a-z, 0-9 and '-', a letter first, at most 32.");
        string description = root.Text("description") ?? "";
        string? simulator = root.Text("simulator");
        List<DeviceSpec> devices = ReadDevices(root, out Dictionary<string, YamlMap> maps);
        IReadOnlyList<Interlock> interlocks = InterlockReader.Read(root, devices);
        root.RefuseUnknown();
        foreach (DeviceSpec device in devices) RefuseBadEffects(device, maps[device.Name], devices);
        file.ThrowIfRefused();
        return new RobotManifest
        {
            Robot = robot,
            Description = description.Trim(),
            Simulator = simulator,
            Devices = devices,
            Interlocks = interlocks,
            Source = file.Name,
        };
    }

    private static List<DeviceSpec> ReadDevices(YamlMap root, out Dictionary<string, YamlMap> maps)
    {
        var devices = new List<DeviceSpec>();
        maps = [];
        IReadOnlyList<YamlNode> nodes = root.List("devices");
        if (nodes.Count == 0) root.File.Refuse(root.Node, "devices", "there are none.", "List at least one device with name and kind.");
        if (nodes.Count > 250) root.Refuse("devices", $"{nodes.Count} are too many.", "At most 250.");
        for (int i = 0; i < nodes.Count; i++)
        {
            string path = $"devices[{i}]";
            if (nodes[i] is not YamlMappingNode node)
            {
                root.File.Refuse(nodes[i], path, "a mapping with name and kind is expected.");
                continue;
            }

            var map = new YamlMap(root.File, node, path);
            if (DeviceReader.Read(map) is not { } device) continue;
            DeviceSpec? twin = devices.Find(d => string.Equals(d.Name, device.Name, StringComparison.OrdinalIgnoreCase));
            if (twin is not null)
            {
                map.Refuse("name", $"'{device.Name}' differs from '{twin.Name}' at most by case.", "Give each device a name of its own.");
                continue;
            }

            devices.Add(device);
            maps[device.Name] = map;
        }

        return devices;
    }

    private static void RefuseBadEffects(DeviceSpec device, YamlMap map, List<DeviceSpec> devices)
    {
        foreach (string sensor in device.Simulation.Affects.Keys)
        {
            if (devices.Exists(d => d.Name == sensor && d.Kind == DeviceKinds.Sensor)) continue;
            map.Refuse("sim", $"affects '{sensor}', which is no sensor of this robot.", "Name a device of kind sensor.");
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,31}$")]
    private static partial Regex RobotName();
}
