namespace CodeAct.Robotics.Tasks;

/// <summary>Where a task of the queue stands. It moves forward only; a running one goes back to queued when its robot is shut down in order.</summary>
public enum TaskState
{
    /// <summary>Accepted, and waiting.</summary>
    Queued,

    /// <summary>Under way.</summary>
    Running,

    /// <summary>Done was called.</summary>
    Done,

    /// <summary>Caps reached, interrupted, expired, or no model.</summary>
    Failed,

    /// <summary>Fail was called, or safety stopped it.</summary>
    Refused,

    /// <summary>Somebody cancelled it.</summary>
    Cancelled,
}

/// <summary>A task in the queue.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Request">What was asked.</param>
/// <param name="Accepted">When it was taken, UTC.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Why">Why it is not done, or null.</param>
/// <param name="Attempts">How often it was begun.</param>
public sealed record QueuedTask(string Id, TaskRequest Request, DateTimeOffset Accepted, TaskState State, string? Why, int Attempts)
{
    /// <summary>Where the sender wants to be told, or null.</summary>
    public TaskReply? Reply { get; init; }

    /// <summary>When it is too late to begin, or null.</summary>
    public DateTimeOffset? ExpiresAt => Request.Expires is { } span ? Accepted + span : null;

    /// <summary>The summary as JSON, once it ended.</summary>
    public string? Result { get; init; }
}

/// <summary>Where the sender of a task wants to be told about it (MQTT 5, response topic and correlation data).</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Correlation">What he recognises it by.</param>
public sealed record TaskReply(string Topic, byte[]? Correlation);
