using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Sensors;

/// <summary>
/// A reading a minute, at most a day of them, taken by a timer from the robot's start on. What was before has the first reading's value: a list has
/// always as many numbers as minutes were asked for. A minute without a reading keeps the last one.
/// </summary>
internal sealed class MinuteHistory : IDisposable
{
    /// <summary>The most that is kept.</summary>
    public const int Most = 1440;

    private readonly Queue<double> _values = new();
    private readonly Func<double> _read;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private double? _last;

    /// <summary>Begins to record.</summary>
    /// <param name="read">Takes a reading; may throw <see cref="DeviceException"/>. Called from a timer's thread, too.</param>
    /// <param name="time">Whose minutes.</param>
    public MinuteHistory(Func<double> read, TimeProvider time)
    {
        _read = read;
        _timer = time.CreateTimer(_ => Take(), null, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    /// <summary>The last minutes, oldest first, the last of them read now.</summary>
    /// <exception cref="DeviceException">There was never a reading.</exception>
    public IReadOnlyList<double> Last(int minutes)
    {
        int count = Math.Clamp(minutes, 1, Most);
        double? read = null;
        DeviceException? fault = null;
        try
        {
            read = _read();
        }
        catch (DeviceException e)
        {
            fault = e;
        }

        lock (_lock)
        {
            double now = read ?? _last ?? throw fault!;
            double[] past = [.. _values.TakeLast(count - 1)];
            double first = past.Length > 0 ? past[0] : now;
            return [.. Enumerable.Repeat(first, count - 1 - past.Length), .. past, now];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Take()
    {
        double? value = null;
        try
        {
            value = _read();
        }
        catch (DeviceException)
        {
            // The last one stands in.
        }

        lock (_lock)
        {
            _last = value ?? _last;
            if (_last is not { } last) return;
            _values.Enqueue(last);
            if (_values.Count > Most) _values.Dequeue();
        }
    }
}
