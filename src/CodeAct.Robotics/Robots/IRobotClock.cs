namespace CodeAct.Robotics.Robots;

/// <summary>The robot's time: virtual in a simulator, monotonic on hardware.</summary>
public interface IRobotClock
{
    /// <summary>Seconds since the task began (simulator) or since the robot started (hardware).</summary>
    double Now { get; }

    /// <summary>
    /// The largest step that <see cref="Advance"/> may take without missing something, in seconds. A simulator steps its world finely by itself.
    /// </summary>
    double Step { get; }

    /// <summary>Lets time pass: a simulator moves its world, hardware sleeps.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while it slept.</exception>
    void Advance(double seconds, CancellationToken cancellation);
}
