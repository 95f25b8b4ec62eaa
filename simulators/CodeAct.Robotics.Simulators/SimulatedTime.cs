namespace CodeAct.Robotics.Simulators;

/// <summary>
/// The virtual time that all parts share. It counts nanoseconds: a sum of many small steps is then exactly one large step,
/// which sums of doubles are not.
/// </summary>
internal sealed class SimulatedTime
{
    /// <summary>Ticks of a second.</summary>
    public const long Second = 1_000_000_000;

    private long _ticks;

    /// <summary>Nanoseconds since the task began.</summary>
    public long Ticks
    {
        get => Volatile.Read(ref _ticks);
        set => Volatile.Write(ref _ticks, value);
    }

    /// <summary>Seconds since the task began.</summary>
    public double Now => Ticks / (double)Second;

    /// <summary>Seconds as ticks, to the nearest.</summary>
    public static long ToTicks(double seconds) => (long)Math.Round(seconds * Second);
}
