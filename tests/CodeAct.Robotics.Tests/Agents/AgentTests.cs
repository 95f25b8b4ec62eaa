using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;
using CodeAct.Robotics.Simulators;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Tests.Agents;

/// <summary>The loop by itself: the model is a script, and so is the sandbox. The real ones meet in the end-to-end tests.</summary>
public sealed class AgentTests
{
    private static readonly RobotManifest Robot = ManifestReader.Parse("robot: r\nsimulator: generic\ndevices:\n  - { name: Motor, kind: motor, safe: stop }\n");

    [Fact]
    public async Task RunAsync_FormatErrorThenDone_RemindsAndGoesOn()
    {
        var model = new ScriptedModel("no block", "Do it.\n```csharp\nDone();\n```");

        TaskSummary summary = await RunAsync(model, Done("all good"));

        Assert.Equal((TaskOutcome.Done, "all good", 2), (summary.Status, summary.Answer, summary.Turns));
        Assert.StartsWith("Error format: reply with one csharp block.", model.Asked[1][^1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_RobotOfTwoDevices_IsReadTwiceUnlessOptionsSayNo(bool twice)
    {
        var model = new ScriptedModel("Do it.\n```csharp\nDone();\n```");
        RobotManifest robot = ManifestReader.Parse("robot: r\nsimulator: generic\ndevices:\n  - { name: Motor, kind: motor, safe: stop }\n  - { name: Lamp, kind: relay, safe: off }\n");

        await RunAsync(model, Done("all good"), new AgentOptions { SecondReading = twice }, robot);

        Assert.Equal(twice ? SecondReading.Of(robot) : null, Assert.Single(model.SecondReadings));
    }

    [Fact]
    public async Task RunAsync_NeverDone_FailsAfterItsSteps()
    {
        TaskSummary summary = await RunAsync(new ScriptedModel(Enumerable.Range(0, 9).Select(i => $"```csharp\nPrint({i});\n```").ToArray()), Ran(), new AgentOptions { MaxTurns = 4 });

        Assert.Equal((TaskOutcome.Failed, "turns", 4), (summary.Status, summary.Reason, summary.Turns));
    }

    [Fact]
    public async Task RunAsync_SameFailureTwice_AsksForAnotherReplyThanTheLikeliest()
    {
        var model = new ScriptedModel([.. Enumerable.Repeat("```csharp\nPump.Fly();\n```", 2), "```csharp\nPrint(1);\n```", "```csharp\nPrint(2);\n```"]);
        int turn = 0;

        await RunAsync(model, () => turn++ < 2 ? new ActionResult { Stage = ActionStage.Compile, Error = new ActionError("CS1061", "no", 1) } : Ran(), new AgentOptions { MaxTurns = 4, RetryTemperature = 0.5f });

        Assert.Equal([0f, 0f, 0.5f, 0f], model.Temperatures);
    }

    [Fact]
    public async Task RunAsync_TokensSpent_Fails()
    {
        TaskSummary summary = await RunAsync(new ScriptedModel("```csharp\nPrint(1);\n```", "```csharp\nPrint(2);\n```"), Ran(), new AgentOptions { MaxTokens = 1 });

        Assert.Equal(("tokens", 1), (summary.Reason, summary.Turns));
    }

    [Fact]
    public async Task RunAsync_ModelOutOfReach_FailsWithItsWords()
    {
        TaskSummary summary = await RunAsync(new ScriptedModel(), Ran());

        Assert.Equal((TaskOutcome.Failed, "model"), (summary.Status, summary.Reason));
        Assert.Equal("the script is over", summary.Why);
    }

    [Fact]
    public async Task RunAsync_CancelledInAnAction_LeavesTheRobotSafe()
    {
        using var cancel = new CancellationTokenSource();
        using Simulation simulation = Simulation.Create(Robot, new SimulationOptions());
        var governor = new Governor(Robot, simulation);
        var session = new ScriptedSession((calls, token) =>
        {
            calls.Invoke(new HostCall(0, 0, 1));
            Assert.Equal(1, simulation.Truth(0).Value);
            cancel.Cancel();
            token.ThrowIfCancellationRequested();
            return Ran();
        });
        var estop = new EStop();
        var agent = new Agent(new ScriptedModel("```csharp\nMotor.Run(1);\n```"), "script", session, new AgentOptions(), TimeProvider.System);

        TaskSummary summary = await agent.RunAsync("spin", "1", governor, estop, 1, new NoObserver(), cancel.Token);

        Assert.Equal(TaskOutcome.Cancelled, summary.Status);
        Assert.Equal(0, simulation.Truth(0).Value);
    }

    [Fact]
    public async Task RunAsync_SandboxItselfFails_LeavesTheRobotSafeAndTells()
    {
        using Simulation simulation = Simulation.Create(Robot, new SimulationOptions());
        var session = new ScriptedSession((calls, _) =>
        {
            calls.Invoke(new HostCall(0, 0, 1));
            throw new IOException("no worker");
        });
        var agent = new Agent(new ScriptedModel("```csharp\nMotor.Run(1);\n```"), "script", session, new AgentOptions(), TimeProvider.System);

        await Assert.ThrowsAsync<IOException>(() => agent.RunAsync("spin", "1", new Governor(Robot, simulation), new EStop(), 1, new NoObserver(), default));

        Assert.Equal(0, simulation.Truth(0).Value);
    }

    [Fact]
    public async Task RunAsync_EStopInAnAction_IsRefusedBySafety()
    {
        var estop = new EStop();
        using Simulation simulation = Simulation.Create(Robot, new SimulationOptions());
        var governor = new Governor(Robot, simulation, estop);
        var session = new ScriptedSession((calls, token) =>
        {
            calls.Invoke(new HostCall(0, 0, 1));
            estop.Latch("a test");
            token.ThrowIfCancellationRequested();
            return Ran();
        });
        var agent = new Agent(new ScriptedModel("```csharp\nMotor.Run(1);\n```"), "script", session, new AgentOptions(), TimeProvider.System);

        TaskSummary summary = await agent.RunAsync("spin", "1", governor, estop, 1, new NoObserver(), CancellationToken.None);

        Assert.Equal((TaskOutcome.Refused, ErrorCodes.EStop), (summary.Status, summary.Reason));
        Assert.Equal(0, simulation.Truth(0).Value);
    }

    [Fact]
    public async Task RunAsync_EStopWhileACancellationTakesLong_ReturnsToWhoStopped()
    {
        var estop = new EStop();
        using Simulation simulation = Simulation.Create(Robot, new SimulationOptions());
        var governor = new Governor(Robot, simulation, estop);
        using ManualResetEventSlim returned = new(), called = new();
        bool inTime = false;
        var session = new ScriptedSession((_, token) =>
        {
            using CancellationTokenRegistration slow = token.Register(() =>
            {
                inTime = returned.Wait(TimeSpan.FromSeconds(30));
                called.Set();
            });
            estop.Latch("a test");
            returned.Set();
            Assert.True(called.Wait(TimeSpan.FromSeconds(30)));
            token.ThrowIfCancellationRequested();
            return Ran();
        });
        var agent = new Agent(new ScriptedModel("```csharp\nMotor.Run(1);\n```"), "script", session, new AgentOptions(), TimeProvider.System);

        TaskSummary summary = await agent.RunAsync("spin", "1", governor, estop, 1, new NoObserver(), CancellationToken.None);

        Assert.Equal(TaskOutcome.Refused, summary.Status);
        Assert.True(inTime);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_WhatTheRobotNeedsIsLost_FailsSafeWithThatReason(bool before)
    {
        using Simulation simulation = Simulation.Create(Robot, new SimulationOptions());
        var backend = new HaltingBackend(simulation);
        var governor = new Governor(Robot, backend);
        var session = new ScriptedSession((calls, token) =>
        {
            calls.Invoke(new HostCall(0, 0, 1));
            backend.Halt("the broker is away");
            token.ThrowIfCancellationRequested();
            return Ran();
        });
        if (before) backend.Halt("the broker is away");
        var agent = new Agent(new ScriptedModel("```csharp\nMotor.Run(1);\n```"), "script", session, new AgentOptions(), TimeProvider.System);

        TaskSummary summary = await agent.RunAsync("spin", "1", governor, new EStop(), 1, new NoObserver(), CancellationToken.None);

        Assert.Equal((TaskOutcome.Failed, ErrorCodes.DeviceFault, "stopped: the broker is away"), (summary.Status, summary.Reason, summary.Why));
        Assert.Equal(before ? 0 : 1, summary.Turns);
        Assert.Equal(0, simulation.Truth(0).Value);
    }

    private static ActionResult Ran() => new() { Stage = ActionStage.Run };

    private static ActionResult Done(string answer) => new() { Stage = ActionStage.Done, Done = new ActionEnd(true, answer) };

    private static Task<TaskSummary> RunAsync(IChatClient model, ActionResult result, AgentOptions? options = null, RobotManifest? robot = null) => RunAsync(model, () => result, options, robot);

    private static async Task<TaskSummary> RunAsync(IChatClient model, Func<ActionResult> result, AgentOptions? options, RobotManifest? robot = null)
    {
        robot ??= Robot;
        using Simulation simulation = Simulation.Create(robot, new SimulationOptions());
        var agent = new Agent(model, "script", new ScriptedSession((_, _) => result()), options ?? new AgentOptions(), TimeProvider.System);
        return await agent.RunAsync("a task", "1", new Governor(robot, simulation), new EStop(), 1, new NoObserver(), CancellationToken.None);
    }

    private sealed class NoObserver : IAgentObserver;

    private sealed class HaltingBackend(Simulation simulation) : IRobotBackend, ITaskHalt
    {
        public event Action? Halted;

        public string Name => "test";

        public IRobotClock Clock => simulation;

        public IReadOnlyList<IDeviceDriver> Drivers => simulation.Drivers;

        public string? HaltReason { get; private set; }

        public void Halt(string reason)
        {
            HaltReason = reason;
            Halted?.Invoke();
        }

        public void Dispose()
        {
        }
    }

    private sealed class ScriptedSession(Func<IHostCalls, CancellationToken, ActionResult> act) : IActionSandbox, IActionSession
    {
        public Task<IActionSession> OpenAsync(SandboxApi api, CancellationToken cancellation) => Task.FromResult<IActionSession>(this);

        public Task<ActionResult> RunAsync(string code, IHostCalls calls, CancellationToken cancellation) => Task.FromResult(act(calls, cancellation));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class ScriptedModel(params string[] replies) : IChatClient
    {
        public List<IReadOnlyList<ChatMessage>> Asked { get; } = [];

        public List<float?> Temperatures { get; } = [];

        public List<SecondReading?> SecondReadings { get; } = [];

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask;
            Asked.Add(messages.ToList());
            Temperatures.Add(options?.Temperature);
            SecondReadings.Add(SecondReading.Of(options));
            if (Asked.Count > replies.Length) throw new InvalidOperationException("the script is over");
            yield return new ChatResponseUpdate(ChatRole.Assistant, replies[Asked.Count - 1]);
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
