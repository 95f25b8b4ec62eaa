namespace CodeAct.Robotics.Hardware.Linux.Boards.Examination;

/// <summary>How a check of the hardware came out.</summary>
public enum BoardVerdict
{
    /// <summary>It holds.</summary>
    Ok,

    /// <summary>It may be meant so.</summary>
    Note,

    /// <summary>The robot can't do its work like this.</summary>
    Wrong,
}

/// <summary>One thing that was checked.</summary>
/// <param name="Subject">A device's name, or <c>board</c>.</param>
/// <param name="Verdict">How it came out.</param>
/// <param name="What">What was found, in a sentence.</param>
/// <param name="Remedy">What to do about it; null where nothing is due.</param>
public sealed record BoardFinding(string Subject, BoardVerdict Verdict, string What, string? Remedy = null);
