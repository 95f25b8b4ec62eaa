using System.Diagnostics;
using CodeAct.Devices;
using CodeAct.Robotics.Sandbox.Worker.Protocol;
using CodeAct.Robotics.Sandbox.Worker.Running;

namespace CodeAct.Sandbox;

/// <summary>What a facade's generated code calls: the one way out of the worker. The model's code may not name it.</summary>
public static class Bridge
{
    private const int RobotTarget = 0xFFFF;
    private const int PollMember = 1;
    private static IBridgeHost s_host = new NoHost();
    private static Budgets s_budgets = new();
    private static Random s_seeds = new(0);
    private static int s_calls, s_printed;

    /// <summary>Asks the host. Counts as one device call, but for the polls of a wait; the time it takes does not count as running code.</summary>
    /// <param name="target">A device's index, or 0xFFFF for the robot.</param>
    /// <param name="member">The member's index.</param>
    /// <param name="a">First number.</param>
    /// <param name="b">Second number.</param>
    /// <param name="c">Third number.</param>
    /// <param name="text">A text of at most 16 KB, or null.</param>
    /// <exception cref="DeviceException">The host refused, or the device failed.</exception>
    public static BridgeReply Call(int target, int member, double a = 0, double b = 0, double c = 0, string? text = null)
    {
        Meter.Require();
        // A poll of a wait moves the robot's clock, which has a bound of its own; a wait of hours polls thousands of times.
        bool poll = target == RobotTarget && member == PollMember;
        if (!poll && ++s_calls > s_budgets.DeviceCalls) throw Meter.Spend($"The action made more than {s_budgets.DeviceCalls:N0} device calls.");
        if (text is not null && text.Length > Wire.MaxText / 3) throw new ArgumentException($"A text for a device may have at most {Wire.MaxText / 3:N0} characters.");
        long start = Stopwatch.GetTimestamp();
        ReplyFrame reply = s_host.Call(target, member, a, b, c, text);
        Meter.Excuse(Stopwatch.GetTimestamp() - start);
        if (!reply.Failed) return new BridgeReply(reply.A, reply.B, reply.C, reply.List, reply.Text);
        string error = reply.Text ?? "";
        int cut = error.IndexOf('\n');
        throw cut < 0 ? new DeviceException("device-fault", error) : new DeviceException(error[..cut], error[(cut + 1)..]);
    }

    /// <summary>Prints a value and a line's end.</summary>
    public static void Print(object? value)
    {
        Write(Text(value));
        Write("\n");
    }

    /// <summary>Prints a text as it is.</summary>
    public static void Write(string text)
    {
        Meter.Require();
        int room = s_budgets.OutputLength - s_printed;
        s_printed += text.Length;
        if (text.Length <= room)
        {
            s_host.Print(text);
            return;
        }
        if (room > 0) s_host.Print(text[..room]);
        throw Meter.Spend($"The action printed more than {s_budgets.OutputLength:N0} characters.");
    }

    /// <summary>A value as it is printed.</summary>
    public static string Text(object? value) => ValueText.Of(value, s_budgets.OutputLength + 1);

    /// <summary>Ends the action: the task is done. Does not return.</summary>
    public static void Done(object? answer) => End(true, answer);

    /// <summary>Ends the action: the task can't or must not be done. Does not return.</summary>
    public static void Fail(object? reason) => End(false, reason);

    /// <summary>The next seed of the task's sequence, for <c>new Random()</c>.</summary>
    public static int NextSeed() => s_seeds.Next();

    internal static void Open(IBridgeHost host, int seed, Budgets budgets)
    {
        s_host = host;
        s_budgets = budgets;
        s_seeds = new Random(seed);
    }

    internal static void BeginAction() => s_calls = s_printed = 0;

    private static void End(bool ok, object? value)
    {
        Meter.Require();
        string answer = value is null ? "" : ValueText.Of(value, ValueText.MaxAnswer);
        throw Meter.End(new ActionStop(null, "") { Ended = new WorkerEnd(ok, answer) });
    }

    private sealed class NoHost : IBridgeHost
    {
        public ReplyFrame Call(int target, int member, double a, double b, double c, string? text) => throw new InvalidOperationException("No action runs.");

        public void Print(string text) => throw new InvalidOperationException("No action runs.");
    }
}

/// <summary>The answer to a call; only the fields that the member gives back mean something.</summary>
/// <param name="A">First number; a truth is 0 or 1.</param>
/// <param name="B">Second number.</param>
/// <param name="C">Third number.</param>
/// <param name="List">A list, or null where it is empty.</param>
/// <param name="Text">A text, or null.</param>
public readonly record struct BridgeReply(double A, double B, double C, IReadOnlyList<double>? List, string? Text);
