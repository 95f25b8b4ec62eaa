namespace CodeAct.Robotics.Agents;

/// <summary>Sees a task while it happens. Calls come in order on one thread at a time; an observer must not block long.</summary>
public interface IAgentObserver
{
    /// <summary>A task begins.</summary>
    void OnTask(TaskStart start) { }

    /// <summary>A turn begins, from 1.</summary>
    void OnTurn(int turn) { }

    /// <summary>A piece of the model's words.</summary>
    void OnText(string text) { }

    /// <summary>The reply is complete and taken apart; its code is about to run.</summary>
    void OnReply(ModelReply reply, ActionSource source) { }

    /// <summary>The turn is over.</summary>
    void OnTurnEnd(TurnRecord turn) { }

    /// <summary>The task is over.</summary>
    void OnEnd(TaskSummary summary) { }
}

/// <summary>What a task starts from.</summary>
/// <param name="Id">The task's id.</param>
/// <param name="Task">The person's words.</param>
/// <param name="Robot">The robot's name.</param>
/// <param name="Model">What answers, as it really runs.</param>
/// <param name="Backend"><c>sim</c> or <c>hardware</c>.</param>
/// <param name="System">The system message.</param>
public sealed record TaskStart(string Id, string Task, string Robot, string Model, string Backend, string System)
{
    /// <summary>The seed of simulator and sandbox.</summary>
    public int Seed { get; init; }
}

/// <summary>A reply and what it cost.</summary>
/// <param name="Text">The whole text.</param>
/// <param name="Truncated">True where it was cut off at a limit.</param>
/// <param name="InputTokens">Tokens of the prompt, 0 where the model doesn't say.</param>
/// <param name="CachedTokens">How many of them were kept from before.</param>
/// <param name="OutputTokens">Tokens of the reply; counted pieces where the model doesn't say.</param>
/// <param name="Seconds">Wall time.</param>
/// <param name="FirstTokenSeconds">Wall time to the first piece.</param>
public sealed record ModelReply(
    string Text, bool Truncated, long InputTokens, long CachedTokens, long OutputTokens, double Seconds, double FirstTokenSeconds)
{
    /// <summary>True where the model was held to the grammar of the robot's API.</summary>
    public bool Constrained { get; init; }
}

/// <summary>One turn.</summary>
/// <param name="Turn">From 1.</param>
/// <param name="Reply">What the model said.</param>
/// <param name="Source">The reply taken apart.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Observation">What the model is told; null on the last turn.</param>
/// <param name="Commands">The commands of this turn.</param>
public sealed record TurnRecord(
    int Turn, ModelReply Reply, ActionSource Source, ActionOutcome Outcome, string? Observation, IReadOnlyList<Safety.TracedCommand> Commands);

/// <summary>How a task ended.</summary>
/// <param name="Id">The task's id.</param>
/// <param name="Status">How.</param>
/// <param name="Answer">What Done or Fail said, or null.</param>
/// <param name="Why">Why it is not done, or null.</param>
/// <param name="Turns">Replies used.</param>
/// <param name="Tokens">Tokens of all replies.</param>
/// <param name="Seconds">Wall time.</param>
public sealed record TaskSummary(string Id, TaskOutcome Status, string? Answer, string? Why, int Turns, long Tokens, double Seconds)
{
    /// <summary>The code of the reason, such as <c>turns</c>, <c>timeout</c>, <c>model</c>, <c>e-stop</c>; null where it is done.</summary>
    public string? Reason { get; init; }
}

/// <summary>The ends of a task.</summary>
public enum TaskOutcome
{
    /// <summary>Done was called.</summary>
    Done,

    /// <summary>Caps reached, or the model could not be had.</summary>
    Failed,

    /// <summary>Fail was called, or safety stopped it.</summary>
    Refused,

    /// <summary>Somebody cancelled it.</summary>
    Cancelled,
}
