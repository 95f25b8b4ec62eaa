using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;
using CodeAct.Robotics.Simulators;
using CodeAct.Robotics.Tests.Safety;

namespace CodeAct.Robotics.Tests.Agents;

/// <summary>Preflight with scripts for code; the real sandbox is in the end-to-end tests.</summary>
public sealed class PreflightTests
{
    private const string Devices = """
        simulator: generic
        devices:
          - { name: Pump, kind: relay, safe: off, hold: true, limits: { max-on: 30s, min-off: 10s } }
          - { name: Door, kind: relay, safe: off, hold: true, approve: true }
          - { name: Soil, kind: sensor, unit: "%", range: [0, 100] }
        interlocks:
          - "Pump.On requires Soil.Value < 85"
        """;

    private readonly Scripts _scripts = new();
    private readonly Person _person = new();
    private readonly HardwareBench _bench;

    public PreflightTests()
    {
        GovernorOptions options = GovernorOptions.Hardware with { Twin = Twin, Approvals = new ApprovalGate(_person, TimeProvider.System) };
        _bench = new HardwareBench(Devices, options: options);
    }

    [Fact]
    public async Task RunAsync_TwinRefuses_IsAnObservationAndNothingMoved()
    {
        _bench["Soil"].Value = 90;
        int commands = 0;
        _bench["Door"].Starting = _bench["Pump"].Starting = () => commands++;
        _scripts.Add("a", s => s.Call(_bench, "Door", "Off"), s => s.Call(_bench, "Pump", "On"));
        (ActionExecutor executor, _) = await OpenAsync();

        ActionOutcome outcome = await executor.RunAsync("a", default);

        Assert.Equal((ErrorCodes.Twin, 0), (outcome.Result.Error?.Code, commands));
        Assert.Equal("On the twin it ends with interlock: Pump.On requires Soil.Value < 85. Nothing was moved.", outcome.Result.Error!.Message);
        Assert.Empty(outcome.Changed);
    }

    [Fact]
    public async Task RunAsync_TwinAgrees_RunsOnTheRobot()
    {
        _scripts.Add("a", s => s.Call(_bench, "Pump", "On"));
        (ActionExecutor executor, _) = await OpenAsync();

        ActionOutcome outcome = await executor.RunAsync("a", default);

        Assert.True(outcome.Ok);
        Assert.Equal(1, _bench["Pump"].Value);
        Assert.Equal(2, _scripts.Sessions.Count);
    }

