namespace CodeAct.Robotics.Safety;

/// <summary>Asks a person. Only a clear yes is a yes: whatever else happens, the gate takes it for a no.</summary>
public interface IApprover
{
    /// <summary>Shows the request and gives the answer.</summary>
    /// <param name="request">What would happen.</param>
    /// <param name="cancellation">The time is over, or nobody wants an answer any more.</param>
    Task<bool> AskAsync(ApprovalRequest request, CancellationToken cancellation);
}

/// <summary>What a person is asked: effects, not code.</summary>
/// <param name="Robot">The robot's name.</param>
/// <param name="Task">The id of the task under way, or null.</param>
/// <param name="Devices">The devices in question.</param>
/// <param name="Effects">What would be commanded, a line each, in plain words.</param>
/// <param name="Expires">When no answer has become a no.</param>
public sealed record ApprovalRequest(string Robot, string? Task, IReadOnlyList<string> Devices, IReadOnlyList<string> Effects, DateTimeOffset Expires);
