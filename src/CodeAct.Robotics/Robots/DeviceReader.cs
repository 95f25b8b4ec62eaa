using System.Globalization;
using CodeAct.Robotics.Files;
using YamlDotNet.RepresentationModel;

namespace CodeAct.Robotics.Robots;

/// <summary>Reads one device of a manifest.</summary>
internal static class DeviceReader
{
    /// <summary>The device, or null where its name or kind is unusable; problems are noted in the file.</summary>
    public static DeviceSpec? Read(YamlMap map)
    {
        string name = map.Required("name", "Give it a C# identifier, such as Pump.");
        string kindName = map.Required("kind", $"One of {KindNames()}.");
        DeviceKind? kind = DeviceKinds.Find(kindName);
        if (kindName.Length > 0 && kind is null)
            map.Refuse("kind", $"'{kindName}' is not a kind.", $"One of {KindNames()}.");
        if (name.Length > 0 && DeviceNames.Problem(name) is { } problem) map.Refuse("name", $"'{name}' {problem}", "Use a C# identifier, such as Pump.");
        if (kind is null || name.Length == 0) return null;

        ValueRange? range = ReadRange(map, kind);
        var device = new DeviceSpec
        {
            Name = name,
            Kind = kind,
            Description = (map.Text("description") ?? "").Trim(),
            Driver = map.Text("driver"),
            With = new DriverSettings(map),
            Unit = (map.Text("unit") ?? "").Trim(),
            Range = range,
            Safe = SafeValueReader.Read(map, kind, range),
            Hold = ReadActing(map, "hold", kind),
            Approve = ReadActing(map, "approve", kind),
            Limits = LimitsReader.Read(map, kind),
            Simulation = SimulationReader.Read(map, kind),
        };
        if (device.Hold && kind.IsMotion) map.Refuse("hold", $"a {kind} can't be held: motion ends with the action.", "Leave hold out.");
        map.RefuseUnknown();
        return device;
    }

    private static bool ReadActing(YamlMap map, string key, DeviceKind kind)
    {
        if (map.Has(key) && !kind.IsActuator) map.Refuse(key, $"a {kind} commands nothing.", $"Leave {key} out.");
        return map.Truth(key);
    }

    private static ValueRange? ReadRange(YamlMap map, DeviceKind kind)
    {
        bool fits = kind == DeviceKinds.Sensor || kind == DeviceKinds.Servo || kind == DeviceKinds.Stepper || kind == DeviceKinds.Range;
        if (!map.Has("range"))
        {
            map.Find("range");
            if (kind == DeviceKinds.Servo) return new ValueRange(0, 180);
            if (kind == DeviceKinds.Stepper) map.File.Refuse(map.Node, map.PathOf("range"), "is missing.", "A stepper needs its positions, such as [0, 100].");
            return null;
        }

        IReadOnlyList<YamlNode> ends = map.List("range");
        if (!fits)
        {
            map.Refuse("range", $"a {kind} has no range.", "Leave it out.");
            return null;
        }

        if (ends.Count == 2 && Number(ends[0]) is { } low && Number(ends[1]) is { } high && low < high) return new ValueRange(low, high);
        map.Refuse("range", "two numbers are expected, the lower first.", "Such as [0, 100].");
        return null;
    }

    private static double? Number(YamlNode node) =>
        node is YamlScalarNode { Value: { } text } && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;

    private static string KindNames() => string.Join(", ", DeviceKinds.All.Select(k => k.Name));
}
