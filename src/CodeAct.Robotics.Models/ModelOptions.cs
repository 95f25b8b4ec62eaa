namespace CodeAct.Robotics.Models;

/// <summary>Settings of a model that hold for every call, unless the call's <c>ChatOptions</c> say otherwise.</summary>
public sealed record ModelOptions
{
    /// <summary>Threads of the embedded engine. Default: one a core. Without effect on other models and on results.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Seed of the draws at a temperature above 0. Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>0 (the default): the likeliest token each time.</summary>
    public float Temperature { get; init; }

    /// <summary>Tokens of a reply at most. Default 400.</summary>
    public int MaxTokens { get; init; } = 400;

    /// <summary>Whether the embedded engine puts in what a grammar leaves no choice about, rather than choosing it token by token. Default: it does; the replies are the same.</summary>
    public bool JumpForward { get; init; } = true;

    /// <summary>Whether the embedded engine guesses from the conversation what comes next and computes it at once with what is sure. Default: it does; the replies are the same.</summary>
    public bool PromptLookup { get; init; } = true;

    /// <summary>Positions of the embedded model's context. Default: the model's own, at most 8192.</summary>
    public int? ContextLength { get; init; }

    /// <summary>Where the embedded engine keeps what it computed for system messages, for later processes; about 45 KB a token with the embedded weights, of eight at most. Default null: nowhere.</summary>
    public string? PrefixFolder { get; init; }

    /// <summary>Which file <c>replay:DIR</c> takes: <c>SCENARIO-ID.jsonl</c>.</summary>
    public string? ScenarioId { get; init; }

    /// <summary>The clock of time limits and figures.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long a served model may take to its first token. Default 120 s.</summary>
    public TimeSpan FirstTokenLimit { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long a served model may take from one token to the next. Default 60 s.</summary>
    public TimeSpan NextTokenLimit { get; init; } = TimeSpan.FromSeconds(60);
}
