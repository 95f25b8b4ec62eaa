namespace CodeAct.Robotics.Agents;

/// <summary>Makes sessions; keeps warm spares so that one starts at once.</summary>
public interface IActionSandbox : IAsyncDisposable
{
    /// <summary>A session with its own state, for one task.</summary>
    Task<IActionSession> OpenAsync(SandboxApi api, CancellationToken cancellation);
}

/// <summary>What code may use: a trusted C# facade made from the manifest.</summary>
/// <param name="Source">C# of the facade; calls the outside through the worker's bridge.</param>
/// <param name="HostType">Full name of the facade's class whose public members are in scope of the code. It has a constructor without parameters.</param>
/// <param name="Seed">Seeds <c>new Random()</c>.</param>
public sealed record SandboxApi(string Source, string HostType, int Seed)
{
    /// <summary>Words always offered as the nearest name, beside the host type's members.</summary>
    public IReadOnlyList<string> Usings { get; init; } = ["System", "System.Collections.Generic", "System.Linq", "System.Text", "CodeAct.Devices"];
}

/// <summary>Runs actions one after the other; variables and functions stay from one to the next.</summary>
public interface IActionSession : IAsyncDisposable
{
    /// <summary>
    /// Analyses, compiles and runs one action. Never throws for what the code does. Cancelling kills the worker.
    /// </summary>
    /// <param name="code">C# as the model wrote it.</param>
    /// <param name="calls">Takes the code's calls, one at a time, on a thread of the sandbox.</param>
    /// <param name="cancellation">Ends the action at once.</param>
    /// <exception cref="OperationCanceledException">Cancelled; the worker is gone.</exception>
    Task<ActionResult> RunAsync(string code, IHostCalls calls, CancellationToken cancellation);
}

/// <summary>The one way out of the sandbox.</summary>
public interface IHostCalls
{
    /// <summary>Answers a call. The host trusts nothing in it.</summary>
    /// <exception cref="Robots.DeviceException">Thrown on in the code that called.</exception>
    HostReply Invoke(in HostCall call);

    /// <summary>
    /// The process that runs the code is gone, seen from any thread the moment it happens: a call under way ends, and what moves stops.
    /// </summary>
    void WorkerLost()
    {
    }
}

/// <summary>A call from the code.</summary>
/// <param name="Target">A device's index in the manifest, or <see cref="Robot"/>.</param>
/// <param name="Member">The member's index in its kind, or a <see cref="RobotMember"/>.</param>
/// <param name="A">First number.</param>
/// <param name="B">Second number.</param>
/// <param name="C">Third number.</param>
/// <param name="Text">A text, or null.</param>
public readonly record struct HostCall(int Target, int Member, double A = 0, double B = 0, double C = 0, string? Text = null)
{
    /// <summary>The target that is the robot itself.</summary>
    public const int Robot = 0xFFFF;
}

/// <summary>Members of <see cref="HostCall.Robot"/>: their numbers are the wire's.</summary>
public enum RobotMember
{
    /// <summary>Wait(A seconds).</summary>
    Wait = 0,

    /// <summary>Lets a little time pass for a wait that began at A and lasts B seconds; gives 1 while time is left.</summary>
    Poll = 1,

    /// <summary>The robot's clock in seconds.</summary>
    Now = 2,

    /// <summary>History of device A over B minutes, as a list.</summary>
    History = 3,

    /// <summary>Plot: Text is the name, a line feed, and the values parted by blanks; A is how many values of it came before.</summary>
    Plot = 4,

    /// <summary>A text by the number A, for checks.</summary>
    Fact = 5,
}

/// <summary>The answer to a call; only the fields that the member gives back mean something.</summary>
public readonly record struct HostReply
{
    /// <summary>First number; a truth is 0 or 1.</summary>
    public double A { get; init; }

    /// <summary>Second number.</summary>
    public double B { get; init; }

    /// <summary>Third number.</summary>
    public double C { get; init; }

    /// <summary>A list.</summary>
    public IReadOnlyList<double>? List { get; init; }

    /// <summary>A text.</summary>
    public string? Text { get; init; }

    /// <summary>A number.</summary>
    public static HostReply Of(double value) => new() { A = value };

    /// <summary>A truth.</summary>
    public static HostReply Of(bool value) => new() { A = value ? 1 : 0 };
}
