using CodeAct.Robotics.Sandbox.Worker.Protocol;
using CodeAct.Robotics.Sandbox.Worker.Running;

namespace CodeAct.Robotics.Sandbox.Worker;

/// <summary>Takes the cost of a first action before there is one: loads and compiles what every action needs.</summary>
internal sealed class WarmUp : IBridgeHost
{
    private const string Facade = """
        namespace CodeAct.Devices
        {
            public sealed class Relay
            {
                internal const string Kind = "relay";
                public void On() => global::CodeAct.Sandbox.Bridge.Call(0, 0);
                public double Read() => global::CodeAct.Sandbox.Bridge.Call(0, 1).A;
            }
            public sealed class Warm
            {
                public Relay Pump { get; } = new Relay();
                public void Print(object value) => global::CodeAct.Sandbox.Bridge.Print(value);
                public void Done(object answer = null) => global::CodeAct.Sandbox.Bridge.Done(answer);
                public bool WaitUntil(System.Func<bool> condition, double timeout) => condition();
            }
        }
        """;

    private static readonly string[] Actions =
    [
        """
        var list = new List<double>();
        int Twice(int n) => n * 2;
        for (int i = 0; i < 3 && Pump.Read() < 60; i++)
        {
            Pump.On();
            WaitUntil(() => Pump.Read() >= 60, 30);
            list.Add(Twice(i));
            if (i > 1) Console.WriteLine($"at {i:F1} {list.Average()}");
            else Print(list);
        }
        """,
        """
        try { throw new InvalidOperationException("warm"); }
        catch (Exception e) { Print(e.Message); }
        foreach (var value in list.Where(v => v > 1)) Print(value);
        Done($"The answer is {list.Sum():F1} %.");
        """,
        "Pumpp.On();",
        "list.Count",
    ];

    /// <summary>Warms up.</summary>
    /// <param name="isAwaited">Asked before each step: whether somebody waits, whose own facade serves as well.</param>
    public static void Run(Func<bool> isAwaited)
    {
        if (isAwaited()) return;
        var session = new ScriptSession(
            new InitMessage { Source = Facade, HostType = "CodeAct.Devices.Warm", Usings = ["System", "System.Collections.Generic", "System.Linq", "System.Text", "CodeAct.Devices"] }, new WarmUp(), CheckSet.All);
        foreach (string action in Actions)
        {
            if (isAwaited()) return;
            session.Run(action, () => { });
        }
    }

    /// <inheritdoc/>
    public ReplyFrame Call(int target, int member, double a, double b, double c, string? text) => default;

    /// <inheritdoc/>
    public void Print(string text) { }
}
