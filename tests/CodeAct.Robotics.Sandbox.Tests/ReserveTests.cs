using System.Diagnostics;
using CodeAct.Robotics.Agents;

namespace CodeAct.Robotics.Sandbox.Tests;

/// <summary>The worker in reserve stands ready for the robot of the last session, and serves any.</summary>
public sealed class ReserveTests
{
    private const string Draw = "new Random().Next(1_000_000_000)";

    [Fact]
    public async Task OpenAsync_AnotherSeedThanTheReserves_GetsItsOwn()
    {
        await using var sandbox = new ActionSandbox();
        string? one = await DrawAsync(sandbox, Robot.Api);
        await sandbox.WaitForSpareAsync();
        string? two = await DrawAsync(sandbox, Robot.Api with { Seed = 2 });
        await sandbox.WaitForSpareAsync();
        Assert.Equal(one, await DrawAsync(sandbox, Robot.Api));
        Assert.NotEqual(one, two);
    }

    [Fact]
    public async Task OpenAsync_AnotherRobotThanTheReserves_SeesItsOwnDevices()
    {
        await using var sandbox = new ActionSandbox();
        await using (await sandbox.OpenAsync(Robot.Api, default)) await sandbox.WaitForSpareAsync();
        SandboxApi other = Robot.Api with { Source = Robot.Api.Source.Replace("Device Device {", "Device Oven {", StringComparison.Ordinal) };
        await using IActionSession session = await sandbox.OpenAsync(other, default);
        Assert.Equal("6", (await session.RunAsync("Oven.Ask(1)", new Robot(), default)).Returned);
        Assert.Equal(ActionStage.Compile, (await session.RunAsync("Device.Say(null)", new Robot(), default)).Stage);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(150)]
    public async Task DisposeAsync_WhileTheReserveStarts_LeavesNothingAndDoesNotHang(int spins)
    {
        for (int i = 0; i < 5; i++)
        {
            var sandbox = new ActionSandbox();
            // Somewhere in the start: no matter where.
            for (int spin = 0; spin < spins + i; spin++) Thread.SpinWait(200_000);
            await sandbox.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public async Task RunAsync_WorkerDiedMeanwhile_TheReserveServesAndAnotherIsMade()
    {
        await using var sandbox = new ActionSandbox();
        await using var session = (ActionSession)await sandbox.OpenAsync(Robot.Api, default);
        for (int death = 0; death < 2; death++)
        {
            await sandbox.WaitForSpareAsync();
            using (var worker = Process.GetProcessById(session.WorkerId!.Value)) worker.Kill();
            SpinWait.SpinUntil(() => session.HasLostWorker);
            Assert.Equal("6", (await session.RunAsync("Device.Ask(1)", new Robot(), default)).Returned);
        }
    }

    [Fact]
    public async Task OpenAsync_GivenUpManyTimesWhileAWorkerStarts_NoOtherIsStartedAndItServes()
    {
        int starts = 0;
        var options = new SandboxOptions();
        await using var sandbox = new ActionSandbox(options, () =>
        {
            Interlocked.Increment(ref starts);
            return WorkerCommand.Default(options);
        });
        for (int i = 0; i < 20; i++)
        {
            using var soon = new CancellationTokenSource();
            Task<IActionSession> opening = sandbox.OpenAsync(Robot.Api, soon.Token);
            await soon.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        }
        await using IActionSession session = await sandbox.OpenAsync(Robot.Api, default);
        Assert.Equal("6", (await session.RunAsync("Device.Ask(1)", new Robot(), default)).Returned);
        await sandbox.WaitForSpareAsync();
        // The one of all of them and the reserve of the session that came to be.
        Assert.Equal(2, starts);
    }

    [Fact]
    public async Task OpenAsync_AnotherGaveUpForAnotherRobot_GetsItsOwn()
    {
        await using var sandbox = new ActionSandbox();
        using var soon = new CancellationTokenSource();
        Task<IActionSession> opening = sandbox.OpenAsync(Robot.Api with { Source = "class {" }, soon.Token);
        await soon.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        await using IActionSession session = await sandbox.OpenAsync(Robot.Api, default);
        Assert.Equal("6", (await session.RunAsync("Device.Ask(1)", new Robot(), default)).Returned);
    }

    [Fact]
    public async Task DisposeAsync_NoCodeRan_ItsWorkerServesTheNext()
    {
        await using var sandbox = new ActionSandbox();
        var first = (ActionSession)await sandbox.OpenAsync(Robot.Api, default);
        int? worker = first.WorkerId;
        await first.DisposeAsync();
        await using var second = (ActionSession)await sandbox.OpenAsync(Robot.Api, default);
        Assert.Equal(worker, second.WorkerId);
    }

    [Fact]
    public async Task DisposeAsync_CodeRan_ItsWorkerIsGone()
    {
        await using var sandbox = new ActionSandbox();
        var first = (ActionSession)await sandbox.OpenAsync(Robot.Api, default);
        int worker = first.WorkerId!.Value;
        await first.RunAsync("int seen = 1;", new Robot(), default);
        await first.DisposeAsync();
        Assert.False(Directory.Exists($"/proc/{worker}"));
        await using var second = (ActionSession)await sandbox.OpenAsync(Robot.Api, default);
        Assert.NotEqual(worker, second.WorkerId);
    }

    private static async Task<string?> DrawAsync(ActionSandbox sandbox, SandboxApi api)
    {
        await using IActionSession session = await sandbox.OpenAsync(api, default);
        return (await session.RunAsync(Draw, new Robot(), default)).Returned;
    }
}
