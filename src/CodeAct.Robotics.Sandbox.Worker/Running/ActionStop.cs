namespace CodeAct.Robotics.Sandbox.Worker.Running;

/// <summary>Why an action is over before its last statement.</summary>
/// <param name="Code">The error's code; null where the action ended itself.</param>
/// <param name="Message">The error's message.</param>
internal sealed record ActionStop(string? Code, string Message)
{
    /// <summary>What Done or Fail said.</summary>
    public Protocol.WorkerEnd? Ended { get; init; }

    /// <summary>The line that ran.</summary>
    public int Line { get; init; }
}

/// <summary>Unwinds the code; why is in the meter.</summary>
internal sealed class StopException() : Exception("The action is over.");
