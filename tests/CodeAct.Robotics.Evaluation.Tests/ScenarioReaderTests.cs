using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Simulators;

namespace CodeAct.Robotics.Evaluation.Tests;

public sealed class ScenarioReaderTests : IDisposable
{
    private const string Robot = """
        robot: tank
        simulator: generic
        devices:
          - { name: Level, kind: sensor, unit: cm, range: [0, 80] }
          - { name: Valve, kind: relay, safe: off, sim: { affects: { Level: 1/s } } }
          - { name: Button, kind: input }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("scenarios-").FullName;

    [Fact]
    public void Read_FullScenario_KeepsEveryKey()
    {
        Scenario scenario = Assert.Single(Read("""
            - id: fill-to-60
              robot: tank
              seed: 7
              start: { Level: 35, Button: [5s-6s, 1m-2m] }
              faults: [ { device: Level, kind: noise, after: 5s, for: 3s, sigma: 2 } ]
              task: Fill it up to 60.
              check:
                - Level.Value > 60
              max-turns: 6
            """));

        Assert.Equal(("fill-to-60", "tank", 7, 6), (scenario.Id, scenario.Robot.Robot, scenario.Seed, scenario.MaxTurns));
        Assert.Equal(35, scenario.Start["Level"].Number);
        Assert.Equal([new TimeWindow(5, 6), new TimeWindow(60, 120)], scenario.Start["Button"].Windows);
        Fault fault = Assert.Single(scenario.Faults);
        Assert.Equal((FaultKind.Noise, 5, 3, 2), (fault.Kind, fault.After, fault.For, fault.Sigma));
    }

    [Fact]
    public void Read_OlderWordWorld_NamesTheRobotToo() =>
        Assert.Equal("tank", Read("- { id: a, world: tank, task: x, check: [Now > 0] }")[0].Robot.Robot);

    [Theory]
    [InlineData("- { id: a, robot: tank, check: [Now > 0] }", "task")]
    [InlineData("- { id: a, robot: tank, task: x }", "check")]
    [InlineData("- { id: a, robot: nobody, task: x, check: [Now > 0] }", "nobody")]
    [InlineData("- { id: a, robot: tank, task: x, check: [Now > 0], start: { Levle: 3 } }", "Levle")]
    [InlineData("- { id: a, robot: tank, task: x, check: [Now > 0], start: { Level: 300 } }", "Level")]
    [InlineData("- { id: a, robot: tank, task: x, check: [Now > 0], faults: [ { kind: meltdown } ] }", "meltdown")]
    [InlineData("- { id: a, robot: tank, task: x, check: [Now > 0], faults: [ { kind: dropout, device: Nothing } ] }", "Nothing")]
    [InlineData("- { id: a, robot: tank, task: x, check: [Now > 0], max-turns: 0 }", "max-turns")]
    [InlineData("- { id: a, robot: tank, task: x, check: [Now > 0], maxturns: 3 }", "Did you mean 'max-turns'?")]
    [InlineData("- { id: a, robot: tank, task: x, check: [Now > 0] }\n- { id: a, robot: tank, task: x, check: [Now > 0] }", "there twice")]
    [InlineData("id: a", "a list of scenarios")]
    [InlineData("- 3", "a mapping")]
    [InlineData("", "empty")]
    public void Read_BadScenario_SaysWhatIsWrong(string text, string problem) =>
        Assert.Contains(problem, Assert.Throws<InvalidFileException>(() => Read(text)).Message, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, true);

    // The scenario file has the robot's own name: it must not be taken for the manifest.
    private IReadOnlyList<Scenario> Read(string text)
    {
        string path = Path.Combine(_folder, "tank.yaml");
        File.WriteAllText(path, text);
        Directory.CreateDirectory(Path.Combine(_folder, "robots"));
        File.WriteAllText(Path.Combine(_folder, "robots", "tank.yaml"), Robot);
        return new ScenarioReader(_ => null).Read(path);
    }
}
