namespace CodeAct.Robotics.Agents;

/// <summary>What came of one action, as the sandbox saw it.</summary>
public sealed record ActionResult
{
    /// <summary>Where it ended.</summary>
    public required ActionStage Stage { get; init; }

    /// <summary>The error, or null.</summary>
    public ActionError? Error { get; init; }

    /// <summary>What was printed, bounded, without the last line's end.</summary>
    public string Printed { get; init; } = "";

    /// <summary>The value of a last expression without semicolon, as text, bounded; null where there was none.</summary>
    public string? Returned { get; init; }

    /// <summary>What Done or Fail said, or null.</summary>
    public ActionEnd? Done { get; init; }

    /// <summary>How many calls went out; the polls of a wait don't count.</summary>
    public int DeviceCalls { get; init; }

    /// <summary>Wall time in milliseconds.</summary>
    public double ElapsedMs { get; init; }

    /// <summary>True where the worker was replaced: variables and functions of earlier actions are gone.</summary>
    public bool StateLost { get; init; }

    /// <summary>The layers of the operating system that stood around it, in one word each: <c>landlock+seccomp+rlimits</c>; null where nothing ran.</summary>
    public string? Tier { get; init; }
}

/// <summary>Where an action ended.</summary>
public enum ActionStage
{
    /// <summary>The reply had no single block.</summary>
    Format,

    /// <summary>The analysis refused it; nothing ran.</summary>
    Analysis,

    /// <summary>It did not compile; nothing ran.</summary>
    Compile,

    /// <summary>It ran.</summary>
    Run,

    /// <summary>It called Done or Fail.</summary>
    Done,
}

/// <summary>An error in the terms of the model's code.</summary>
/// <param name="Code">A stable code.</param>
/// <param name="Message">One or two sentences; never a host path or stack.</param>
/// <param name="Line">The line of the code, from 1; null where there is none.</param>
/// <param name="Hint">The nearest valid name or call, or null.</param>
public sealed record ActionError(string Code, string Message, int? Line = null, string? Hint = null);

/// <summary>How an action ended itself.</summary>
/// <param name="Ok">True for Done, false for Fail.</param>
/// <param name="Answer">The answer or reason.</param>
public sealed record ActionEnd(bool Ok, string Answer);
