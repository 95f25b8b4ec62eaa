namespace CodeAct.Robotics.Tasks;

/// <summary>A task as somebody sent it.</summary>
/// <param name="Task">The person's words; data for the model and nothing else.</param>
public sealed record TaskRequest(string Task)
{
    /// <summary>The most characters of a task.</summary>
    public const int MostCharacters = 4_000;

    /// <summary>The sender's id, or null where the receiver gives one. The same id is the same task, however often it arrives.</summary>
    public string? Id { get; init; }

    /// <summary>How long it may run; null for the robot's default.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long after its arrival it may still begin; null for ever.</summary>
    public TimeSpan? Expires { get; init; }

    /// <summary>−10 to 10; higher goes first, and among equals the older.</summary>
    public int Priority { get; init; }

    /// <summary>Names or kinds of devices that a robot must have.</summary>
    public IReadOnlyList<string> Requires { get; init; } = [];

    /// <summary>Whether it may run again after it was interrupted: what it had moved by then is not undone.</summary>
    public bool Retry { get; init; }
}
