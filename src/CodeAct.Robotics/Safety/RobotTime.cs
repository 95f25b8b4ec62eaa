using System.Diagnostics.CodeAnalysis;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Safety;

/// <summary>
/// Lets the robot's time pass under supervision: no wait is deaf to max-on, interlocks, the e-stop or a cancellation.
/// All under the governor's lock, but for <see cref="SwitchOffOverdue"/>; where time is real, a wait leaves that lock to others while it sleeps.
/// </summary>
internal sealed class RobotTime(IRobotClock clock, DeviceGuard[] guards, InterlockWatch interlocks, EStop estop, GovernorOptions options, Lock gate)
{
    private const double Slack = 1e-9;

    // "At most 30 s" is kept by On, Wait(30), Off, though a call takes time too: the device is off in time, and only what goes on past this is told.
    private const double Grace = 0.1;
    private const int MostNotes = 20;
    // The only lock that may be taken without the governor's: what is told, also by who can't have that.
    private readonly Lock _telling = new();
    private readonly List<string> _notes = [];
    private readonly List<(DeviceGuard Input, double Seen)> _watched = [];
    private (DeviceGuard Device, double At, DeviceException Error)? _pending;
    private CancellationToken _cancellation;
    private double _begin, _interlocksDue = double.NegativeInfinity;
    private bool _acting;
    private volatile bool _workerLost;

    /// <summary>True from the beginning of an action to its end.</summary>
    public bool IsActing => _acting;

    /// <summary>Ends the action's waits at once.</summary>
    public CancellationToken Cancellation => _cancellation;

    /// <summary>Begins an action.</summary>
    public void Begin(CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _begin = clock.Now;
        _workerLost = false;
        _watched.Clear();
        lock (_telling)
        {
            _acting = true;
            _pending = null;
        }
    }

    /// <summary>What happened without the code's doing since it was last asked, as coded sentences; the action is over.</summary>
    public IReadOnlyList<string> TakeNotes()
    {
        lock (_telling)
        {
            if (IsOverdue(out DeviceException? error)) _notes.Add($"{error.Code}: {error.Message}");
            _pending = null;
            _acting = false;
            string[] notes = [.. _notes];
            _notes.Clear();
            return notes;
        }
    }

    /// <summary>Keeps a coded sentence for the next observation. From any thread.</summary>
    public void Note(string note)
    {
        // A loop that fails again and again must not fill the memory between two actions.
        lock (_telling)
            if (_acting || _notes.Count < MostNotes && !_notes.Contains(note)) _notes.Add(note);
    }

    /// <summary>The worker is gone: the call under way ends at once. From any thread.</summary>
    public void LoseWorker() => _workerLost = true;

    /// <summary>The code itself puts a device off that was just switched off: nothing to tell.</summary>
    public void Forgive(DeviceGuard device)
    {
        lock (_telling)
            if (_pending?.Device == device) _pending = null;
    }

    /// <summary>A wait of the code wakes at this input's next edge.</summary>
    public void Watch(DeviceGuard input)
    {
        _watched.RemoveAll(w => w.Input == input);
        if (DeviceStates.TryRead(input.Driver, out DeviceState state)) _watched.Add((input, state.Value));
    }

    /// <exception cref="DeviceException"><c>range</c>: no number of seconds from 0 to a day.</exception>
    public static void RequireSeconds(double seconds)
    {
        if (!(seconds is >= 0 and <= 86_400)) throw new DeviceException(ErrorCodes.Range, $"A wait takes 0 to 86400 seconds, not {seconds:0.###}.");
    }

    /// <exception cref="DeviceException">The e-stop is latched, the worker is gone, or the action's clock is spent.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void ThrowIfStopped()
    {
        _cancellation.ThrowIfCancellationRequested();
        estop.ThrowIfLatched();
        if (_workerLost) throw new DeviceException(ErrorCodes.WorkerDied, "The code's process is gone.");
        if (clock.Now - _begin > options.LongestAction)
            throw new DeviceException(ErrorCodes.Budget, $"One action may take {options.LongestAction / 3600:0.#} hours of the robot's clock.");
    }

    /// <summary>Waits. With <paramref name="throwPending"/>, a limit reached on the way ends it.</summary>
    public void Pass(double seconds, bool throwPending, bool wakeAtEdge = false)
    {
        double end = clock.Now + seconds;
        do
        {
            ThrowIfStopped();
            if (throwPending) ThrowPending();
            double now = clock.Now;
            if (end - now <= Slack) return;
            double step = Math.Min(end - now, Math.Max(NextDeadline(now) - now, Slack));
            if (options.RealTime || wakeAtEdge && _watched.Count > 0 || interlocks.IsWatching) step = Math.Min(step, clock.Step);
            if (options.RealTime) Sleep(step);
            else clock.Advance(step, _cancellation);
            Supervise();
        }
        while (!(wakeAtEdge && AtEdge()));
        if (throwPending) ThrowPending();
    }

