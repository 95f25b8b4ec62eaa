namespace CodeAct.Robotics.Models.Tests.Served;

/// <summary>A clock whose timers go off when the test says so.</summary>
sealed class ManualTime : TimeProvider
{
    readonly List<Timer> _timers = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(() => callback(state));
        lock (_timers)
        {
            _timers.Add(timer);
        }
        return timer;
    }

    public void Fire()
    {
        Timer[] timers;
        lock (_timers)
        {
            timers = [.. _timers];
        }
        // The limit counts from the reader's next wait, so it must not go off under the reader itself.
        _ = Task.Run(() => Array.ForEach(timers, timer => timer.Fire()));
    }

    sealed class Timer(Action fire) : ITimer
    {
        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
