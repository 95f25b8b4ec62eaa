using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Simulators;
using YamlDotNet.RepresentationModel;

namespace CodeAct.Robotics.Evaluation;

/// <summary>Reads <c>start</c>: devices, or the world's variables.</summary>
internal static class StartReader
{
    public static IReadOnlyDictionary<string, StartValue> Read(YamlMap scenario)
    {
        var values = new Dictionary<string, StartValue>();
        if (scenario.Map("start") is not { } start) return values;
        foreach (string name in start.Keys)
        {
            values[name] = start.Find(name) is YamlSequenceNode
                ? StartValue.Of(SimulationReader.ReadWindows(start.File, start.List(name), start.PathOf(name)))
                : StartValue.Of(start.Text(name) ?? "");
        }

        return values;
    }
}

/// <summary>Reads <c>faults</c>.</summary>
internal static class FaultReader
{
    public static IReadOnlyList<Fault> Read(YamlMap scenario)
    {
        var faults = new List<Fault>();
        IReadOnlyList<YamlNode> nodes = scenario.List("faults");
        for (int i = 0; i < nodes.Count; i++)
        {
            string path = scenario.PathOf($"faults[{i}]");
            if (nodes[i] is not YamlMappingNode node) scenario.File.Refuse(nodes[i], path, "a mapping with kind is expected.");
            else if (ReadOne(new YamlMap(scenario.File, node, path)) is { } fault) faults.Add(fault);
        }

        return faults;
    }

    private static Fault? ReadOne(YamlMap map)
    {
        string word = map.Required("kind", $"One of {string.Join(", ", FaultKinds.Names)}.");
        string? device = map.Text("device");
        double? after = map.Seconds("after"), span = map.Seconds("for"), slow = map.Seconds("seconds");
        double? sigma = map.Number("sigma"), offset = map.Number("offset");
        map.RefuseUnknown();
        if (word.Length == 0) return null;
        if (!FaultKinds.Names.Contains(word))
        {
            map.Refuse("kind", $"'{word}' is no fault.", $"One of {string.Join(", ", FaultKinds.Names)}.");
            return null;
        }

        return new Fault
        {
            Kind = FaultKinds.Parse(word),
            Device = device,
            After = after ?? 0,
            For = span,
            Sigma = sigma ?? 0,
            Offset = offset ?? 0,
            Seconds = slow ?? 0,
        };
    }
}
