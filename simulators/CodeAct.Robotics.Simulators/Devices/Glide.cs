namespace CodeAct.Robotics.Simulators;

/// <summary>
/// A motion at constant speed, exact at every moment and not only at the world's steps.
/// Immutable, so that one reference swap ends it from any thread.
/// </summary>
internal sealed class Glide
{
    private readonly double _from;
    private readonly double _to;
    private readonly long _start;
    private readonly long _end;

    private Glide(double from, double to, long start, long end)
    {
        _from = from;
        _to = to;
        _start = start;
        _end = end;
    }

    /// <summary>Stands there.</summary>
    public static Glide At(double position) => new(position, position, 0, 0);

    /// <summary>Goes from one position to another.</summary>
    /// <param name="from">Where it is.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="speed">Above 0, in their unit a second.</param>
    /// <param name="ticks">When it starts.</param>
    public static Glide Between(double from, double to, double speed, long ticks) =>
        new(from, to, ticks, ticks + SimulatedTime.ToTicks(Math.Abs(to - from) / speed));

    /// <summary>True before its end.</summary>
    public bool IsMoving(long ticks) => ticks < _end;

    /// <summary>Where it is; the goal exactly once it is there.</summary>
    public double Position(long ticks) =>
        ticks >= _end ? _to : _from + (_to - _from) * ((ticks - _start) / (double)(_end - _start));
}
