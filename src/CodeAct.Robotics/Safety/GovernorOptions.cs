namespace CodeAct.Robotics.Safety;

/// <summary>What the governor costs and allows.</summary>
public sealed record GovernorOptions
{
    /// <summary>Robot time that a device call takes, in seconds: 10 ms in a simulator, 0 on hardware, where calls take their own time.</summary>
    public double CallSeconds { get; init; } = 0.01;

    /// <summary>The most robot time that one action may take, in seconds; a day in a simulator.</summary>
    public double LongestAction { get; init; } = 86_400;

    /// <summary>Commands kept in the trace; older ones stay, later ones are only counted.</summary>
    public int LongestTrace { get; init; } = 100_000;
}
