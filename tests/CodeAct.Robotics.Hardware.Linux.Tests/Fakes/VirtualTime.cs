using CodeAct.Robotics.Hardware.Linux.Timing;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

/// <summary>
/// All clocks of a driver in one, standing still until it is advanced: what is due runs in the order of its time. Waiting in something that runs advances it, too.
/// </summary>
public sealed class VirtualTime : TimeProvider, IRobotClock, IPulseTime
{
    public const long Millisecond = 1_000_000;
    public const long Second = 1_000_000_000;
    private const long Start = 1_000 * Second;
    private readonly PriorityQueue<Due, (long Time, long Order)> _queue = new();
    private readonly Lock _lock = new();
    private long _now = Start;
    private long _order;

    /// <summary>Nanoseconds, as the kernel stamps.</summary>
    public long Nanoseconds => Interlocked.Read(ref _now);

    double IRobotClock.Now => Seconds;

    long IPulseTime.Now => Nanoseconds;

    public double Seconds => (Nanoseconds - Start) / (double)Second;

    public double Step => 0.01;

    public override long TimestampFrequency => Second;

    public override long GetTimestamp() => Nanoseconds;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddSeconds(1_700_000_000 + Seconds);

    public void Advance(double seconds) => AdvanceTo(Nanoseconds + (long)Math.Round(seconds * Second), () => false);

    void IRobotClock.Advance(double seconds, CancellationToken cancellation) => Advance(seconds);

    public void Wait(long nanoseconds) => AdvanceTo(Nanoseconds + nanoseconds, () => false);

    /// <summary>Advances until the condition holds, at most to a time; whether it held.</summary>
    public bool AdvanceTo(long end, Func<bool> condition)
    {
        while (true)
        {
            if (condition()) return true;
            Due? due;
            lock (_lock)
            {
                if (!_queue.TryPeek(out due, out var key) || key.Time > end)
                {
                    _now = Math.Max(_now, end);
                    return condition();
                }

                _queue.Dequeue();
                _now = Math.Max(_now, key.Time);
            }

            due.Run();
        }
    }

    /// <summary>Runs something at a time.</summary>
    public IDisposable At(long nanoseconds, Action action)
    {
        var due = new Due(action);
        Enqueue(due, nanoseconds);
        return due;
    }

    IDisposable IPulseTime.Run(string name, Func<long, long> tick)
    {
        Due? due = null;
        due = new Due(() =>
        {
            long next = tick(Nanoseconds);
            if (next != long.MaxValue) Enqueue(due!, next);
        });
        Enqueue(due, Nanoseconds);
        return due;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private void Enqueue(Due due, long time)
    {
        lock (_lock)
        {
            _queue.Enqueue(due, (time, _order++));
        }
    }

    private sealed class Due(Action action) : IDisposable
    {
        private volatile bool _cancelled;

        public void Dispose() => _cancelled = true;

        public void Run()
        {
            if (!_cancelled) action();
        }
    }

    private sealed class VirtualTimer(VirtualTime time, Action action) : ITimer
    {
        private IDisposable? _due;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Exchange(ref _due, null)?.Dispose();
            if (dueTime == Timeout.InfiniteTimeSpan) return true;
            Interlocked.Exchange(ref _due, time.At(time.Nanoseconds + dueTime.Ticks * 100, () =>
            {
                if (period != Timeout.InfiniteTimeSpan && period > TimeSpan.Zero) Change(period, period);
                action();
            }));
            return true;
        }

        public void Dispose() => Interlocked.Exchange(ref _due, null)?.Dispose();

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
