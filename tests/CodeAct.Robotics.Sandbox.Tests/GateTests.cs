using CodeAct.Robotics.Agents;

namespace CodeAct.Robotics.Sandbox.Tests;

/// <summary>The worker that told what stands around it is the one that serves first.</summary>
public sealed class GateTests
{
    private static readonly SandboxOptions Options = new() { Reserve = false };

    [Fact]
    public async Task RequireAsync_ItsWorker_ServesTheFirstSessionAndIsToldOf()
    {
        var told = new List<int>();
        await using WarmWorker worker = await SandboxGate.RequireAsync(Options, Robot.Api, allowWeak: false, default);
        await using var sandbox = new ActionSandbox(Options with { Started = told.Add }, worker);
        await using var session = (ActionSession)await sandbox.OpenAsync(Robot.Api, default);
        Assert.Equal([session.WorkerId!.Value], told);
        Assert.Equal("6", (await session.RunAsync("Device.Ask(1)", new Robot(), default)).Returned);
    }

    [Fact]
    public async Task DisposeAsync_NoSandboxTookTheWorker_ItIsGone()
    {
        int started = 0;
        await using (await SandboxGate.RequireAsync(Options with { Started = id => started = id }, Robot.Api, allowWeak: false, default))
            Assert.True(Directory.Exists($"/proc/{started}"));
        Assert.False(Directory.Exists($"/proc/{started}"));
    }

    [Fact]
    public async Task DisposeAsync_TheSandboxTookTheWorker_ItIsTheSandboxes()
    {
        ActionSandbox sandbox;
        await using (WarmWorker worker = await SandboxGate.RequireAsync(Options, Robot.Api, allowWeak: false, default)) sandbox = new ActionSandbox(Options, worker);
        await using (sandbox)
        {
            await using IActionSession session = await sandbox.OpenAsync(Robot.Api, default);
            Assert.Equal("6", (await session.RunAsync("Device.Ask(1)", new Robot(), default)).Returned);
        }
    }

    [Fact]
    public async Task RequireAsync_FacadeThatDoesNotCompile_IsASandboxException() =>
        await Assert.ThrowsAsync<SandboxException>(() => SandboxGate.RequireAsync(Options, Robot.Api with { Source = "class {" }, allowWeak: false, default));

    [Fact]
    public async Task OpenAsync_WithoutReserve_StartsAWorkerOnlyWhereOneIsWanted()
    {
        int starts = 0;
        await using var sandbox = new ActionSandbox(Options, () =>
        {
            Interlocked.Increment(ref starts);
            return WorkerCommand.Default(Options);
        });
        await using var session = (ActionSession)await sandbox.OpenAsync(Robot.Api, default);
        Assert.Equal("6", (await session.RunAsync("Device.Ask(1)", new Robot(), default)).Returned);
        Assert.Equal(1, starts);

        using (var worker = System.Diagnostics.Process.GetProcessById(session.WorkerId!.Value)) worker.Kill();
        SpinWait.SpinUntil(() => session.HasLostWorker);
        Assert.Equal("6", (await session.RunAsync("Device.Ask(1)", new Robot(), default)).Returned);
        Assert.Equal(2, starts);
    }
}
