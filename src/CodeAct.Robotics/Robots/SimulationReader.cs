using System.Globalization;
using System.Text.RegularExpressions;
using CodeAct.Robotics.Files;
using YamlDotNet.RepresentationModel;

namespace CodeAct.Robotics.Robots;

/// <summary>Reads <c>sim</c>, which tunes a device of the generic simulator.</summary>
public static partial class SimulationReader
{
    internal static SimulationSpec Read(YamlMap map, DeviceKind kind)
    {
        if (map.Map("sim") is not { } sim) return SimulationSpec.Default;
        HashSet<string> fitting = Fitting(kind);
        foreach (string key in sim.Keys.Where(k => !fitting.Contains(k)))
        {
            sim.Find(key);
            sim.Refuse(key, $"says nothing about a {kind}.", fitting.Count == 0 ? "Leave it out." : $"It takes {string.Join(", ", fitting)}.");
        }

        double noise = sim.Number("noise") ?? 0;
        if (noise < 0) sim.Refuse("noise", "must be 0 or above.");
        double? over = sim.Seconds("over");
        if (over is <= 0) sim.Refuse("over", "must be above 0.");
        return new SimulationSpec
        {
            Start = sim.Number("start"),
            Noise = Math.Max(0, noise),
            Toward = sim.Number("toward"),
            Over = over is > 0 ? over.Value : SimulationSpec.Default.Over,
            Affects = ReadAffects(sim),
            Active = ReadWindows(sim.File, sim.List("active"), sim.PathOf("active")),
            Near = sim.Truth("near"),
        };
    }

    /// <summary>Reads windows such as <c>20s-22s</c>; problems are noted in the file.</summary>
    public static IReadOnlyList<TimeWindow> ReadWindows(YamlFile file, IReadOnlyList<YamlNode> nodes, string path)
    {
        var windows = new List<TimeWindow>();
        foreach (YamlNode node in nodes)
        {
            string text = node is YamlScalarNode { Value: { } value } ? value : "";
            string[] ends = text.Split('-');
            if (ends.Length == 2 && Duration.TryParse(ends[0], out double from) && Duration.TryParse(ends[1], out double to) && from < to)
                windows.Add(new TimeWindow(from, to));
            else
                file.Refuse(node, path, $"'{text}' is not a window of time.", "Write it as 20s-22s.");
        }

        return windows;
    }

    private static Dictionary<string, double> ReadAffects(YamlMap sim)
    {
        var rates = new Dictionary<string, double>();
        if (sim.Map("affects") is not { } affects) return rates;
        foreach (string sensor in affects.Keys)
        {
            string text = affects.Text(sensor) ?? "";
            Match match = Rate().Match(text);
            if (match.Success) rates[sensor] = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) / UnitSeconds(match.Groups[2].Value);
            else affects.Refuse(sensor, $"'{text}' is not a rate.", "Write a signed number a second, minute or hour, such as 0.5/s.");
        }

        return rates;
    }

    private static double UnitSeconds(string unit) => unit switch { "s" => 1, "m" => 60, _ => 3600 };

    private static HashSet<string> Fitting(DeviceKind kind) => kind.Name switch
    {
        "sensor" => ["start", "noise", "toward", "over"],
        "range" => ["start", "noise"],
        "relay" or "dimmer" or "motor" => ["start", "affects"],
        "servo" or "stepper" => ["start"],
        "input" => ["active"],
        "gripper" => ["near"],
        _ => [],
    };

    [GeneratedRegex(@"^\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*/\s*([smh])\s*$")]
    private static partial Regex Rate();
}
