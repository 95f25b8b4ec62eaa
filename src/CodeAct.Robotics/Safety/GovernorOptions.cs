using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Safety;

/// <summary>What the governor costs and allows. The defaults are those of a simulator; <see cref="Hardware"/> has those of machines.</summary>
public sealed record GovernorOptions
{
    /// <summary>For real hardware: calls take their own time, waits are short steps, and a control loop runs beside them.</summary>
    public static GovernorOptions Hardware { get; } = new() { CallSeconds = 0, RealTime = true, InterlockInterval = 0.05 };

    /// <summary>Robot time that a device call takes, in seconds: 10 ms in a simulator, 0 on hardware, where calls take their own time.</summary>
    public double CallSeconds { get; init; } = 0.01;

    /// <summary>True where time passes by itself: waits are then made of the clock's steps, and leave the governor's lock to the control loop.</summary>
    public bool RealTime { get; init; }

    /// <summary>The shortest time between two looks at the interlocks, in seconds: on hardware each look reads devices. Default 0, always.</summary>
    public double InterlockInterval { get; init; }

    /// <summary>How long code may be silent while something moves, in seconds, before the motion is stopped. Default 2.</summary>
    public double Lease { get; init; } = 2;

    /// <summary>The most robot time that one action may take, in seconds; a day in a simulator.</summary>
    public double LongestAction { get; init; } = 86_400;

    /// <summary>Commands kept in the trace; older ones stay, later ones are only counted.</summary>
    public int LongestTrace { get; init; } = 100_000;

    /// <summary>Opens the robot's twin as the given readings say that the robot stands; null where it has none. The caller disposes it.</summary>
    public Func<IReadOnlyList<DeviceReading>, IRobotBackend>? Twin { get; init; }

    /// <summary>Asks a person before devices marked <c>approve</c> are commanded; null where none is asked, as in a simulator.</summary>
    public ApprovalGate? Approvals { get; init; }
}
