using System.Diagnostics;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Sandbox.Tests;

public sealed class SessionTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private const string Lost = " Variables and functions of earlier actions are gone.";

    private readonly Robot _robot = new();
    private readonly ActionSession _session = fixture.Session;

    [Fact]
    public async Task Run_TwoActions_ShareState()
    {
        Assert.Equal("2", (await Run("Print(1 + 1); int x = 3;")).Printed);
        ActionResult result = await Run("x * Device.Ask(1)");
        Assert.Equal((ActionStage.Run, "18", 1, false), (result.Stage, result.Returned, result.DeviceCalls, result.StateLost));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(5, true)]
    public async Task OpenAsync_AfterAnother_SharesTheProcessOnlyWhereAllowedAndNeverNames(int sessionsPerWorker, bool shared)
    {
        await using var sandbox = new ActionSandbox(new SandboxOptions { SessionsPerWorker = sessionsPerWorker });
        int? worker;
        await using (var first = (ActionSession)await sandbox.OpenAsync(Robot.Api, default))
        {
            await first.RunAsync("int secret = 42;", _robot, default);
            worker = first.WorkerId;
        }
        await using var second = (ActionSession)await sandbox.OpenAsync(Robot.Api, default);
        Assert.Equal("CS0103", (await second.RunAsync("Print(secret);", _robot, default)).Error?.Code);
        Assert.Equal("6", (await second.RunAsync("Print(Device.Ask(1));", _robot, default)).Printed);
        Assert.Equal(shared, worker == second.WorkerId);
    }

    [Fact]
    public async Task Run_Call_CarriesNumbersTextAndLists()
    {
        _robot.Answer = call => call.Member switch
        {
            3 => HostReply.Of(call.A * 100 + call.B * 10 + call.C),
            4 => new HostReply { Text = $"<{call.Text}>" },
            _ => new HostReply { List = [1, 2.5, double.NaN] },
        };
        Assert.Equal("123\n<ä\n€>\n<>\n[1, 2.5, NaN]", (await Run("Print(Device.Ask(1)); Print(Device.Say(\"ä\\n€\")); Print(Device.Say(null)); Print(Device.List());")).Printed);
    }

    [Fact]
    public async Task Run_NotCompiling_RanNothing()
    {
        ActionResult result = await Run("Print(1);\nDevise.Ask(1);");
        Assert.Equal(new ActionError("CS0103", "'Devise' does not exist. Did you mean 'Device'? Nothing ran.", 2, "Device"), result.Error);
        Assert.Equal((ActionStage.Compile, "", 0), (result.Stage, result.Printed, result.DeviceCalls));
    }

    [Fact]
    public async Task Run_NotAllowed_IsAnalysis() => Assert.Equal(ActionStage.Analysis, (await Run("System.IO.File.Delete(\"a\");")).Stage);

    [Fact]
    public async Task Run_Done_HasTheAnswer()
    {
        ActionResult result = await Run("Done(41.5);");
        Assert.Equal((ActionStage.Done, new ActionEnd(true, "41.5")), (result.Stage, result.Done));
    }

    [Fact]
    public async Task Run_DeviceException_TravelsAsCodeAndMessage()
    {
        _robot.Answer = _ => throw new DeviceException("max-on", "Too long.");
        Assert.Equal("max-on", (await Run("try { Device.Ask(1); } catch (DeviceException e) { Print(e.Code); }")).Printed);
        Assert.Equal(new ActionError("max-on", "Too long.", 2), (await Run("Print(1);\nDevice.Ask(1);")).Error);
    }

    [Fact]
    public async Task Run_HostFails_RethrowsAndTheNextWorks()
    {
        _robot.Answer = _ => throw new InvalidTimeZoneException("host");
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Run("try { Device.Ask(1); } catch { } Print(2);"));
        ActionResult next = await Run("Print(3);");
        Assert.Equal(("3", true), (next.Printed, next.StateLost));
        Assert.False((await Run("Print(3);")).StateLost);
    }

    [Fact]
    public async Task Run_Cancelled_ThrowsAndTheNextWorks()
    {
        using var cancel = new CancellationTokenSource();
        _robot.Answer = _ => { cancel.Cancel(); return default; };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _session.RunAsync("Device.Ask(1); while (true);", _robot, cancel.Token));
        await NextWorks();
    }

    [Fact]
    public async Task Run_TickingLoop_StopsItselfAndKeepsState()
    {
        await Run("int x = 3;");
        ActionResult result = await Run("Print(x);\nwhile (true);");
        Assert.Equal((new ActionError("timeout", "The code ran longer than 2 s.", 2), "3", false), (result.Error, result.Printed, result.StateLost));
        Assert.Equal("3", (await Run("Print(x);")).Printed);
    }

    [Fact]
    public async Task Run_LoopThatDoesNotTick_IsKilled()
    {
        ActionResult result = await Run("Print(1); var n = Enumerable.Range(0, 100).SelectMany(i => Enumerable.Repeat(1, int.MaxValue)).Distinct().Count();");
        Assert.Equal((new ActionError("timeout", "The code ran longer than 2 s and was killed." + Lost), "1", true), (result.Error, result.Printed, result.StateLost));
        await NextWorks();
    }

    [Fact]
    public async Task Run_TimeInHostCalls_DoesNotCount()
    {
        long start = Stopwatch.GetTimestamp();
        _robot.Answer = _ =>
        {
            // Real time must pass: neither side of the process boundary takes it from the test.
            while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(2.6)) Thread.Yield();
            return default;
        };
        Assert.Null((await Run("Device.Ask(1); for (int i = 0; i < 10000; i++) { }")).Error);
    }

    [Fact]
    public async Task Run_CaughtOutOfMemoryKeepsTheHeapFull_TheNextActionHasAFreshWorker()
    {
        ActionResult full = await Run("var kept = new List<byte[]>(); try { for (;;) kept.Add(new byte[4096]); } catch (OutOfMemoryException) { } Print(\"here\");");
        Assert.True(full.StateLost);
        Assert.Equal("1", (await Run("Print(1);")).Printed);
    }

    [Theory]
    [InlineData("class Deep<T> : Exception { } void T<A>(int n) { if (n == 0) throw new Deep<A>(); T<(A, A)>(n - 1); } T<int>(16);")]
    public async Task Run_ExceptionOfAnEndlessName_IsAnException(string code)
    {
        ActionResult result = await Run(code);
        Assert.Equal("exception", result.Error!.Code);
        Assert.InRange(result.Error.Message.Length, 1, 1000);
    }

    [Theory]
    [InlineData("var k = new List<byte[]>(); for (;;) { var b = new byte[1 << 20]; b[9] = 1; k.Add(b); }")]
    [InlineData("string s = \"aaaaaaaa\"; for (;;) s += s;")]
    public async Task Run_AllocationBomb_IsABudgetAndTheStateIsLost(string code)
    {
        ActionResult result = await Run(code);
        Assert.Equal(("budget", "The action needs more memory than there is." + Lost, true), (result.Error!.Code, result.Error.Message, result.StateLost));
        await NextWorks();
    }

    [Fact]
    public async Task Run_StackOverflowOutsideTheMeter_IsWorkerDied()
    {
        ActionResult result = await Run("record R { public R N { get; set; } } var r = new R(); r.N = r; Print(r.GetHashCode());");
        // The runtime writes a long list of frames as it dies; where that takes longer than the action may, it is killed.
        Assert.True(result.Error!.Code is "worker-died" or "timeout");
        Assert.True(result.StateLost);
        Assert.DoesNotContain("/", result.Error.Message);
        await NextWorks();
    }

    [Fact]
    public async Task Run_WorkerKilledUnderIt_IsWorkerDied()
    {
        _robot.Answer = _ => { Kill(); return default; };
        ActionResult result = await Run("Print(1); Device.Ask(1); while (true);");
        Assert.Equal((new ActionError("worker-died", "The process of the code died." + Lost), "1", ActionStage.Run), (result.Error, result.Printed, result.Stage));
        await NextWorks();
    }

    [Fact]
    public async Task Run_WorkerKilledBetween_NextWorksAndSaysWhatWasLost()
    {
        Kill();
        ActionResult next = await Run("Print(3);");
        Assert.Equal("3", next.Printed);
    }

    [Fact]
    public async Task Dispose_UnderARunningAction_EndsIt()
    {
        var called = new TaskCompletionSource();
        _robot.Answer = _ => { called.TrySetResult(); return default; };
        var session = (ActionSession)await fixture.Sandbox.OpenAsync(Robot.Api, default);
        Task<ActionResult> running = session.RunAsync("while (true) Device.Ask(1);", _robot, default);
        await called.Task;
        int worker = session.WorkerId!.Value;
        await session.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => running);
        Assert.False(Directory.Exists($"/proc/{worker}"));
    }

    private void Kill()
    {
        using var worker = Process.GetProcessById(_session.WorkerId!.Value);
        worker.Kill();
        worker.WaitForExit();
    }

    private async Task NextWorks()
    {
        ActionResult next = await Run("Print(1 + 2);");
        Assert.Equal(("3", null), (next.Printed, next.Error));
    }

    private Task<ActionResult> Run(string code) => _session.RunAsync(code, _robot, default);
}
