namespace CodeAct.Robotics.Safety;

/// <summary>
/// Supervises a robot on real hardware while code waits, compiles or is still being thought of: every 20 ms on a thread of its own.
/// Each turn ends with a sign of life, for the guardian and the service manager; a loop that hangs or ends gives none.
/// </summary>
public sealed class ControlLoop : IDisposable
{
    /// <summary>From one turn to the next.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    /// <summary>How long one call of a driver may keep the loop from the interlocks before the robot is made safe.</summary>
    public static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(5);

    /// <summary>How long a safe state may take before the loop gives no more signs of life, so that the guardian does it.</summary>
    public static readonly TimeSpan LongestSafing = TimeSpan.FromSeconds(1.5);

    // Between two looks at the latch's file, which another process may write.
    private const int TurnsALook = 10;

    private readonly Governor _governor;
    private readonly EStop _estop;
    private readonly TimeProvider _time;
    private readonly Action _alive;
    private readonly Action _prepare;
    private readonly double _patience;
    private readonly ManualResetEventSlim _stop = new();
    private Thread? _thread;
    private long _supervised;
    private bool _hung;
    private int _turn;

    /// <summary>A loop that is not started.</summary>
    /// <param name="governor">What it supervises with.</param>
    /// <param name="estop">Latched where the loop itself fails.</param>
    /// <param name="time">Measures how long a driver's call takes.</param>
    /// <param name="alive">The sign of life; it must not block, and what it throws ends the loop.</param>
    /// <param name="prepare">Done first on the loop's thread, such as raising its priority; null for nothing.</param>
    /// <param name="patience">How many times longer calls and the safe state may take, on a machine that is so much slower.</param>
    public ControlLoop(Governor governor, EStop estop, TimeProvider time, Action alive, Action? prepare = null, double patience = 1)
    {
        (_governor, _estop, _time, _alive, _prepare, _patience) = (governor, estop, time, alive, prepare ?? (() => { }), patience);
        _supervised = time.GetTimestamp();
    }

    /// <summary>Starts the thread.</summary>
    public void Start()
    {
        _supervised = _time.GetTimestamp();
        _thread = new Thread(Run) { IsBackground = true, Name = "control loop" };
        _thread.Start();
    }

    /// <summary>Ends it in order; the caller makes the robot safe.</summary>
    public void Dispose()
    {
        _stop.Set();
        // The loop itself may be what ends the program.
        if (_thread is { } thread && thread != Thread.CurrentThread) thread.Join(LongestSafing * _patience);
    }

    /// <summary>One turn.</summary>
    internal void Turn()
    {
        if (_turn++ % TurnsALook == 0) _estop.LookAtFile();
        if (_governor.Supervise())
        {
            _supervised = _time.GetTimestamp();
            // What the hanging call did at last is undone once more.
            if (_hung) _governor.MakeSafe();
            _hung = false;
        }
        else if (!_hung && _time.GetElapsedTime(_supervised) > LongestCall * _patience)
        {
            _hung = true;
            _governor.MakeSafe(Robots.ErrorCodes.DeviceFault, $"A device did not answer for {(LongestCall * _patience).TotalSeconds:0} s; the robot was made safe.");
        }

        if (_governor.SafingFor <= LongestSafing * _patience) _alive();
    }

    private void Run()
    {
        try
        {
            _prepare();
            while (!_stop.IsSet)
            {
                Turn();
                _stop.Wait(Period);
            }
        }
        catch (Exception e)
        {
            // Without supervision nothing may move, also after a restart: a person has to look.
            _estop.TryLatch($"the control loop failed: {e.Message}");
        }
        finally
        {
            if (!_stop.IsSet) _governor.MakeSafe();
        }
    }
}