    /// <summary>Waits until a motion or tone is over; returns at once for what only has a state.</summary>
    public void PassWhileBusy(DeviceGuard guard)
    {
        if (!EndsByItself(guard.Spec.Kind)) return;
        while (guard.Driver.IsBusy) Pass(clock.Step, throwPending: false);
        guard.Deactivate(clock.Now);
    }

    /// <summary>
    /// Lets a little of a wait for a condition pass: finely at first, then coarser, so that a day costs few evaluations; and no further than the next edge of an input.
    /// </summary>
    /// <returns>True while time is left.</returns>
    public bool Poll(double start, double timeout)
    {
        RequireSeconds(timeout);
        double elapsed = clock.Now - start;
        if (!(elapsed >= 0) || elapsed >= timeout - Slack) return false;
        double step = elapsed switch { < 60 => 0.1, < 600 => 0.5, < 3600 => 1, < 14_400 => 5, _ => 10 };
        Pass(Math.Min(step, timeout - elapsed), throwPending: true, wakeAtEdge: true);
        return true;
    }

    /// <summary>Does what takes long without the governor's lock, so that the control loop goes on meanwhile.</summary>
    public void Unlocked(Action act)
    {
        gate.Exit();
        try
        {
            act();
        }
        finally
        {
            gate.Enter();
        }
    }

    private void Sleep(double seconds) => Unlocked(() => clock.Advance(seconds, _cancellation));

    /// <summary>Applies max-on and interlocks as they stand now.</summary>
    /// <param name="always">Also where the interlocks were looked at just before.</param>
    public void Supervise(bool always = false)
    {
        SwitchOffOverdue();
        double now = clock.Now;
        if (!always && now < _interlocksDue) return;
        _interlocksDue = now + options.InterlockInterval;
        foreach ((DeviceGuard device, string why) in interlocks.Broken()) MakeSafe(device, why);
    }

    /// <summary>Applies max-on alone, which reads no device. From any thread.</summary>
    public void SwitchOffOverdue()
    {
        double now = clock.Now;
        foreach (DeviceGuard guard in guards)
        {
            if (!guard.TryExpire(now)) continue;
            guard.MakeSafe(OffValue(guard.Spec.Kind), now);
            var error = new DeviceException(ErrorCodes.MaxOn, $"{guard.Spec.Name} may be on for at most {guard.Spec.Limits.MaxOn:0.###} s; it was switched off.");
            lock (_telling)
            {
                if (_acting) _pending ??= (guard, now, error);
                else Note($"{error.Code}: {error.Message}");
            }
        }
    }

    /// <summary>Makes a device safe and notes why.</summary>
    public void MakeSafe(DeviceGuard guard, string why, string code = ErrorCodes.Interlock)
    {
        guard.MakeSafe(guard.Spec.Safe!.Value, clock.Now);
        Note($"{code}: {guard.Spec.Name} was made safe: {why}.");
    }

    private static bool EndsByItself(DeviceKind kind) =>
        kind == DeviceKinds.Servo || kind == DeviceKinds.Stepper || kind == DeviceKinds.Drive || kind == DeviceKinds.Gripper || kind == DeviceKinds.Buzzer;

    private static SafeValue OffValue(DeviceKind kind)
    {
        if (kind == DeviceKinds.Dimmer) return new SafeValue(SafeWord.Number, 0);
        return new SafeValue(kind == DeviceKinds.Relay ? SafeWord.Off : SafeWord.Stop);
    }

    private void ThrowPending()
    {
        lock (_telling)
        {
            if (!IsOverdue(out DeviceException? error)) return;
            _pending = null;
            throw error;
        }
    }

    private bool IsOverdue([NotNullWhen(true)] out DeviceException? error)
    {
        error = _pending is { } pending && clock.Now > pending.At + Grace ? pending.Error : null;
        return error is not null;
    }

    private double NextDeadline(double now)
    {
        double next = double.PositiveInfinity;
        lock (_telling)
            if (_pending is { } pending && pending.At + Grace >= now) next = pending.At + Grace + 1e-6;
        foreach (DeviceGuard guard in guards) next = Math.Min(next, guard.Deadline);
        return next;
    }

    private bool AtEdge()
    {
        bool edge = false;
        for (int i = 0; i < _watched.Count; i++)
        {
            (DeviceGuard input, double seen) = _watched[i];
            if (!DeviceStates.TryRead(input.Driver, out DeviceState state) || state.Value == seen) continue;
            _watched[i] = (input, state.Value);
            edge = true;
        }

        return edge;
    }
}
