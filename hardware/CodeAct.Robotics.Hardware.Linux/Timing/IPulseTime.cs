namespace CodeAct.Robotics.Hardware.Linux.Timing;

/// <summary>Time that is finer than a timer's, for pulses and step trains. Any thread may call.</summary>
public interface IPulseTime
{
    /// <summary>Nanoseconds of CLOCK_MONOTONIC: the clock that the kernel stamps its GPIO events with.</summary>
    long Now { get; }

    /// <summary>Waits on this thread: never shorter, and tens of microseconds longer where the machine is busy.</summary>
    void Wait(long nanoseconds);

    /// <summary>
    /// Calls back at the times that the callback asks for, one call at a time, each at or shortly after its time; the first at once.
    /// </summary>
    /// <param name="name">What it is for, as the thread's name.</param>
    /// <param name="tick">Gets the time it is, and gives the time of the next call, or <see cref="long.MaxValue"/> to end. Must not throw.</param>
    /// <returns>Disposing ends it soon; it does not wait for a call under way.</returns>
    IDisposable Run(string name, Func<long, long> tick);
}
