using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Tests.Robots;

public sealed class ManifestReaderTests
{
    [Theory]
    [InlineData("greenhouse", 9, 2)]
    [InlineData("home", 14, 0)]
    [InlineData("workbench", 11, 2)]
    [InlineData("mqtt-room", 6, 1)]
    public void Read_ShippedRobot_IsAccepted(string name, int devices, int interlocks)
    {
        RobotManifest robot = ManifestReader.Read(Checkout.Path("hardware", "robots", $"{name}.yaml"));

        Assert.Equal(name, robot.Robot);
        Assert.Equal(devices, robot.Devices.Count);
        Assert.Equal(interlocks, robot.Interlocks.Count);
    }

    [Fact]
    public void Parse_FullDevice_KeepsEveryKey()
    {
        RobotManifest robot = ManifestReader.Parse("""
            robot: greenhouse
            devices:
              - name: Pump
                kind: relay
                description: waters the bed
                driver: linux.gpio
                with: { chip: pinctrl-rp1, line: 17, active: low }
                safe: off
                approve: true
                limits: { max-on: 30s, min-off: 10s, min-interval: 200ms }
                sim: { affects: { Soil: 0.5/s } }
              - { name: Soil, kind: sensor, unit: "%", range: [0, 100], sim: { start: 22, noise: 0.2, toward: 19, over: 1h } }
              - { name: Button, kind: input, sim: { active: [20s-22s, 1m-2m] } }
            """);

        DeviceSpec pump = robot.Devices[0];
        Assert.Equal((17, "pinctrl-rp1", "low"), pump.With.Read(with => (with.Number("line"), with.Text("chip"), with.Text("active"))));
        Assert.Equal(new SafeValue(SafeWord.Off), pump.Safe);
        Assert.True(pump.Approve);
        Assert.False(pump.Hold);
        Assert.Equal((30, 10, 0.2), (pump.Limits.MaxOn, pump.Limits.MinOff, pump.Limits.MinInterval));
        Assert.Equal(0.5, pump.Simulation.Affects["Soil"]);
        Assert.Equal(new ValueRange(0, 100), robot.Devices[1].Range);
        Assert.Equal((22, 0.2, 19, 3600), (robot.Devices[1].Simulation.Start, robot.Devices[1].Simulation.Noise, robot.Devices[1].Simulation.Toward, robot.Devices[1].Simulation.Over));
        Assert.Equal([new TimeWindow(20, 22), new TimeWindow(60, 120)], robot.Devices[2].Simulation.Active);
    }

