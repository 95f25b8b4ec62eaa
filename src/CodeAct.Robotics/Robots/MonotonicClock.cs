namespace CodeAct.Robotics.Robots;

/// <summary>The time of real hardware: seconds since the robot was opened, whatever the calendar does meanwhile (a Pi has none at boot).</summary>
public sealed class MonotonicClock(TimeProvider time) : IRobotClock
{
    private readonly long _start = time.GetTimestamp();

    /// <inheritdoc/>
    public double Now => time.GetElapsedTime(_start).TotalSeconds;

    /// <summary>10 ms: how finely limits, interlocks and edges are watched while code waits.</summary>
    public double Step => 0.01;

    /// <inheritdoc/>
    public void Advance(double seconds, CancellationToken cancellation)
    {
        if (seconds <= 0) return;
        var span = TimeSpan.FromSeconds(Math.Max(seconds, 0.001));
        // The kernel wakes this very thread, however busy the pool's are; a millisecond is the grain.
        if (time == TimeProvider.System) cancellation.WaitHandle.WaitOne(span);
        else Task.Delay(span, time, cancellation).GetAwaiter().GetResult();
        cancellation.ThrowIfCancellationRequested();
    }
}
