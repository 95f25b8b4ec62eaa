using System.Diagnostics;
using CodeAct.Robotics.Hardware.Linux.Kernel;

namespace CodeAct.Robotics.Hardware.Linux.Timing;

/// <summary>
/// Pulse time on real hardware: a thread a train, which sleeps with clock_nanosleep(2) to an absolute time and spins over the last part,
/// with the smallest timer slack (prctl(2), PR_SET_TIMERSLACK). Without a real-time kernel a step may still come a millisecond late under load:
/// a stepper then runs unevenly and loses no count.
/// </summary>
public sealed class ThreadPulseTime : IPulseTime
{
    private const long Second = 1_000_000_000;
    private const long SpinPart = 60_000;

    // A sleeper looks up this often, so that one that is disposed ends soon.
    private const long LongestSleep = 20_000_000;

    /// <inheritdoc/>
    public long Now => (long)((Int128)Stopwatch.GetTimestamp() * Second / Stopwatch.Frequency);

    /// <inheritdoc/>
    public void Wait(long nanoseconds)
    {
        long end = Now + nanoseconds;
        while (!Approach(end))
        {
        }
    }

    /// <inheritdoc/>
    public IDisposable Run(string name, Func<long, long> tick) => new Train(this, name, tick);

    // One sleep, or the spin at the end; true at the time.
    private bool Approach(long time)
    {
        long now = Now;
        long left = time - now;
        if (left <= 0) return true;
        if (left > SpinPart)
        {
            Sleep(now + Math.Min(left - SpinPart, LongestSleep));
            return false;
        }

        var spin = new SpinWait();
        while (Now < time) spin.SpinOnce(sleep1Threshold: -1);
        return true;
    }

    private static unsafe void Sleep(long until)
    {
        var time = new Native.TimeSpec { Seconds = until / Second, Nanoseconds = until % Second };
        // An early return, as by a signal, only means one more look at the clock.
        _ = Native.Sleep(Native.ClockMonotonic, Native.TimerAbsolute, &time, null);
    }

    private sealed class Train : IDisposable
    {
        private readonly ThreadPulseTime _time;
        private readonly Func<long, long> _tick;
        private volatile bool _ended;

        public Train(ThreadPulseTime time, string name, Func<long, long> tick)
        {
            _time = time;
            _tick = tick;
            new Thread(Loop) { IsBackground = true, Name = name, Priority = ThreadPriority.Highest }.Start();
        }

        public void Dispose() => _ended = true;

        private void Loop()
        {
            _ = Native.ProcessControl(Native.SetTimerSlack, 1, 0, 0, 0);
            long next = _time.Now;
            while (next != long.MaxValue)
            {
                while (!_ended && !_time.Approach(next))
                {
                }

                if (_ended) return;
                next = _tick(_time.Now);
            }
        }
    }
}