    [Theory]
    [InlineData("kind: relai, safe: off", "devices[0].kind", "'relai' is not a kind")]
    [InlineData("kind: relay", "devices[0].safe", "is missing")]
    [InlineData("kind: relay, safe: 0.5", "devices[0].safe", "no safe value of a relay")]
    [InlineData("kind: dimmer, safe: 2", "devices[0].safe", "no safe value of a dimmer")]
    [InlineData("kind: relay, safe: off, limits: { max-speed: 3 }", "devices[0].limits.max-speed", "no limit of a relay")]
    [InlineData("kind: relay, safe: off, limits: { max-on: soon }", "devices[0].limits.max-on", "'soon' is not a duration")]
    [InlineData("kind: relay, safe: off, limits: { max-on: 0 }", "devices[0].limits.max-on", "must be above 0")]
    [InlineData("kind: relay, safe: off, discription: x", "devices[0].discription", "Did you mean 'description'?")]
    [InlineData("kind: motor, safe: stop, hold: true", "devices[0].hold", "motion ends with the action")]
    [InlineData("kind: sensor, range: [100, 0]", "devices[0].range", "the lower first")]
    [InlineData("kind: sensor, safe: off", "devices[0].safe", "commands nothing")]
    [InlineData("kind: stepper, safe: stop", "devices[0].range", "is missing")]
    [InlineData("kind: relay, safe: off, range: [0, 1]", "devices[0].range", "a relay has no range")]
    [InlineData("kind: relay, safe: off, sim: { affects: { Nowhere: 1/s } }", "devices[0].sim", "no sensor of this robot")]
    [InlineData("kind: relay, safe: off, sim: { affects: { Nowhere: fast } }", "devices[0].sim.affects.Nowhere", "'fast' is not a rate")]
    [InlineData("kind: input, sim: { active: [22s-20s] }", "devices[0].sim.active", "not a window of time")]
    public void Parse_BadDevice_NamesLineKeyAndRemedy(string device, string key, string problem)
    {
        FileProblem found = Assert.Single(Refused($"robot: r\ndevices:\n  - {{ name: X, {device} }}\n"), p => p.Key == key);

        Assert.Equal(3, found.Line);
        Assert.Contains(problem, found.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("while")]
    [InlineData("Wait")]
    [InlineData("done")]
    [InlineData("2nd")]
    [InlineData("My Pump")]
    [InlineData("await")]
    public void Parse_UnusableName_IsRefused(string name) =>
        Assert.Contains(Refused($"robot: r\ndevices:\n  - {{ name: \"{name}\", kind: relay, safe: off }}\n"), p => p.Key == "devices[0].name");

    [Theory]
    [InlineData("Display")]
    [InlineData("Console")]
    [InlineData("Robot")]
    [InlineData("Math")]
    [InlineData("Größe")]
    public void Parse_NameOfATypeOrForeignLetters_IsAccepted(string name) =>
        Assert.Equal(name, ManifestReader.Parse($"robot: r\ndevices:\n  - {{ name: {name}, kind: relay, safe: off }}\n").Devices[0].Name);

    [Fact]
    public void Parse_NamesThatDifferByCase_AreRefused() =>
        Assert.Contains(Refused("robot: r\ndevices:\n  - { name: Pump, kind: relay, safe: off }\n  - { name: PUMP, kind: relay, safe: off }\n"), p => p.Problem.Contains("at most by case", StringComparison.Ordinal));

    [Theory]
    [InlineData("Pump.On needs Soil.Value < 85", "is not an interlock")]
    [InlineData("Pumpp.On requires Soil.Value < 85", "'Pumpp' is no device")]
    [InlineData("Pump.IsOn requires Soil.Value < 85", "has no command 'IsOn'")]
    [InlineData("Pump.On requires Soil.Level < 85", "has no state 'Level'")]
    [InlineData("Pump.On requires Soil.Value", "must be compared")]
    [InlineData("Pump.On requires Pump.IsOff < 3", "takes no comparison")]
    public void Parse_BadInterlock_SaysWhy(string interlock, string problem) =>
        Assert.Contains(
            Refused($"robot: r\ndevices:\n  - {{ name: Pump, kind: relay, safe: off }}\n  - {{ name: Soil, kind: sensor }}\ninterlocks:\n  - \"{interlock}\"\n"),
            p => p.Problem.Contains(problem, StringComparison.Ordinal) && p.Line == 6);

    [Theory]
    [InlineData("")]
    [InlineData("- a\n- b")]
    [InlineData("robot: [")]
    [InlineData("robot: Greenhouse\ndevices: []")]
    [InlineData("devices:\n  - 3\n")]
    [InlineData("robot: r\ndevices: everything")]
    [InlineData("robot: r\nrobot: s\ndevices: []")]
    [InlineData("a: &x [*x]\nrobot: r")]
    public void Parse_NoManifest_IsRefusedWithAReason(string text) => Assert.NotEmpty(Refused(text));

    [Fact]
    public void Parse_SeveralProblems_AreAllNamedInTheFilesOrder()
    {
        IReadOnlyList<FileProblem> problems = Refused("robot: r\ncolour: red\ndevices:\n  - { name: A, kind: relay }\n  - { name: B, kind: servo }\n");

        Assert.Equal([2, 4, 5], problems.Select(p => p.Line));
    }

    [Fact]
    public void Read_MissingFile_NamesIt() =>
        Assert.Contains("nowhere.yaml", Assert.Throws<InvalidFileException>(() => ManifestReader.Read("nowhere.yaml")).Message, StringComparison.Ordinal);

    private static IReadOnlyList<FileProblem> Refused(string text) => Assert.Throws<InvalidFileException>(() => ManifestReader.Parse(text)).Problems;
}
