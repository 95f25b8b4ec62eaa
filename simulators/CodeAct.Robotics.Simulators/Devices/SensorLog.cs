namespace CodeAct.Robotics.Simulators;

/// <summary>
/// The true value of each minute of the last day. A logger's values are means over many readings, so they carry no noise.
/// The day before the task is worked out only when it is asked for.
/// </summary>
internal sealed class SensorLog
{
    /// <summary>Minutes of a day.</summary>
    public const int Day = 1440;

    // One more than a day, since values between two minutes are drawn from both.
    private readonly double[] _minutes = new double[Day + 1];
    private double[]? _past;
    private double _first;
    private long _count;

    /// <summary>Works out the day before: from the value at time 0 to 1,440 values, the first one minute before it. By default nothing happened.</summary>
    public Func<double, double[]> Past { get; set; } = start => Enumerable.Repeat(start, Day).ToArray();

    /// <summary>Keeps the value of the next whole minute; the first call is for time 0.</summary>
    public void Record(double value)
    {
        if (_count == 0) _first = value;
        _minutes[_count % _minutes.Length] = value;
        _count++;
    }

    /// <summary>One value a minute, oldest first, the last one now; between whole minutes it draws a straight line.</summary>
    /// <param name="minutes">How many, 1 to 1,440; other numbers are taken as the nearest of these.</param>
    /// <param name="now">Seconds since the task began.</param>
    /// <param name="current">The value now.</param>
    public IReadOnlyList<double> History(int minutes, double now, double current)
    {
        int count = Math.Clamp(minutes, 1, Day);
        var values = new double[count];
        values[^1] = current;
        for (int back = 1; back < count; back++)
        {
            double minute = now / 60 - back;
            long before = (long)Math.Floor(minute);
            double share = minute - before;
            double low = At(before);
            values[count - 1 - back] = share == 0 ? low : low + (At(before + 1) - low) * share;
        }

        return values;
    }

    private double At(long minute)
    {
        if (minute >= 0) return _minutes[minute % _minutes.Length];
        _past ??= Past(_first);
        return _past[-minute - 1];
    }
}
