using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Safety;

/// <summary>
/// The only caller of drivers: every command passes the manifest's limits, rates and interlocks, every reading its range.
/// It clamps nothing; what doesn't fit is refused with a coded error. Calls may come from any thread and are taken one at a time;
/// <see cref="MakeSafe()"/> and the e-stop wait for none.
/// </summary>
public sealed class Governor : IHostCalls
{
    // A call of a driver that is over so soon is no reason to supervise half only.
    private static readonly TimeSpan ShortCall = TimeSpan.FromMilliseconds(2);

    // Held through a call of a driver, and left while code waits. The safe state never takes it.
    private readonly Lock _gate = new();
    private readonly IRobotBackend _backend;
    private readonly GovernorOptions _options;
    private readonly EStop _estop;
    private readonly DeviceGuard[] _guards;

    // In the order in which they are made safe: what hangs on this machine first, since a network may keep one waiting.
    private readonly DeviceGuard[] _nearest;
    private readonly InterlockWatch _interlocks;
    private readonly RobotTime _time;
    private readonly List<TracedCommand> _trace = [];
    private readonly RobotCalls _calls;
    private volatile string? _closed;
    private double _heard;
    private int _answering, _safing;
    private long _safingSince;

    /// <summary>A governor over a backend; what is on at the start counts from now.</summary>
    public Governor(RobotManifest manifest, IRobotBackend backend, EStop? estop = null, GovernorOptions? options = null)
    {
        Manifest = manifest;
        _backend = backend;
        _options = options ?? new GovernorOptions();
        _estop = estop ?? new EStop();
        _guards = manifest.Devices.Select((d, i) => new DeviceGuard(d, backend.Drivers[i], backend.Clock.Now)).ToArray();
        _nearest = [.. _guards.OrderBy(g => g.Driver is IGuardedOutput ? 0 : 1)];
        _interlocks = new InterlockWatch(manifest, _guards);
        _time = new RobotTime(backend.Clock, _guards, _interlocks, _estop, _options, _gate);
        _calls = new RobotCalls(backend.Clock, _guards, _time);
        _estop.Stopping += MakeSafe;
    }

    /// <summary>The robot.</summary>
    public RobotManifest Manifest { get; }

    /// <summary>The backend's name, as episodes record it.</summary>
    public string Backend => _backend.Name;

    /// <summary>The robot's clock in seconds.</summary>
    public double Now => _backend.Clock.Now;

    /// <summary>How it governs.</summary>
    public GovernorOptions Options => _options;

    /// <summary>The task under way, as a request for approval names it; null where there is none.</summary>
    public string? TaskId { get; set; }

    /// <summary>Why nothing may be commanded for now, in a sentence, or null. What leads to safety is obeyed all the same.</summary>
    public string? Closed
    {
        get => _closed;
        set => _closed = value;
    }

    /// <summary>All commands since the start, obeyed or refused.</summary>
    public IReadOnlyList<TracedCommand> Trace => _trace;

    /// <summary>The actuators that are not where their safe value would have them, as far as commands tell, by name. From any thread.</summary>
    public IReadOnlyList<string> Unsafe => [.. _guards.Where(g => !g.IsSafe).Select(g => g.Spec.Name)];

    /// <summary>What the last action plotted.</summary>
    public IReadOnlyList<PlotData> Plots => _calls.Plots;

    /// <summary>Why no task goes on now, such as a lost broker of devices that stop with it; or null.</summary>
    public string? HaltReason => (_backend as ITaskHalt)?.HaltReason;

    /// <summary>Called on any thread when <see cref="HaltReason"/> has become one.</summary>
    public event Action? Halted
    {
        add
        {
            if (_backend is ITaskHalt halt) halt.Halted += value;
        }
        remove
        {
            if (_backend is ITaskHalt halt) halt.Halted -= value;
        }
    }

    /// <summary>Begins an action.</summary>
    /// <param name="cancellation">Ends a wait at once.</param>
    public void BeginAction(CancellationToken cancellation)
    {
        lock (_gate)
        {
            _calls.Begin();
            foreach (DeviceGuard guard in _guards) guard.Touched = false;
            _heard = Now;
            _time.Begin(cancellation);
        }

        _options.Approvals?.Begin();
    }

    /// <inheritdoc/>
    public HostReply Invoke(in HostCall call)
    {
        lock (_gate)
        {
            _answering++;
            try
            {
                return Answer(call);
            }
            finally
            {
                _answering--;
                _heard = Now;
            }
        }
    }

    /// <inheritdoc/>
    public void WorkerLost()
    {
        _time.LoseWorker();
        MakeSafe();
    }

