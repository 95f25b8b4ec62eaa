using System.Diagnostics;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Sandbox.Tests;

public sealed class WorkerLossTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task RunAsync_WorkerKilledInALongCall_TheCallEndsAtOnce()
    {
        await using IActionSession session = await fixture.Sandbox.OpenAsync(Robot.Api, default);
        var calls = new LongCall();
        Task<ActionResult> running = session.RunAsync("Device.Ask(1);", calls, CancellationToken.None);
        await calls.Begun.Task.WaitAsync(TimeSpan.FromSeconds(30));

        using (var worker = Process.GetProcessById(((ActionSession)session).WorkerId!.Value)) worker.Kill();
        ActionResult result = await running.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(ErrorCodes.WorkerDied, result.Error!.Code);
        Assert.True(result.StateLost);
        Assert.True(calls.Lost);
    }

    [Fact]
    public void Tell_AfterTheActionIsOver_ReachesNobody()
    {
        var calls = new LongCall();
        var loss = new WorkerLoss(calls);

        loss.Close();
        loss.Tell();

        Assert.False(calls.Lost);
    }

    /// <summary>A call that ends only with the worker.</summary>
    private sealed class LongCall : IHostCalls
    {
        private readonly ManualResetEventSlim _lost = new();

        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Lost => _lost.IsSet;

        public HostReply Invoke(in HostCall call)
        {
            Begun.TrySetResult();
            if (!_lost.Wait(TimeSpan.FromSeconds(30))) throw new InvalidOperationException("Nobody told that the worker is gone.");
            throw new DeviceException(ErrorCodes.WorkerDied, "gone");
        }

        public void WorkerLost() => _lost.Set();
    }
}
