using System.Diagnostics;
using System.Runtime.CompilerServices;
using CodeAct.Robotics.Sandbox.Worker.Protocol;
using CodeAct.Robotics.Sandbox.Worker.Running;

namespace CodeAct.Sandbox;

/// <summary>
/// Counts what an action spends; the weaver puts calls of it into the code. What is spent stays spent: from then on every tick
/// throws, so neither <c>catch</c> nor <c>finally</c> gets on. One action at a time, on one thread.
/// </summary>
public static class Meter
{
    // Between two looks at the clock.
    private const int Chunk = 1024;
    private const int DepthBits = 12;
    private const int MaxStack = 1 << 20;

    private static Budgets s_budgets = new();
    private static int s_left, s_line, s_depth, s_maxDepth, s_chunk;
    private static long s_statements, s_deadline;
    private static nint s_stack;

    /// <summary>Why the action is over, or null while it may go on.</summary>
    internal static ActionStop? Stop { get; private set; }

    /// <summary>The line that runs, from 1; 0 before the first.</summary>
    internal static int Line => s_line;

    /// <summary>False once something is spent, or the action has ended itself.</summary>
    public static bool Alive => Stop is null;

    /// <summary>Before a statement.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tick(int line)
    {
        s_line = line;
        if (--s_left < 0) Slow();
    }

    /// <summary>Before a loop's condition, which goes on as <c>At(line) &amp;&amp; condition</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool At(int line)
    {
        Tick(line);
        return true;
    }

    /// <summary>After a query's expression.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Pass<T>(int line, T value)
    {
        Tick(line);
        return value;
    }

    /// <summary>At a function's entry; gives what <see cref="Leave"/> takes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Enter(int line)
    {
        int before = s_depth | s_line << DepthBits;
        s_line = line;
        if (++s_depth > s_maxDepth) TooDeep();
        if (--s_left < 0) Slow();
        return before;
    }

    /// <summary>At a function's end, however it ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Leave(int before)
    {
        s_depth = before & (1 << DepthBits) - 1;
        s_line = before >> DepthBits;
    }

    /// <summary>
    /// At an iterator's entry. Its depth is that of the calls for its next value, which no counter at its start and end sees:
    /// so it looks at the stack itself.
    /// </summary>
    public static unsafe void EnterIterator(int line)
    {
        Tick(line);
        byte here;
        if (s_stack - (nint)(&here) > MaxStack) TooDeep();
    }

    /// <summary>As the first initialiser of an object's fields: a class may make itself there without any function.</summary>
    public static byte EnterObject(int line)
    {
        Enter(line);
        return 0;
    }

    /// <summary>As the last initialiser of an object's fields.</summary>
    public static byte LeaveObject()
    {
        s_depth--;
        return 0;
    }

    internal static unsafe void Begin(Budgets budgets)
    {
        byte here;
        s_stack = (nint)(&here);
        s_budgets = budgets;
        s_maxDepth = Math.Min(budgets.CallDepth, (1 << DepthBits) - 2);
        Stop = null;
        s_line = s_depth = s_left = s_chunk = 0;
        s_statements = 0;
        s_deadline = Stopwatch.GetTimestamp() + (long)(budgets.RunSeconds * Stopwatch.Frequency);
    }

    /// <summary>Time that the host took does not count.</summary>
    internal static void Excuse(long timestamps) => s_deadline += timestamps;

    /// <summary>Ends the action for good.</summary>
    internal static StopException End(ActionStop stop)
    {
        Stop ??= stop with { Line = s_line };
        s_left = 0;
        return new StopException();
    }

    /// <summary>Ends the action because a budget is spent.</summary>
    internal static StopException Spend(string message) => End(new ActionStop("budget", message));

    /// <summary>Throws where the action is over.</summary>
    internal static void Require()
    {
        if (Stop is not null) throw new StopException();
    }

    private static void Slow()
    {
        Require();
        s_statements += s_chunk;
        if (s_statements >= s_budgets.Statements) throw Spend($"The action ran more than {s_budgets.Statements:N0} statements.");
        if (Stopwatch.GetTimestamp() > s_deadline)
            throw End(new ActionStop("timeout", $"The code ran longer than {s_budgets.RunSeconds:0.###} s."));
        s_chunk = (int)Math.Min(Chunk, s_budgets.Statements - s_statements);
        s_left = s_chunk - 1;
    }

    private static void TooDeep()
    {
        Require();
        throw Spend($"Calls are nested more than {s_budgets.CallDepth} deep.");
    }
}
