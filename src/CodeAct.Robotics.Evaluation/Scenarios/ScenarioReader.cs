using System.Text.RegularExpressions;
using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Simulators;
using YamlDotNet.RepresentationModel;

namespace CodeAct.Robotics.Evaluation;

/// <summary>Reads scenario files. A bad file is refused whole, with every problem named.</summary>
/// <param name="findRobot">Finds a manifest by name or path as the program does, or gives null.</param>
public sealed partial class ScenarioReader(Func<string, RobotManifest?> findRobot)
{
    /// <summary>Reads a file, or every .yaml file of a folder.</summary>
    /// <exception cref="InvalidFileException">With file, line, key, what is wrong and what would be right.</exception>
    public IReadOnlyList<Scenario> Read(string path)
    {
        if (!Directory.Exists(path)) return ReadFile(path);
        List<Scenario> all = Directory.GetFiles(path, "*.yaml").Order(StringComparer.Ordinal).SelectMany(ReadFile).ToList();
        if (all.Count == 0) throw new InvalidFileException(path, 0, "the folder holds no scenario.", "Put .yaml files there.");
        return all;
    }

    private List<Scenario> ReadFile(string path)
    {
        YamlFile file = YamlFile.Load(path);
        var scenarios = new List<Scenario>();
        if (file.Root is not YamlSequenceNode list) throw new InvalidFileException(path, 1, "a list of scenarios is expected.", "Begin each with '- id: …'.");
        for (int i = 0; i < list.Children.Count; i++)
        {
            if (list.Children[i] is not YamlMappingNode node) file.Refuse(list.Children[i], $"[{i}]", "a mapping with id, robot, task and check is expected.");
            else if (ReadOne(new YamlMap(file, node, $"[{i}]"), path) is { } scenario) Add(scenario, scenarios, file, node);
        }

        file.ThrowIfRefused();
        return scenarios;
    }

    private static void Add(Scenario scenario, List<Scenario> scenarios, YamlFile file, YamlNode node)
    {
        if (scenarios.Exists(s => s.Id == scenario.Id)) file.Refuse(node, "id", $"'{scenario.Id}' is there twice.", "Give each scenario an id of its own.");
        else scenarios.Add(scenario);
    }

    private Scenario? ReadOne(YamlMap map, string path)
    {
        string id = map.Required("id", "Give it an id, such as greenhouse-water-to-60.");
        if (id.Length > 0 && !IdPattern().IsMatch(id)) map.Refuse("id", $"'{id}' can't be an id.", "Use letters, digits, '-', '_' and '.'.");
        RobotManifest? robot = FindRobot(map, path);
        double seed = map.Number("seed") ?? 1;
        double turns = map.Number("max-turns") ?? 8;
        if (seed != Math.Floor(seed) || Math.Abs(seed) > int.MaxValue) map.Refuse("seed", "a whole number is expected.");
        if (turns is not (>= 1 and <= 100) || turns != Math.Floor(turns)) map.Refuse("max-turns", "a whole number from 1 to 100 is expected.");
        string task = map.Required("task", "Say what the robot should do.");
        IReadOnlyList<string> checks = ReadChecks(map);
        IReadOnlyDictionary<string, StartValue> start = StartReader.Read(map);
        IReadOnlyList<Fault> faults = FaultReader.Read(map);
        map.RefuseUnknown();
        if (robot is null) return null;
        var scenario = new Scenario
        {
            Id = id,
            Robot = robot,
            Seed = (int)seed,
            Start = start,
            Faults = faults,
            Task = task.Trim(),
            Check = checks,
            MaxTurns = (int)turns,
            Source = $"{path}:{map.Node.Start.Line}",
        };
        RefuseImpossible(scenario, map);
        return scenario;
    }

    // `world:` is an older word for the same.
    private RobotManifest? FindRobot(YamlMap map, string path)
    {
        string key = map.Has("world") && !map.Has("robot") ? "world" : "robot";
        string name = map.Required(key, "Name the robot.");
        map.Find("world");
        map.Find("robot");
        if (name.Length == 0) return null;
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        try
        {
            foreach (string candidate in new[] { name, $"{name}.yaml", $"robots/{name}", $"robots/{name}.yaml" })
                if (ManifestReader.IsManifest(Path.Combine(folder, candidate))) return ManifestReader.Read(Path.Combine(folder, candidate));
            if (findRobot(name) is { } robot) return robot;
            map.Refuse(key, $"there is no robot '{name}'.", "Name one that `codeact robots` lists, or a file beside this one.");
        }
        catch (InvalidFileException e)
        {
            map.Refuse(key, $"the robot '{name}' is not usable: {e.Message}");
        }

        return null;
    }

    private static List<string> ReadChecks(YamlMap map)
    {
        var checks = new List<string>();
        foreach (YamlNode node in map.List("check"))
        {
            if (node is YamlScalarNode { Value.Length: > 0 } text) checks.Add(text.Value!);
            else map.File.Refuse(node, map.PathOf("check"), "a C# expression is expected.", "Quote it where YAML reads it otherwise.");
        }

        if (checks.Count == 0) map.Refuse("check", "there is none.", "Say what must hold at the end, as C# expressions.");
        return checks;
    }

    // A start or a fault that doesn't fit the robot shows when the world is set up; better now than in the middle of a run.
    private static void RefuseImpossible(Scenario scenario, YamlMap map)
    {
        try
        {
            using var simulation = Simulation.Create(scenario.Robot, new SimulationOptions { Seed = scenario.Seed, Start = scenario.Start, Faults = scenario.Faults });
        }
        catch (SimulationException e)
        {
            map.File.Refuse(map.Node, map.Path, e.Message);
        }
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
    private static partial Regex IdPattern();
}
