namespace CodeAct.Robotics.Safety;

/// <summary>An approver that is known only after the robot was opened, as one that needs a connection. Until then the answer is no.</summary>
public sealed class LateApprover : IApprover
{
    private volatile IApprover? _approver;

    /// <summary>Who asks from now on; null for nobody.</summary>
    public IApprover? Approver
    {
        get => _approver;
        set => _approver = value;
    }

    /// <inheritdoc/>
    public Task<bool> AskAsync(ApprovalRequest request, CancellationToken cancellation) => _approver?.AskAsync(request, cancellation) ?? Task.FromResult(false);
}
