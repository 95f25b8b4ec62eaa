using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;

namespace CodeAct.Robotics.Tests.Safety;

public sealed class ApprovalTests
{
    private const string Devices = """
        devices:
          - { name: Door, kind: relay, safe: off, hold: true, approve: true }
          - { name: Lamp, kind: relay, safe: off }
          - { name: Motor, kind: motor, safe: stop }
        """;

    private readonly Person _person = new();

    [Fact]
    public void Command_APersonSaysYes_IsObeyedAndShownAsEffect()
    {
        HardwareBench bench = Bench(_person);

        bench.Call("Door", "On");

        Assert.Equal(1, bench["Door"].Value);
        ApprovalRequest request = Assert.Single(_person.Requests);
        Assert.Equal(["Door"], request.Devices);
        Assert.Equal(["Door.On()"], request.Effects);
    }

    [Fact]
    public void Command_APersonSaysNo_IsRefusedAndNobodyIsAskedAgainInThisAction()
    {
        _person.Answer = _ => Task.FromResult(false);
        HardwareBench bench = Bench(_person);

        Assert.Equal(ErrorCodes.Approval, bench.Code(() => bench.Call("Door", "On")));
        Assert.Equal(ErrorCodes.Approval, bench.Code(() => bench.Call("Door", "On")));

        Assert.Equal(0, bench["Door"].Value);
        Assert.Single(_person.Requests);
        bench.Governor.EndAction();
        bench.Governor.BeginAction(CancellationToken.None);
        Assert.Equal(ErrorCodes.Approval, bench.Code(() => bench.Call("Door", "On")));
        Assert.Equal(2, _person.Requests.Count);
    }

    [Fact]
    public void Command_NobodyToAsk_IsRefused()
    {
        HardwareBench bench = Bench(null);

        Assert.Equal(ErrorCodes.Approval, bench.Code(() => bench.Call("Door", "On")));
        bench.Call("Lamp", "On");
    }

    [Fact]
    public void Command_AskingFails_IsRefused()
    {
        _person.Answer = _ => throw new IOException("no line");
        HardwareBench bench = Bench(_person);

        Assert.Equal(ErrorCodes.Approval, bench.Code(() => bench.Call("Door", "On")));
    }

    [Fact]
    public void Command_TowardSafety_AsksNobody()
    {
        HardwareBench bench = Bench(_person);

        bench.Call("Door", "Off");

        Assert.Empty(_person.Requests);
    }

    [Fact]
    public void Command_AsOftenAsGranted_ThenAsksAnew()
    {
        HardwareBench bench = Bench(_person);

        bench.Call("Door", "On");
        bench.Call("Door", "Off");
        bench.Call("Door", "On");

        Assert.Equal(2, _person.Requests.Count);
    }

    [Fact]
    public void Command_CancelledWhileAPersonThinks_EndsAtOnce()
    {
        using var cancel = new CancellationTokenSource();
        _person.Answer = async c =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, c);
            return true;
        };
        HardwareBench bench = Bench(_person);
        bench.Governor.BeginAction(cancel.Token);

        Assert.ThrowsAny<OperationCanceledException>(() => bench.Call("Door", "On"));

        Assert.Equal(0, bench["Door"].Value);
    }

    [Fact]
    public void Command_WhileAPersonThinks_WhatMovesStandsAndTheLoopGoesOn()
    {
        HardwareBench bench = null!;
        double motor = double.NaN;
        bool supervised = false;
        _person.Answer = _ =>
        {
            motor = bench["Motor"].Value;
            supervised = Task.Run(() => bench.Governor.Supervise()).GetAwaiter().GetResult();
            return Task.FromResult(true);
        };
        bench = Bench(_person);
        bench.Call("Motor", "Run", 1);

        bench.Call("Door", "On");

        Assert.Equal((0, true), (motor, supervised));
    }

    [Fact]
    public void Ask_NoAnswerInTime_IsNo()
    {
        var time = new ImpatientTime();
        var gate = new ApprovalGate(new Person { Answer = _ => new TaskCompletionSource<bool>().Task }, time);

        Assert.False(gate.Ask("r", null, [new TracedCommand(0, "Door", "On", [], null)], CancellationToken.None));

        Assert.Equal(ApprovalGate.Limit, time.Asked);
    }

    [Fact]
    public void Effects_OfManyCommands_AreOneLineEachKind()
    {
        TracedCommand[] commands = [Of(10, "Set", 0.5), Of(12, "Set", 0.5), Of(15, "Set", 1d)];

        Assert.Equal(["Valve.Set(0.5): 2 times, from 0 s to 2 s", "Valve.Set(1): after 5 s"], ApprovalGate.Effects(commands));

        static TracedCommand Of(double time, string member, double value) => new(time, "Valve", member, [value], null);
    }

    private static HardwareBench Bench(IApprover? person) =>
        new(Devices, options: GovernorOptions.Hardware with { Approvals = new ApprovalGate(person, TimeProvider.System) });

    private sealed class Person : IApprover
    {
        public List<ApprovalRequest> Requests { get; } = [];

        public Func<CancellationToken, Task<bool>> Answer { get; set; } = _ => Task.FromResult(true);

        public Task<bool> AskAsync(ApprovalRequest request, CancellationToken cancellation)
        {
            Requests.Add(request);
            return Answer(cancellation);
        }
    }

    /// <summary>Time in which every timer is due at once.</summary>
    private sealed class ImpatientTime : TimeProvider
    {
        public TimeSpan Asked { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Asked = dueTime;
            return TimeProvider.System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
