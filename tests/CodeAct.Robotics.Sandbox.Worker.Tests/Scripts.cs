using System.Text;
using CodeAct.Robotics.Sandbox.Worker.Protocol;
using CodeAct.Robotics.Sandbox.Worker.Running;

// The meter and the bridge are a process's, not a session's.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace CodeAct.Robotics.Sandbox.Worker.Tests;

/// <summary>A session in this process, on a thread with the worker's stack, with a small robot.</summary>
internal sealed class Scripts : IBridgeHost
{
    public const string HostType = "CodeAct.Devices.Host_";

    private readonly StringBuilder _printed = new();
    private readonly ScriptSession _session;

    public Scripts(Budgets? budgets = null, string devices = "public Relay Pump { get; } = new Relay(0); public Sensor Soil { get; } = new Sensor(1);", int seed = 1) =>
        _session = OnStack(() => new ScriptSession(
            new InitMessage
            {
                Source = Source(devices),
                HostType = HostType,
                Seed = seed,
                Usings = ["System", "System.Collections.Generic", "System.Linq", "System.Text", "CodeAct.Devices"],
                Budgets = budgets ?? new Budgets(),
            },
            this, CheckSet.All));

    public string Printed => _printed.ToString();

    public List<string> Calls { get; } = [];

    public Func<int, int, double, string?, ReplyFrame> Answer { get; set; } = (_, _, _, _) => new ReplyFrame(0, false, 1, 0, 0, null, null);

    public FinishedMessage Run(string code)
    {
        _printed.Clear();
        return OnStack(() => _session.Run(code, () => { }));
    }

    /// <summary>Runs what must work and gives what it printed.</summary>
    public string Print(string code)
    {
        FinishedMessage finished = Run(code);
        Assert.Null(finished.Error);
        return Printed;
    }

    public WorkerError Error(string code)
    {
        FinishedMessage finished = Run(code);
        Assert.NotNull(finished.Error);
        return finished.Error;
    }

    public ReplyFrame Call(int target, int member, double a, double b, double c, string? text)
    {
        Calls.Add($"{target}.{member}({a})");
        return Answer(target, member, a, text);
    }

    void IBridgeHost.Print(string text) => _printed.Append(text);

    public static string Source(string devices) => $$"""
        namespace CodeAct.Devices
        {
            public sealed class Relay
            {
                internal const string Kind = "relay";
                readonly int _id;
                internal Relay(int id) { _id = id; }
                public void On() => global::CodeAct.Sandbox.Bridge.Call(_id, 0);
                public void Off() => global::CodeAct.Sandbox.Bridge.Call(_id, 1);
                public bool IsOn => global::CodeAct.Sandbox.Bridge.Call(_id, 2).A != 0;
            }
            public sealed class Sensor
            {
                internal const string Kind = "sensor";
                readonly int _id;
                internal Sensor(int id) { _id = id; }
                public double Read() => global::CodeAct.Sandbox.Bridge.Call(_id, 0).A;
            }
            public sealed class Display
            {
                internal const string Kind = "display";
                readonly int _id;
                internal Display(int id) { _id = id; }
                public void Show(string text) => global::CodeAct.Sandbox.Bridge.Call(_id, 0, 0, 0, 0, text);
            }
            public sealed class Host_
            {
                {{devices}}
                public bool WaitUntil(global::System.Func<bool> condition, double timeout) => condition();
                public void Print(object? value) => global::CodeAct.Sandbox.Bridge.Print(value);
                public void Done(object? answer = null) => global::CodeAct.Sandbox.Bridge.Done(answer);
                public void Fail(object? reason = null) => global::CodeAct.Sandbox.Bridge.Fail(reason);
            }
        }
        """;

    // As in the worker: bombs need the stack to be refused on.
    private static T OnStack<T>(Func<T> work)
    {
        T result = default!;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try { result = work(); }
            catch (Exception e) { failure = e; }
        }, 16 << 20);
        thread.Start();
        thread.Join();
        return failure is null ? result : throw new InvalidOperationException("It threw.", failure);
    }
}
