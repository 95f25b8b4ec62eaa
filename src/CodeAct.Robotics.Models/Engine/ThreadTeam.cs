using System.Runtime.ExceptionServices;

namespace CodeAct.Robotics.Models.Engine;

/// <summary>
/// A few threads that share out the items of one loop at a time. A forward pass has hundreds of loops of microseconds, so the
/// threads spin a little between them before they park. Items are claimed one by one, so a thread that the system has put aside
/// holds up at most the item it is in. One caller at a time.
/// </summary>
sealed class ThreadTeam : IDisposable
{
    const int SpinsBeforeParking = 20_000;
    const int SpinsBeforeYielding = 2_000;

    readonly Thread[] _threads;
    readonly object _gate = new();

    // High half: which loop; low half: items not yet claimed. One word, so a late thread can't claim into the wrong loop.
    long _ticket;
    int _finished;
    int _parked;
    int _count;
    Action<int, int> _work = (_, _) => { };
    Exception? _failure;
    volatile bool _stopping;

    /// <param name="threads">How many threads work, the caller's included; at least 1.</param>
    public ThreadTeam(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        _threads = new Thread[threads - 1];
        for (var i = 0; i < _threads.Length; i++)
        {
            var worker = i + 1;
            _threads[i] = new Thread(() => Work(worker)) { IsBackground = true, Name = $"codeact engine {i + 1}" };
            _threads[i].Start();
        }
    }

    /// <summary>Threads at work, the caller's included.</summary>
    public int Threads { get; }

    /// <summary>Runs work(item, worker) for items 0 to count − 1 and returns when all are done. Worker 0 is the caller.</summary>
    public void For(int count, Action<int, int> work)
    {
        if (count == 1 || _threads.Length == 0)
        {
            for (var i = 0; i < count; i++)
            {
                work(i, 0);
            }
            return;
        }
        _work = work;
        _count = count;
        _finished = 0;
        Interlocked.Exchange(ref _ticket, (((_ticket >> 32) + 1) << 32) | (uint)count);
        if (Volatile.Read(ref _parked) > 0)
        {
            lock (_gate)
            {
                Monitor.PulseAll(_gate);
            }
        }
        while (TryRunOne(0))
        {
        }
        for (var spins = 0; Volatile.Read(ref _finished) < count; spins++)
        {
            Pause(spins);
        }
        if (_failure is { } failure)
        {
            _failure = null;
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    public void Dispose()
    {
        _stopping = true;
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
        foreach (var thread in _threads)
        {
            thread.Join();
        }
    }

    void Work(int worker)
    {
        var spins = 0;
        while (!_stopping)
        {
            if (TryRunOne(worker))
            {
                spins = 0;
            }
            else if (++spins < SpinsBeforeParking)
            {
                Pause(spins);
            }
            else
            {
                Park();
                spins = 0;
            }
        }
    }

    void Park()
    {
        lock (_gate)
        {
            // Counted before the last look at the ticket, as the caller sets the ticket before it looks at the count.
            Interlocked.Increment(ref _parked);
            if ((uint)Interlocked.Read(ref _ticket) == 0 && !_stopping)
            {
                Monitor.Wait(_gate);
            }
            Interlocked.Decrement(ref _parked);
        }
    }

    bool TryRunOne(int worker)
    {
        while (true)
        {
            var ticket = Volatile.Read(ref _ticket);
            var left = (uint)ticket;
            if (left == 0)
            {
                return false;
            }
            if (Interlocked.CompareExchange(ref _ticket, ticket - 1, ticket) != ticket)
            {
                continue;
            }
            try
            {
                _work(_count - (int)left, worker);
            }
            catch (Exception e)
            {
                _failure = e;
            }
            Interlocked.Increment(ref _finished);
            return true;
        }
    }

    static void Pause(int spins)
    {
        if (spins % SpinsBeforeYielding == SpinsBeforeYielding - 1)
        {
            Thread.Yield();
        }
        else
        {
            Thread.SpinWait(1);
        }
    }
}
