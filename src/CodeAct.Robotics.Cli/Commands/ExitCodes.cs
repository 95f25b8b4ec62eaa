using CodeAct.Robotics.Agents;

namespace CodeAct.Robotics.Cli;

/// <summary>What the program's exit says.</summary>
internal static class ExitCodes
{
    /// <summary>All went well.</summary>
    public const int Done = 0;

    /// <summary>It ran and did not succeed.</summary>
    public const int Failed = 1;

    /// <summary>The command line or an input file is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Stopped or never begun by safety, or Fail.</summary>
    public const int Refused = 3;

    /// <summary>Ctrl-C.</summary>
    public const int Interrupted = 130;

    /// <summary>The exit of a task.</summary>
    public static int Of(TaskSummary summary, CancellationToken interrupted) => summary.Status switch
    {
        TaskOutcome.Done => Done,
        TaskOutcome.Refused => Refused,
        _ => interrupted.IsCancellationRequested ? Interrupted : Failed,
    };
}