    [Fact]
    public async Task RunAsync_TheRobotIsNearALimit_TheTwinIsToo()
    {
        _scripts.Add("on", s => s.Call(_bench, "Pump", "On"));
        _scripts.Add("wait", s => s.Wait(20));
        (ActionExecutor executor, _) = await OpenAsync();
        await executor.RunAsync("on", default);
        _bench.Clock.Now += 15;

        ActionOutcome outcome = await executor.RunAsync("wait", default);

        Assert.Equal(ErrorCodes.Twin, outcome.Result.Error?.Code);
        Assert.Contains("max-on", outcome.Result.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(1, _bench["Pump"].Value);
    }

    [Fact]
    public async Task RunAsync_PauseOfTheRobotIsNotOver_TheTwinRefuses()
    {
        _scripts.Add("on", s => s.Call(_bench, "Pump", "On"));
        _scripts.Add("off", s => s.Call(_bench, "Pump", "Off"));
        (ActionExecutor executor, _) = await OpenAsync();
        await executor.RunAsync("on", default);
        await executor.RunAsync("off", default);

        ActionOutcome outcome = await executor.RunAsync("on", default);

        Assert.Contains("min-off", outcome.Result.Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("timeout", ErrorCodes.Timeout)]
    [InlineData("exception", ErrorCodes.Exception)]
    public async Task RunAsync_TwinCanNotTell_IsOnlyNoted(string code, string error)
    {
        _scripts.Add(code, s => s.IsFirst ? null : new ActionResult { Stage = ActionStage.Run, Error = new ActionError(error, "so it went"), StateLost = error == ErrorCodes.Timeout });
        (ActionExecutor executor, _) = await OpenAsync();

        ActionOutcome outcome = await executor.RunAsync(code, default);

        Assert.True(outcome.Ok);
        Assert.Equal($"{error}: so it went", outcome.Twin);
    }

    [Fact]
    public async Task RunAsync_FailOnTheTwin_IsOnlyNoted()
    {
        _scripts.Add("a", s => s.IsFirst ? null : new ActionResult { Stage = ActionStage.Done, Done = new ActionEnd(false, "no button") });
        (ActionExecutor executor, _) = await OpenAsync();

        ActionOutcome outcome = await executor.RunAsync("a", default);

        Assert.Equal((true, "Fail: no button"), (outcome.Ok, outcome.Twin));
    }

    [Fact]
    public async Task RunAsync_DoesNotCompile_IsTheTwinsErrorAndTheRobotsWorkerIsNotAsked()
    {
        _scripts.Add("a", _ => new ActionResult { Stage = ActionStage.Compile, Error = new ActionError("CS0103", "no such name") });
        (ActionExecutor executor, _) = await OpenAsync();

        ActionOutcome outcome = await executor.RunAsync("a", default);

        Assert.Equal(("CS0103", ActionStage.Compile), (outcome.Result.Error?.Code, outcome.Result.Stage));
        Assert.Empty(_scripts.Sessions[0].Ran);
    }

    [Fact]
    public async Task RunAsync_AfterARefusal_TheTwinLivesThroughWhatTheRobotDid()
    {
        double seen = double.NaN;
        _scripts.Add("read", s => s.Kept = s.Call(_bench, "Soil", "Read").A);
        _scripts.Add("bad", s => s.Call(_bench, "Pump", "On"), s => s.Call(_bench, "Pump", "Off"), s => s.Call(_bench, "Pump", "On"));
        _scripts.Add("look", s => { if (!s.IsFirst) seen = s.Kept; });
        (ActionExecutor executor, _) = await OpenAsync();
        _bench["Soil"].Value = 41.5;
        await executor.RunAsync("read", default);
        Assert.Equal(ErrorCodes.Twin, (await executor.RunAsync("bad", default)).Result.Error?.Code);
        _bench["Soil"].Value = 77;

        Assert.True((await executor.RunAsync("look", default)).Ok);

        // A third worker, which read again what was read then, and never saw the refused action.
        Assert.Equal(3, _scripts.Sessions.Count);
        Assert.Equal(["read", "look"], _scripts.Sessions[2].Ran);
        Assert.Equal(41.5, seen);
    }

    [Fact]
    public async Task RunAsync_RobotsWorkerLost_TheTwinForgetsToo()
    {
        _scripts.Add("one", _ => null);
        _scripts.Add("die", s => s.IsFirst ? new ActionResult { Stage = ActionStage.Run, Error = new ActionError(ErrorCodes.WorkerDied, "gone"), StateLost = true } : null);
        (ActionExecutor executor, _) = await OpenAsync();
        await executor.RunAsync("one", default);
        await executor.RunAsync("die", default);

        await executor.RunAsync("one", default);

        Assert.Equal(["one"], _scripts.Sessions[2].Ran);
    }

    [Fact]
    public async Task RunAsync_CommandsThatNeedApproval_AreAllAskedForBeforeAnythingMoves()
    {
        int moved = 0;
        _bench["Pump"].Starting = () => moved++;
        _person.Answer = request =>
        {
            Assert.Equal(0, moved);
            return true;
        };
        _scripts.Add("a", s => s.Call(_bench, "Pump", "On"), s => s.Call(_bench, "Door", "On"));
        (ActionExecutor executor, _) = await OpenAsync();

        ActionOutcome outcome = await executor.RunAsync("a", default);

        Assert.True(outcome.Ok, outcome.Result.Error?.Message);
        Assert.Equal(["Door.On()"], Assert.Single(_person.Requests).Effects);
        Assert.Equal((1, 1), (_bench["Door"].Value, moved));
    }

    [Fact]
    public async Task RunAsync_NotApproved_NothingMoved()
    {
        _person.Answer = _ => false;
        int moved = 0;
        _bench["Pump"].Starting = _bench["Door"].Starting = () => moved++;
        _scripts.Add("a", s => s.Call(_bench, "Pump", "On"), s => s.Call(_bench, "Door", "On"));
        (ActionExecutor executor, _) = await OpenAsync();

        ActionOutcome outcome = await executor.RunAsync("a", default);

        Assert.Equal((ErrorCodes.Approval, 0), (outcome.Result.Error?.Code, moved));
    }

    [Fact]
    public async Task RunAsync_RobotDoesMoreThanTheTwinShowed_AsksAgain()
    {
        _scripts.Add("a", s => s.Call(_bench, "Door", "On"), s =>
        {
            if (!s.IsFirst) return;
            s.Call(_bench, "Door", "Off");
            s.Call(_bench, "Door", "On");
        });
        (ActionExecutor executor, _) = await OpenAsync();

        await executor.RunAsync("a", default);

        Assert.Equal(2, _person.Requests.Count);
    }

    private async Task<(ActionExecutor Executor, Preflight Preflight)> OpenAsync()
    {
        SandboxApi api = new DeviceApi(_bench.Manifest).ForSandbox(1);
        IActionSession session = await _scripts.OpenAsync(api, default);
        Preflight preflight = Preflight.For(_scripts, api, _bench.Governor)!;
        return (new ActionExecutor(session, _bench.Governor, preflight), preflight);
    }

    private Simulation Twin(IReadOnlyList<DeviceReading> live) => Simulation.Create(_bench.Manifest, new SimulationOptions { Start = live.ToDictionary(r => r.Device.Name, r => StartValue.Of(r.State)) });

    private sealed class Person : IApprover
    {
        public List<ApprovalRequest> Requests { get; } = [];

        public Func<ApprovalRequest, bool> Answer { get; set; } = _ => true;

        public Task<bool> AskAsync(ApprovalRequest request, CancellationToken cancellation)
        {
            Requests.Add(request);
            return Task.FromResult(Answer(request));
        }
    }

    /// <summary>A sandbox whose code is a name for what it does. The first session is the robot's.</summary>
    private sealed class Scripts : IActionSandbox
    {
        private readonly Dictionary<string, Func<Session, ActionResult?>> _scripts = [];

        public List<Session> Sessions { get; } = [];

        public void Add(string code, Func<Session, ActionResult?> script) => _scripts[code] = script;

        public void Add(string code, params Action<Session>[] steps) => _scripts[code] = session =>
        {
            foreach (Action<Session> step in steps) step(session);
            return null;
        };

        public Task<IActionSession> OpenAsync(SandboxApi api, CancellationToken cancellation)
        {
            var session = new Session(_scripts, Sessions.Count == 0);
            Sessions.Add(session);
            return Task.FromResult<IActionSession>(session);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Session(Dictionary<string, Func<Session, ActionResult?>> scripts, bool isFirst) : IActionSession
    {
        private IHostCalls _calls = null!;

        public bool IsFirst => isFirst;

        public List<string> Ran { get; } = [];

        /// <summary>A variable of the code.</summary>
        public double Kept { get; set; } = double.NaN;

        public HostReply Call(HardwareBench bench, string device, string member)
        {
            int index = bench.Manifest.Devices.ToList().FindIndex(d => d.Name == device);
            return _calls.Invoke(new HostCall(index, bench.Manifest.Devices[index].Kind.Members.ToList().FindIndex(m => m.Name == member)));
        }

        public void Wait(double seconds) => _calls.Invoke(new HostCall(HostCall.Robot, (int)RobotMember.Wait, seconds));

        public Task<ActionResult> RunAsync(string code, IHostCalls calls, CancellationToken cancellation)
        {
            _calls = calls;
            Ran.Add(code);
            try
            {
                return Task.FromResult(scripts[code](this) ?? new ActionResult { Stage = ActionStage.Run });
            }
            catch (DeviceException e)
            {
                return Task.FromResult(new ActionResult { Stage = ActionStage.Run, Error = new ActionError(e.Code, e.Message) });
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
