namespace CodeAct.Robotics.Agents;

/// <summary>The caps of a task.</summary>
public sealed record AgentOptions
{
    /// <summary>Replies that the model has, 1 to 100.</summary>
    public int MaxTurns { get; init; } = 8;

    /// <summary>Wall time of the whole task.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Tokens of one reply.</summary>
    public int MaxReplyTokens { get; init; } = 512;

    /// <summary>Tokens of all replies together.</summary>
    public int MaxTokens { get; init; } = 8192;

    /// <summary>Tokens of the conversation, estimated, beyond which older turns are folded.</summary>
    public int ContextTokens { get; init; } = 6000;

    /// <summary>Sampling temperature; 0 is greedy.</summary>
    public float Temperature { get; init; }

    /// <summary>Sampling temperature once the same action failed the same way twice: a greedy model would write it a third time.</summary>
    public float RetryTemperature { get; init; } = 0.8f;

    /// <summary>Whether the model is held to the grammar of the robot's API, where it can be. Default: it is.</summary>
    public bool Grammar { get; init; } = true;

    /// <summary>Whether a model that can reads the robot's devices in two orders before it names one. Default: it does.</summary>
    public bool SecondReading { get; init; } = true;

    /// <summary>How often the same action may fail the same way before the task is given up.</summary>
    public int MaxRepeats { get; init; } = 3;
}