    /// <summary>Releases what the action may not keep, whatever way it ended, and says what the governor did by itself meanwhile.</summary>
    public IReadOnlyList<string> EndAction()
    {
        // Before the lock: what moves must not wait for a slow reading.
        double now = Now;
        foreach (DeviceGuard guard in _guards)
        {
            if (guard.Spec.Kind.IsMotion) guard.MakeSafe(new SafeValue(SafeWord.Stop), now);
            else if (guard.Touched && !guard.Spec.Hold && Releases(guard.Spec.Kind)) guard.MakeSafe(guard.Spec.Safe!.Value, now);
        }

        lock (_gate)
        {
            _time.Supervise(always: true);
            return _time.TakeNotes();
        }
    }

    /// <summary>Sets every actuator's safe value. Never throws, takes no lock, and may come from any thread at any moment: what is under way loses.</summary>
    public void MakeSafe()
    {
        if (Interlocked.Increment(ref _safing) == 1) Interlocked.Exchange(ref _safingSince, Environment.TickCount64);
        double now = Now;
        foreach (DeviceGuard guard in _nearest)
            if (guard.Spec.Safe is { } safe) guard.MakeSafe(safe, now);
        Interlocked.Decrement(ref _safing);
    }

    /// <summary>Makes everything safe and tells why in the next observation.</summary>
    /// <param name="code">One of <see cref="ErrorCodes"/>.</param>
    /// <param name="why">A sentence.</param>
    public void MakeSafe(string code, string why)
    {
        MakeSafe();
        _time.Note($"{code}: {why}");
    }

