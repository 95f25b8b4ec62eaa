namespace CodeAct.Robotics.Sandbox;

/// <summary>Kills a worker whose code runs too long. Time in calls to the host does not count.</summary>
internal sealed class Watchdog : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly Action _kill;
    private readonly ITimer _timer;
    private long _deadline, _pausedAt;
    private bool _paused, _missed, _disposed;

    public Watchdog(TimeProvider time, Action kill)
    {
        _time = time;
        _kill = kill;
        _timer = time.CreateTimer(_ => Elapsed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>True once it killed.</summary>
    public bool Fired { get; private set; }

    /// <summary>Counts from now.</summary>
    public void Start(TimeSpan limit)
    {
        lock (_lock)
        {
            _deadline = _time.GetTimestamp() + (long)(limit.TotalSeconds * _time.TimestampFrequency);
            Arm(limit);
        }
    }

    /// <summary>A call to the host begins.</summary>
    public void Pause()
    {
        lock (_lock)
        {
            _paused = true;
            _pausedAt = _time.GetTimestamp();
        }
    }

    /// <summary>The call is over.</summary>
    public void Resume()
    {
        lock (_lock)
        {
            long now = _time.GetTimestamp();
            _deadline += now - _pausedAt;
            _paused = false;
            if (!_missed) return;
            _missed = false;
            Arm(Left(now));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock) _disposed = true;
        _timer.Dispose();
    }

    private void Elapsed()
    {
        lock (_lock)
        {
            if (_disposed || Fired) return;
            if (_paused)
            {
                _missed = true;
                return;
            }
            TimeSpan left = Left(_time.GetTimestamp());
            if (left > TimeSpan.Zero)
            {
                Arm(left);
                return;
            }
            // Inside the lock: once disposed, the process number may be another's.
            Fired = true;
            _kill();
        }
    }

    private TimeSpan Left(long now) => TimeSpan.FromSeconds((double)(_deadline - now) / _time.TimestampFrequency);

    private void Arm(TimeSpan left)
    {
        // A timer counts whole milliseconds; one more, so that it is not early.
        if (!_disposed) _timer.Change(left > TimeSpan.Zero ? left + TimeSpan.FromMilliseconds(1) : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
