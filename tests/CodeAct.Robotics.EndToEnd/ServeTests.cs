using System.Diagnostics;

namespace CodeAct.Robotics.EndToEnd;

/// <summary>The served robot as a process of its own, at a real broker, killed and stopped.</summary>
public sealed class ServeTests : IAsyncLifetime
{
    private ServedBench _bench = null!;

    [Fact]
    public async Task Serve_KilledWhileTasksAreThere_NoneIsLostAndWhatRanIsFailedOrRetried()
    {
        Process robot = await _bench.ServeAsync(_bench.Silent);
        await _bench.SendAsync("""{"task":"Water.","id":"ran"}""");
        await _bench.StateAsync("ran", "running");
        await _bench.SendAsync("""{"task":"Water.","id":"again","retry":true,"priority":-1}""");
        await _bench.SendAsync("""{"task":"Water.","id":"waited","priority":-2}""");
        await _bench.StateAsync("waited", "queued");

        robot.Kill();
        await robot.WaitForExitAsync();
        await _bench.UntilAsync(() => _bench.Seen.Any(m => m.Topic == _bench.Topics.Availability && m.Text == "offline"));
        await _bench.SendAsync("""{"task":"Water.","id":"meanwhile","priority":-3}""");
        await _bench.ServeAsync(_bench.Replay("Done(\"one\");", "Done(\"two\");", "Done(\"three\");"));

        Assert.Contains("interrupted", (await _bench.StateAsync("ran", "failed"))["why"]!.ToString(), StringComparison.Ordinal);
        foreach (string id in (string[])["again", "waited", "meanwhile"]) await _bench.StateAsync(id, "done");
        Assert.Equal(["failed"], _bench.Seen.Where(m => m.Topic == _bench.Topics.Status("ran")).Select(ServedBench.State).Where(s => s is "done" or "failed"));
    }

    [Fact]
    public async Task Serve_KilledTwiceWhileOneMayBeRetried_ItRunsAgainAndIsDoneOnce()
    {
        string retry = """{"task":"Water.","id":"again","retry":true}""";
        Process robot = await _bench.ServeAsync(_bench.Silent);
        await _bench.SendAsync(retry);
        await _bench.StateAsync("again", "running");
        robot.Kill();
        await robot.WaitForExitAsync();
        int before = _bench.Seen.Count;
        robot = await _bench.ServeAsync(_bench.Silent);
        await _bench.UntilAsync(() => _bench.Seen.Skip(before).Any(m => m.Topic == _bench.Topics.Status("again") && ServedBench.State(m) == "running"));
        robot.Kill();
        await robot.WaitForExitAsync();
        await _bench.ServeAsync(_bench.Replay("Done(\"at last\");"));
        await _bench.StateAsync("again", "done");
        Assert.Single(_bench.Seen, m => m.Topic == _bench.Topics.Result("again") && m.Text.Contains("at last", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Serve_Sigterm_TheTaskGoesBackAndItExitsInOrder()
    {
        Process robot = await _bench.ServeAsync(_bench.Silent);
        await _bench.SendAsync("""{"task":"Water.","id":"back"}""");
        await _bench.StateAsync("back", "running");
        await SignalAsync(robot, "TERM");
        await robot.WaitForExitAsync(_bench.Limit);
        Assert.Equal(0, robot.ExitCode);
        Assert.Equal("queued", ServedBench.State(_bench.Seen.Last(m => m.Topic == _bench.Topics.Status("back"))));
    }

    [Fact]
    public async Task Serve_KilledBetweenReceivingAndCommitting_TheTaskIsDoneOnceLater()
    {
        Process robot = await _bench.ServeAsync(_bench.Silent);
        // It stands still: what the broker sends reaches its socket and no further.
        await SignalAsync(robot, "STOP");
        await _bench.SendAsync("""{"task":"Water.","id":"between"}""");
        await _bench.UntilAsync(() => _bench.Broker.Said.Any(l => l.Contains("Sending PUBLISH to codeact-greenhouse ", StringComparison.Ordinal) && l.Contains("codeact/greenhouse/task'", StringComparison.Ordinal)));
        robot.Kill();
        await robot.WaitForExitAsync();

        await _bench.ServeAsync(_bench.Replay("Done(\"once\");"));
        await _bench.StateAsync("between", "done");
        Assert.Equal(["queued", "running", "done"], _bench.Seen.Where(m => m.Topic == _bench.Topics.Status("between")).Select(ServedBench.State));
    }

    [Fact]
    public async Task Serve_KilledInABurst_EachTaskIsThereAfterwardsOnce()
    {
        const int Tasks = 200;
        Process robot = await _bench.ServeAsync(_bench.Silent);
        Task burst = Task.WhenAll(Enumerable.Range(0, Tasks).Select(i => _bench.SendAsync($$"""{"task":"Water.","id":"b{{i}}"}""")));
        await _bench.UntilAsync(() => Told("queued") > Tasks / 4);
        robot.Kill();
        await robot.WaitForExitAsync();
        await burst;

        await _bench.ServeAsync(_bench.Silent);
        // One ran when it was killed and one runs now; the others wait.
        await _bench.UntilAsync(() => Told("queued", "failed") == Tasks && Told("failed") == 1 && Told("running") == 2);

        int Told(params string[] states) => _bench.Seen.Where(m => m.Topic.StartsWith("codeact/greenhouse/task/b", StringComparison.Ordinal) && m.Topic.EndsWith("/status", StringComparison.Ordinal) && states.Contains(ServedBench.State(m))).DistinctBy(m => m.Topic).Count();
    }

    [Fact]
    public async Task Serve_AnotherProcessServesIt_IsRefused()
    {
        await _bench.ServeAsync(_bench.Silent);
        ProgramRun second = await _bench.Program.RunAsync("", "serve", "--mqtt", _bench.Address, "--model", _bench.Silent);
        Assert.Equal(3, second.Exit);
        Assert.Contains("another process", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_WrongPassword_SaysSoAndNotThePassword()
    {
        _bench.Program.Variables["CODEACT_MQTT_PASSWORD"] = "not-the-one";
        ProgramRun run = await _bench.Program.RunAsync("", "serve", "--mqtt", _bench.Address, "--model", _bench.Silent);
        Assert.Equal(1, run.Exit);
        Assert.Contains("does not let us in", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-one", run.Error + run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_DoneAndRefused_FollowsAndExitsAsRunDoes()
    {
        await _bench.ServeAsync(_bench.Replay("Done($\"{Soil.Read():F1} %\");", "Fail(\"I have nothing that plays music.\");"));
        ProgramRun done = await _bench.Program.RunAsync("", "send", "How moist is the bed?", "--mqtt", _bench.Address, "--json");
        Assert.Equal(0, done.Exit);
        Assert.Equal(("done", "done"), ((string?)done.Lines[0]["stage"], (string?)done.Lines[^1]["status"]));
        ProgramRun refused = await _bench.Program.RunAsync("", "send", "Play music.", "--mqtt", _bench.Address);
        Assert.Equal(3, refused.Exit);
        Assert.Contains("plays music", refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_PasswordInTheAddress_IsRefusedWithTheWayToDoIt()
    {
        ProgramRun run = await _bench.Program.RunAsync("", "send", "x", "--mqtt", $"mqtt://robot:secret@127.0.0.1:{_bench.Broker.Port}");
        Assert.Equal(2, run.Exit);
        Assert.Contains("--mqtt-password-file", run.Error, StringComparison.Ordinal);
    }

    public async Task InitializeAsync() => _bench = await ServedBench.OpenAsync();

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    private async Task SignalAsync(Process process, string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync(_bench.Limit);
    }
}
