using System.Globalization;

namespace CodeAct.Robotics.Safety;

/// <summary>
/// Lets a device marked <c>approve</c> be commanded only as a person has said yes to. A yes holds for the commands that were shown,
/// each as often as shown, and until the action ends. No approver, no answer in time, an answer that fails: all that is a no.
/// </summary>
/// <param name="approver">Asks a person; null where nobody can be asked.</param>
/// <param name="time">Measures the time to answer.</param>
public sealed class ApprovalGate(IApprover? approver, TimeProvider time)
{
    /// <summary>The time that a person has for an answer.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _granted = new(StringComparer.Ordinal);
    private bool _refused;

    /// <summary>What the code is told after a no.</summary>
    public static string Refusal(IEnumerable<string> devices) => $"A person must say yes before {string.Join(" and ", devices)} may be commanded, and did not.";

    /// <summary>An action begins: what was granted before is void.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            _granted.Clear();
            _refused = false;
        }
    }

    /// <summary>Takes a granted command; false where it was not granted, or not so often.</summary>
    public bool TryUse(TracedCommand command)
    {
        lock (_lock)
        {
            string key = Key(command);
            if (_granted.GetValueOrDefault(key) == 0) return false;
            _granted[key]--;
            return true;
        }
    }

    /// <summary>Asks for commands and waits for the answer. After one no in an action, nobody is asked again in it.</summary>
    /// <param name="robot">The robot's name.</param>
    /// <param name="task">The task's id, or null.</param>
    /// <param name="commands">All to devices that need it.</param>
    /// <param name="cancellation">Ends the wait; that is a no.</param>
    public bool Ask(string robot, string? task, IReadOnlyList<TracedCommand> commands, CancellationToken cancellation)
    {
        lock (_lock)
            if (_refused) return false;
        bool yes = AskPerson(robot, task, commands, cancellation);
        lock (_lock)
        {
            _refused = !yes;
            if (!yes) return false;
            foreach (TracedCommand command in commands) _granted[Key(command)] = _granted.GetValueOrDefault(Key(command)) + 1;
            return true;
        }
    }

    private bool AskPerson(string robot, string? task, IReadOnlyList<TracedCommand> commands, CancellationToken cancellation)
    {
        if (approver is null || cancellation.IsCancellationRequested) return false;
        var request = new ApprovalRequest(robot, task, [.. commands.Select(c => c.Device).Distinct()], Effects(commands), time.GetUtcNow() + Limit);
        using var limit = new CancellationTokenSource(Limit, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            // Also from an approver that is deaf to its cancellation.
            return approver.AskAsync(request, ended.Token).WaitAsync(ended.Token).GetAwaiter().GetResult();
        }
        catch (Exception)
        {
            return false;
        }
    }

    /// <summary>The commands as lines for a person: each once, with how often and when, in seconds from the first.</summary>
    internal static IReadOnlyList<string> Effects(IReadOnlyList<TracedCommand> commands)
    {
        if (commands.Count == 0) return [];
        double start = commands[0].Time;
        return [.. commands.GroupBy(Key).Select(Line)];

        string Line(IGrouping<string, TracedCommand> same)
        {
            double first = same.First().Time - start, last = same.Last().Time - start;
            if (same.Count() > 1) return $"{same.Key}: {same.Count()} times, from {first:0.#} s to {last:0.#} s";
            return commands.Count == 1 ? same.Key : $"{same.Key}: after {first:0.#} s";
        }
    }

    private static string Key(TracedCommand command) =>
        $"{command.Device}.{command.Member}({string.Join(", ", command.Args.Select(a => a is double number ? number.ToString("0.######", CultureInfo.InvariantCulture) : $"\"{a}\""))})";
}