    /// <summary>
    /// Holds the limits against the present state, whoever calls or thinks meanwhile: max-on, interlocks, the lease of motion and the e-stop.
    /// On hardware the <see cref="ControlLoop"/> calls it; it waits for nobody.
    /// </summary>
    /// <returns>False where a driver is being called, so that only what needs no driver's answer was done.</returns>
    public bool Supervise()
    {
        if (_estop.IsLatched && _guards.Any(g => g.ActiveSince is not null)) MakeSafe();
        if (!_gate.TryEnter(ShortCall))
        {
            _time.SwitchOffOverdue();
            return false;
        }

        try
        {
            _time.Supervise();
            if (_time.IsActing && _answering == 0 && Now - _heard > _options.Lease) StopMotion($"the code gave no sign for {_options.Lease:0.#} s");
            return true;
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>How long a safe state has been under way: a driver that hangs in it shows here.</summary>
    internal TimeSpan SafingFor => Volatile.Read(ref _safing) == 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Environment.TickCount64 - Interlocked.Read(ref _safingSince));

    /// <summary>Stands where another governor of the same robot stands: what is on, since when, and what pause is left.</summary>
    /// <param name="real">The governor of the robot whose twin this one governs.</param>
    internal void Mirror(Governor real)
    {
        lock (real._gate)
            for (int i = 0; i < _guards.Length; i++) _guards[i].Mirror(real._guards[i], Now - real.Now);
    }

    /// <summary>Reads every device afresh, in manifest order; a device that can't be read says why.</summary>
    public IReadOnlyList<DeviceReading> ReadAll()
    {
        var readings = new DeviceReading[_guards.Length];
        for (int i = 0; i < readings.Length; i++)
        {
            DeviceGuard guard = _guards[i];
            try
            {
                // One device at a time: whoever waits, waits for no more than one reading.
                lock (_gate) readings[i] = new DeviceReading(guard.Spec, DeviceStates.Read(guard.Spec, guard.Driver), null);
            }
            catch (DeviceException e)
            {
                readings[i] = new DeviceReading(guard.Spec, default, new ActionError(e.Code, e.Message));
            }
        }

        return readings;
    }

    private HostReply Answer(in HostCall call)
    {
        _time.ThrowIfStopped();
        if (_options.RealTime) _time.Supervise();
        if (call.Target == HostCall.Robot) return _calls.Answer(call);
        if (call.Target < 0 || call.Target >= _guards.Length) throw new DeviceException(ErrorCodes.DeviceFault, "There is no such device.");
        DeviceGuard guard = _guards[call.Target];
        IReadOnlyList<DeviceMember> members = guard.Spec.Kind.Members;
        if (call.Member < 0 || call.Member >= members.Count) throw new DeviceException(ErrorCodes.DeviceFault, $"{guard.Spec.Name} has no such member.");
        _time.Pass(_options.CallSeconds, throwPending: true);
        DeviceMember member = members[call.Member];
        if (member.Commands)
        {
            Command(guard, new DeviceCommand(member.Name, call.A, call.B, call.C, call.Text) { MaxSpeed = guard.Spec.Limits.MaxSpeed });
            return default;
        }

        return member.Name == "WaitFor" ? _calls.WaitFor(guard, call.A != 0, call.B) : _calls.Query(guard, member);
    }

    private void StopMotion(string why)
    {
        foreach (DeviceGuard guard in _guards)
            if (guard.Spec.Kind.IsMotion && guard.ActiveSince is not null) _time.MakeSafe(guard, why, ErrorCodes.Timeout);
    }

    private static bool Releases(DeviceKind kind) => kind == DeviceKinds.Relay || kind == DeviceKinds.Dimmer || kind == DeviceKinds.ColorLight;

    private void Command(DeviceGuard guard, DeviceCommand command)
    {
        string? refused = null;
        double time = Now;
        CommandEffect effect = default;
        try
        {
            (effect, IReadOnlyList<DeviceGuard> first) = Check(guard, command);
            if (guard.Spec.Approve && !effect.TowardSafety && _options.Approvals is { } approvals)
            {
                RequireApproval(approvals, Traced(guard, command, time));
                // A person took their time.
                (effect, first) = Check(guard, command);
            }

            if (effect.TowardSafety) _time.Forgive(guard);
            else if (_closed is { } closed) throw new DeviceException(ErrorCodes.DeviceFault, closed);
            int safes = guard.Safes;
            foreach (DeviceGuard dependent in first) _time.MakeSafe(dependent, "its rule would break");
            _time.ThrowIfStopped();
            Start(guard, command, safes);
            guard.Obeyed(effect, command.Member, time);
            if (guard.Safes != safes) Lose(guard);
            _time.PassWhileBusy(guard);
        }
        catch (DeviceException e)
        {
            refused = e.Code;
            throw;
        }
        finally
        {
            if (_trace.Count < _options.LongestTrace) _trace.Add(Traced(guard, command, time) with { Refused = refused, TowardSafety = effect.TowardSafety });
        }
    }

    // Refuses what may not be, and says which devices must be made safe before it.
    private (CommandEffect Effect, IReadOnlyList<DeviceGuard> First) Check(DeviceGuard guard, in DeviceCommand command)
    {
        double position = guard.Spec.Kind == DeviceKinds.Stepper ? guard.Driver.Read().Value : 0;
        CommandRange.Check(guard.Spec, command, position);
        CommandEffect effect = CommandEffect.Of(guard.Spec, command, position);
        if (!effect.TowardSafety) guard.CheckPace(effect, Now);
        return (effect, _interlocks.Check(guard, command.Member, effect));
    }

    private void Start(DeviceGuard guard, in DeviceCommand command, int safes)
    {
        try
        {
            guard.Driver.Start(command);
        }
        catch (DeviceException) when (guard.Safes != safes || _options.RealTime && guard.ActiveSince is null)
        {
            // A real device that failed may have moved all the same, and nobody would count how long.
            guard.MakeSafe(guard.Spec.Safe!.Value, Now);
            throw;
        }
    }

    // The safe state came while the command was on its way, and the device may have seen the command last.
    private void Lose(DeviceGuard guard)
    {
        guard.MakeSafe(guard.Spec.Safe!.Value, Now);
        _time.ThrowIfStopped();
        throw new DeviceException(ErrorCodes.DeviceFault, $"{guard.Spec.Name} was made safe while a command to it was on its way.");
    }

    private void RequireApproval(ApprovalGate approvals, TracedCommand command)
    {
        if (approvals.TryUse(command)) return;
        // Nobody knows how long an answer takes: what moves stands meanwhile.
        StopMotion("a person is asked first");
        bool yes = false;
        _time.Unlocked(() => yes = approvals.Ask(Manifest.Robot, TaskId, [command], _time.Cancellation));
        _time.ThrowIfStopped();
        if (!yes || !approvals.TryUse(command)) throw new DeviceException(ErrorCodes.Approval, ApprovalGate.Refusal([command.Device]));
    }

    private static TracedCommand Traced(DeviceGuard guard, in DeviceCommand command, double time) =>
        new(time, guard.Spec.Name, command.Member, Arguments(guard.Spec.Kind, command), null);

    private static List<object> Arguments(DeviceKind kind, in DeviceCommand command)
    {
        double[] numbers = [command.A, command.B, command.C];
        var arguments = new List<object>();
        foreach (MemberParameter parameter in kind.Member(command.Member)!.Parameters)
            arguments.Add(parameter.Type == ParameterType.Text ? command.Text ?? "" : numbers[arguments.Count]);
        return arguments;
    }
}
