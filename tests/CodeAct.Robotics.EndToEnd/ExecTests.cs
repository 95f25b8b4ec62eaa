using System.Text.Json.Nodes;

namespace CodeAct.Robotics.EndToEnd;

public sealed class ExecTests : IDisposable
{
    private readonly CodeActProgram _program = new();

    [Fact]
    public async Task Exec_StateAcrossActions_AndEveryKindOfBreach_NextActionWorks()
    {
        ProgramRun run = await _program.RunAsync("""
            int kept = 40;
            int Twice(int x) => 2 * x;
            ---
            Twice(kept) + 1
            ---
            while (true) { }
            ---
            int Down(int n) => Down(n + 1) + 1;
            Down(0)
            ---
            while (true) Print("x");
            ---
            var all = new List<double[]>(); while (true) { var block = new double[1_000_000]; block[7] = 1; all.Add(block); }
            ---
            Print(Soil.Read() > 0); Done("still here");
            """, "exec", "--json", "-");

        Assert.Equal(1, run.Exit);
        Assert.Equal(7, run.Lines.Count);
        Assert.Equal("81", (string?)run.Lines[1]["returned"]);
        Assert.Equal(["budget", "budget", "budget"], run.Lines.Skip(2).Take(3).Select(Code));
        Assert.Contains(Code(run.Lines[5]), new[] { "budget", "worker-died" });
        Assert.True((bool)run.Lines[6]["ok"]!);
        Assert.Equal("done", (string?)run.Lines[6]["stage"]);
        Assert.Equal("still here", (string?)run.Lines[6]["done"]!["answer"]);
    }

    [Fact]
    public async Task Exec_Json_HasTheContractsFields()
    {
        ProgramRun run = await _program.RunAsync("Fan.Set(0.3); Print(1); 2 + 2", "exec", "--json", "-");

        JsonObject line = Assert.Single(run.Lines);
        Assert.Equal(0, run.Exit);
        Assert.Equal(
            ["ok", "stage", "error", "printed", "returned", "done", "deviceCalls", "elapsedMs", "changed", "readings"],
            line.Select(p => p.Key));
        Assert.Equal("run", (string?)line["stage"]);
        Assert.Equal("1", (string?)line["printed"]);
        Assert.Equal("4", (string?)line["returned"]);
        Assert.Equal(1, (int)line["deviceCalls"]!);
        Assert.Equal("0.3", (string?)line["changed"]!["Fan"]!["to"]);
        Assert.Equal("%", (string?)line["readings"]!["Soil"]!["unit"]);
        Assert.InRange((double)line["readings"]!["Soil"]!["value"]!, 30, 60);
    }

    [Fact]
    public async Task Exec_ErrorsOfEachStage_AreCoded()
    {
        ProgramRun run = await _program.RunAsync("""
            Pumpp.On();
            ---
            Print(1);
            Pump.TurnOn();
            ---
            System.IO.File.ReadAllText("/etc/passwd")
            ---
            Print(2);
            Heater.On();
            ---
            No block here.
            ```
            """, "exec", "--json", "-");

        Assert.Equal(["CS0103", "CS1061", "not-allowed", "interlock", "format"], run.Lines.Select(Code));
        Assert.Equal(["compile", "compile", "analysis", "run", "format"], run.Lines.Select(l => (string?)l["stage"]));
        Assert.Equal("Pump", (string?)run.Lines[0]["error"]!["hint"]);
        Assert.Equal(2, (int)run.Lines[1]["error"]!["line"]!);
        Assert.Equal(2, (int)run.Lines[3]["error"]!["line"]!);
        Assert.Equal("2", (string?)run.Lines[3]["printed"]);
    }

    [Fact]
    public async Task Exec_DevicesNamedLikeKindsAndTypes_StayInReach()
    {
        string robot = _program.Write("names.yaml", """
            robot: names
            simulator: generic
            devices:
              - { name: Display, kind: display, safe: off }
              - { name: Drive, kind: drive, safe: stop }
              - { name: Console, kind: relay, safe: off, hold: true }
              - { name: Robot, kind: sensor }
              - { name: Relay, kind: relay, safe: off, hold: true }
              - { name: Sensor, kind: dimmer, safe: 0, hold: true }
              - { name: Pose, kind: servo, safe: 0 }
              - { name: System, kind: relay, safe: off, hold: true }
              - { name: CodeAct, kind: relay, safe: off, hold: true }
              - { name: Random, kind: relay, safe: off, hold: true }
            """);

        ProgramRun run = await _program.RunAsync(
            "Display.Show(\"x\"); Drive.Forward(1); Console.On(); Relay.On(); Sensor.Set(1); Pose.MoveTo(90); System.On(); CodeAct.On(); Random.On(); Print(Robot.Read()); Print(Drive.Pose.X > 0.5);",
            "exec", "--json", "--robot", robot, "-");

        Assert.Equal("", run.Error);
        Assert.True((bool)run.Lines[0]["ok"]!, run.Output);
        Assert.EndsWith("True", (string?)run.Lines[0]["printed"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exec", "nowhere.cs")]
    [InlineData("exec", "--robot", "nobody", "-")]
    [InlineData("exec", "--backend", "hardware", "-")]
    [InlineData("exec", "--backend", "moon", "-")]
    [InlineData("exec")]
    [InlineData("fly")]
    [InlineData("run", "x", "--model", "banana")]
    [InlineData("run", "x", "--model", "replay:nowhere.jsonl")]
    [InlineData("run", "x", "--max-turns", "0")]
    [InlineData("run", " ")]
    [InlineData("eval", "--scenarios", "nowhere.yaml")]
    [InlineData("eval", "--report", "report.pdf")]
    public async Task Program_BadUsageOrInput_Exits2WithOneClearLine(params string[] arguments)
    {
        ProgramRun run = await _program.RunAsync("", arguments);

        Assert.Equal(2, run.Exit);
        Assert.NotEqual("", run.Error);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _program.Dispose();

    private static string? Code(JsonObject line) => (string?)line["error"]?["code"];
}
