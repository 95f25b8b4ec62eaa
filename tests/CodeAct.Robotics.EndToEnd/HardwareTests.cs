using System.Diagnostics;
using System.Text.Json.Nodes;

namespace CodeAct.Robotics.EndToEnd;

/// <summary>
/// The safety of hardware with real processes and real signals: host, worker and guardian killed and stopped. How quick it is, the benchmark
/// measures; here it must happen at all.
/// </summary>
public sealed class HardwareTests : IDisposable
{
    private readonly HardwareRobot _robot = new();

    [Fact]
    public async Task Exec_OnHardware_MovesItAndLeavesItSafe()
    {
        ProgramRun run = await _robot.ExecAsync("Lamp.On(); Print(Lamp.IsOn);");

        Assert.True(run.Exit == 0, run.Error + run.Output);
        Assert.Equal("True", (string?)run.Lines[0]["printed"]);
        Assert.True(_robot.IsSafe);
    }

    [Fact]
    public async Task HostKilled_TheGuardianMakesSafeAndEnds()
    {
        Process host = await _robot.MoveAsync();
        int guardian = HardwareRobot.Guardian(host);
        _robot.Set("valve", false);

        HardwareRobot.Signal(host.Id, "KILL");

        await HardwareRobot.UntilAsync(() => _robot.IsSafe);
        await HardwareRobot.UntilAsync(() => !HardwareRobot.Lives(guardian));
        string error = await host.StandardError.ReadToEndAsync();
        Assert.Contains("guardian: the host was lost:", error, StringComparison.Ordinal);
        Assert.Contains("3 outputs were made safe", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HostHangs_TheGuardianWaitsAsLongAsItIsToldThenKillsItAndMakesSafe()
    {
        Process host = await _robot.MoveAsync();

        HardwareRobot.Signal(host.Id, "STOP");

        await HardwareRobot.UntilAsync(() => _robot.IsSafe);
        await HardwareRobot.UntilAsync(() => !HardwareRobot.Lives(host.Id));
        Assert.Matches("gave no sign of life for (1[5-9]|[2-9][0-9])[0-9][0-9] ms", await host.StandardError.ReadToEndAsync());
    }

    [Theory]
    [InlineData("0.5")]
    [InlineData("much")]
    public async Task Exec_BadPatience_IsRefusedAndNothingMoves(string patience)
    {
        _robot.Program.Variables["CODEACT_PATIENCE"] = patience;

        ProgramRun run = await _robot.ExecAsync("Lamp.On();");

        Assert.Equal(2, run.Exit);
        Assert.Contains($"CODEACT_PATIENCE: '{patience}' is not a number from 1 to 1000.", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task HostKilled_ItsWorkersGoToo()
    {
        Process host = await _robot.MoveAsync();
        IReadOnlyList<int> workers = HardwareRobot.Workers(host);
        Assert.NotEmpty(workers);

        HardwareRobot.Signal(host.Id, "KILL");

        await HardwareRobot.UntilAsync(() => !workers.Any(HardwareRobot.Lives));
    }

    [Fact]
    public async Task WorkersKilled_TheCallEndsAndTheRobotIsSafe()
    {
        Process host = await _robot.MoveAsync();

        foreach (int worker in HardwareRobot.Workers(host)) HardwareRobot.Signal(worker, "KILL");

        await HardwareRobot.UntilAsync(() => _robot.IsSafe);
        JsonObject line = Assert.Single(await HardwareRobot.LinesAsync(host));
        Assert.Equal("worker-died", (string?)line["error"]!["code"]);
    }

    [Theory]
    [InlineData("KILL")]
    [InlineData("STOP")]
    public async Task GuardianLost_TheRobotIsMadeSafeAndAnotherGuards(string signal)
    {
        // It switches on again as soon as it may.
        Process host = await _robot.MoveAsync("""
            Lamp.On();
            WaitUntil(() => !Lamp.IsOn, 600);
            for (bool on = false; !on;)
            {
                try { Lamp.On(); on = true; }
                catch { Wait(0.05); }
            }
            Wait(600);
            """);
        int guardian = HardwareRobot.Guardian(host);

        HardwareRobot.Signal(guardian, signal);

        await HardwareRobot.UntilAsync(() => _robot.IsSafe);
        await HardwareRobot.UntilAsync(() => _robot.IsOn("lamp"));
        Assert.NotEqual(guardian, HardwareRobot.Guardian(host));
        // The next one stands as the first one did.
        HardwareRobot.Signal(host.Id, "KILL");
        await HardwareRobot.UntilAsync(() => _robot.IsSafe);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    public async Task GuardianAskedToEnd_StaysOnGuard(string signal)
    {
        Process host = await _robot.MoveAsync();
        int guardian = HardwareRobot.Guardian(host);

        HardwareRobot.Signal(guardian, signal);
        await Task.Delay(300);

        Assert.True(HardwareRobot.Lives(guardian));
        HardwareRobot.Signal(host.Id, "KILL");
        await HardwareRobot.UntilAsync(() => _robot.IsSafe);
    }

    [Fact]
    public async Task Run_LeavesTheLampOn_SaysThatItIsMadeSafe()
    {
        Process host = _robot.Start("run", "Lamp on.", "--model", LampOn());

        string error = await host.StandardError.ReadToEndAsync();
        await host.WaitForExitAsync();
        Assert.Equal(0, host.ExitCode);
        Assert.Contains("Lamp is made safe now, as the program leaves.", error, StringComparison.Ordinal);
        Assert.True(_robot.IsSafe);
    }

    [Fact]
    public async Task Run_Stay_KeepsTheLampOnUntilInterrupted()
    {
        Process host = _robot.Start("run", "Lamp on.", "--stay", "--model", LampOn());
        var said = new List<string>();
        while (said.LastOrDefault() != "Lamp is kept until Ctrl-C." && await host.StandardError.ReadLineAsync() is { } line) said.Add(line);
        Assert.True(said.LastOrDefault() == "Lamp is kept until Ctrl-C.", string.Join('\n', said));
        Assert.True(_robot.IsOn("lamp"));

        HardwareRobot.Signal(host.Id, "INT");

        await host.WaitForExitAsync();
        Assert.Equal(0, host.ExitCode);
        Assert.True(_robot.IsSafe);
    }

    [Fact]
    public async Task Run_StayInASimulator_IsRefused()
    {
        ProgramRun run = await _robot.RunAsync("run", "Lamp on.", "--stay", "--model", LampOn());

        Assert.Equal(2, run.Exit);
        Assert.Contains("--stay: it is for real hardware.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HostInterrupted_IsSafeAndTheGuardianEndsInOrder()
    {
        Process host = await _robot.MoveAsync();
        int guardian = HardwareRobot.Guardian(host);

        HardwareRobot.Signal(host.Id, "INT");

        string error = await host.StandardError.ReadToEndAsync();
        await host.WaitForExitAsync();
        Assert.True(_robot.IsSafe);
        Assert.DoesNotContain("guardian:", error, StringComparison.Ordinal);
        await HardwareRobot.UntilAsync(() => !HardwareRobot.Lives(guardian));
    }

    [Fact]
    public async Task StopSignal_LatchesAndStops()
    {
        Process host = await _robot.MoveAsync();

        HardwareRobot.Signal(host.Id, "USR1");

        await HardwareRobot.UntilAsync(() => _robot.IsSafe);
        JsonObject line = Assert.Single(await HardwareRobot.LinesAsync(host));
        Assert.Equal("e-stop", (string?)line["error"]!["code"]);
        ProgramRun next = await _robot.ExecAsync("Lamp.On();");
        Assert.Equal("e-stop", (string?)next.Lines[0]["error"]!["code"]);
    }

    [Fact]
    public async Task EStopCommand_Stops()
    {
        Process host = await _robot.MoveAsync();

        ProgramRun stop = await _robot.RunAsync("estop");

        Assert.True(_robot.IsSafe);
        Assert.Equal(0, stop.Exit);
        Assert.Equal("e-stop", (string?)Assert.Single(await HardwareRobot.LinesAsync(host))["error"]!["code"]);
    }

    [Fact]
    public async Task Exec_AnotherProcessDrivesIt_IsRefused()
    {
        await _robot.MoveAsync();

        ProgramRun second = await _robot.ExecAsync("Lamp.Off();");

        Assert.Equal(3, second.Exit);
        Assert.True(_robot.IsOn("lamp"));
    }

    [Fact]
    public async Task Safe_NobodyDrivesIt_SetsTheSafeValuesByItself()
    {
        _robot.Set("lamp", true);
        Assert.False(_robot.IsSafe);

        ProgramRun run = await _robot.RunAsync("safe", "--backend", "hardware");

        Assert.True(run.Exit == 0, run.Error);
        Assert.True(_robot.IsSafe);
    }

    [Fact]
    public async Task Exec_TwinForeseesAViolation_NothingMoves()
    {
        ProgramRun run = await _robot.ExecAsync("Valve.Off();\n---\nint before = 3; Lamp.On();\n---\nPrint(before);\n---\nValve.On(); Lamp.On(); Print(Lamp.IsOn);");

        Assert.Equal("twin", (string?)run.Lines[1]["error"]!["code"]);
        Assert.Contains("Lamp.On requires Valve.IsOn", (string?)run.Lines[1]["error"]!["message"], StringComparison.Ordinal);
        Assert.Empty(run.Lines[1]["changed"]!.AsObject());
        // What was refused never ran: neither worker knows its names.
        Assert.Equal("CS0103", (string?)run.Lines[2]["error"]!["code"]);
        Assert.Equal("True", (string?)run.Lines[3]["printed"]);
    }

    [Fact]
    public async Task Exec_NobodyToApprove_IsRefusedBeforeAnythingMoves()
    {
        ProgramRun run = await _robot.ExecAsync("Lamp.On(); Door.On();");

        Assert.Equal("approval", (string?)run.Lines[0]["error"]!["code"]);
        Assert.Empty(run.Lines[0]["changed"]!.AsObject());
        Assert.Equal(0, (int)run.Lines[0]["deviceCalls"]!);
    }

    private string LampOn() => $"replay:{_robot.Program.Write("on.jsonl", new JsonObject { ["reply"] = "On.\n```csharp\nLamp.On();\nDone(\"on\");\n```" }.ToJsonString())}";

    public void Dispose() => _robot.Dispose();
}
