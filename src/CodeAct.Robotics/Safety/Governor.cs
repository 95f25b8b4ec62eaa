using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Safety;

/// <summary>
/// The only caller of drivers: every command passes the manifest's limits, rates and interlocks, every reading its range.
/// It clamps nothing; what doesn't fit is refused with a coded error. Calls come one at a time; <see cref="MakeSafe"/> and the e-stop from any thread.
/// </summary>
public sealed class Governor : IHostCalls
{
    private const int MostPlots = 20;
    private readonly IRobotBackend _backend;
    private readonly GovernorOptions _options;
    private readonly EStop _estop;
    private readonly DeviceGuard[] _guards;
    private readonly InterlockWatch _interlocks;
    private readonly RobotTime _time;
    private readonly List<TracedCommand> _trace = [];
    private readonly List<PlotData> _plots = [];

    /// <summary>A governor over a backend; what is on at the start counts from now.</summary>
    public Governor(RobotManifest manifest, IRobotBackend backend, EStop? estop = null, GovernorOptions? options = null)
    {
        Manifest = manifest;
        _backend = backend;
        _options = options ?? new GovernorOptions();
        _estop = estop ?? new EStop();
        _guards = manifest.Devices.Select((d, i) => new DeviceGuard(d, backend.Drivers[i], backend.Clock.Now)).ToArray();
        _interlocks = new InterlockWatch(manifest, _guards);
        _time = new RobotTime(backend.Clock, _guards, _interlocks, _estop, _options);
        _estop.Latched += MakeSafe;
    }

    /// <summary>The robot.</summary>
    public RobotManifest Manifest { get; }

    /// <summary>The backend's name, as episodes record it.</summary>
    public string Backend => _backend.Name;

    /// <summary>The robot's clock in seconds.</summary>
    public double Now => _backend.Clock.Now;

    /// <summary>All commands since the start, obeyed or refused.</summary>
    public IReadOnlyList<TracedCommand> Trace => _trace;

    /// <summary>What the last action plotted.</summary>
    public IReadOnlyList<PlotData> Plots => _plots;

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
        _plots.Clear();
        foreach (DeviceGuard guard in _guards) guard.Touched = false;
        _time.Begin(cancellation);
    }

    /// <inheritdoc/>
    public HostReply Invoke(in HostCall call)
    {
        _time.ThrowIfStopped();
        if (call.Target == HostCall.Robot) return InvokeRobot(call);
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

        return member.Name == "WaitFor" ? WaitFor(guard, call.A != 0, call.B) : Query(guard, member);
    }

    /// <summary>Releases what the action may not keep, whatever way it ended, and says what the governor did by itself meanwhile.</summary>
    public IReadOnlyList<string> EndAction()
    {
        double now = Now;
        foreach (DeviceGuard guard in _guards)
        {
            if (guard.Spec.Kind.IsMotion) guard.MakeSafe(new SafeValue(SafeWord.Stop), now);
            else if (guard.Touched && !guard.Spec.Hold && Releases(guard.Spec.Kind)) guard.MakeSafe(guard.Spec.Safe!.Value, now);
        }

        _time.Supervise();
        return _time.TakeNotes();
    }

    /// <summary>Sets every actuator's safe value. Never throws.</summary>
    public void MakeSafe()
    {
        double now = Now;
        foreach (DeviceGuard guard in _guards)
            if (guard.Spec.Safe is { } safe) guard.MakeSafe(safe, now);
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
                readings[i] = new DeviceReading(guard.Spec, DeviceStates.Read(guard.Spec, guard.Driver), null);
            }
            catch (DeviceException e)
            {
                readings[i] = new DeviceReading(guard.Spec, default, new ActionError(e.Code, e.Message));
            }
        }

        return readings;
    }

    private static bool Releases(DeviceKind kind) => kind == DeviceKinds.Relay || kind == DeviceKinds.Dimmer || kind == DeviceKinds.ColorLight;

    private void Command(DeviceGuard guard, DeviceCommand command)
    {
        string? refused = null;
        double time = Now;
        try
        {
            double position = guard.Spec.Kind == DeviceKinds.Stepper ? guard.Driver.Read().Value : 0;
            CommandRange.Check(guard.Spec, command, position);
            CommandEffect effect = CommandEffect.Of(guard.Spec, command, position);
            if (effect.TowardSafety) _time.Forgive(guard);
            else guard.CheckPace(effect, time);
            foreach (DeviceGuard dependent in _interlocks.Check(guard, command.Member, effect)) _time.MakeSafe(dependent, "its rule would break");
            guard.Driver.Start(command);
            guard.Obeyed(effect, command.Member, time);
            _time.PassWhileBusy(guard);
        }
        catch (DeviceException e)
        {
            refused = e.Code;
            throw;
        }
        finally
        {
            if (_trace.Count < _options.LongestTrace) _trace.Add(new TracedCommand(time, guard.Spec.Name, command.Member, Arguments(guard.Spec.Kind, command), refused));
        }
    }

    private static List<object> Arguments(DeviceKind kind, in DeviceCommand command)
    {
        double[] numbers = [command.A, command.B, command.C];
        var arguments = new List<object>();
        foreach (MemberParameter parameter in kind.Member(command.Member)!.Parameters)
            arguments.Add(parameter.Type == ParameterType.Text ? command.Text ?? "" : numbers[arguments.Count]);
        return arguments;
    }

    private HostReply Query(DeviceGuard guard, DeviceMember member)
    {
        if (guard.Spec.Kind == DeviceKinds.Input) _time.Watch(guard);
        DeviceState state = DeviceStates.Read(guard.Spec, guard.Driver);
        return member.Name switch
        {
            "IsHolding" => HostReply.Of(state.Flag),
            "Pose" => new HostReply { A = state.Value, B = state.Second, C = state.Third },
            _ => HostReply.Of(state.Value),
        };
    }

    private HostReply WaitFor(DeviceGuard guard, bool active, double timeout)
    {
        RobotTime.RequireSeconds(timeout);
        _time.Watch(guard);
        double end = Now + timeout;
        while (DeviceStates.Read(guard.Spec, guard.Driver).Value != 0 != active)
        {
            if (Now >= end - 1e-9) return HostReply.Of(false);
            _time.Pass(end - Now, throwPending: true, wakeAtEdge: true);
        }

        return HostReply.Of(true);
    }

    private HostReply InvokeRobot(in HostCall call)
    {
        switch ((RobotMember)call.Member)
        {
            case RobotMember.Wait:
                RobotTime.RequireSeconds(call.A);
                _time.Pass(call.A, throwPending: true);
                return default;
            case RobotMember.Poll:
                return HostReply.Of(_time.Poll(call.A, call.B));
            case RobotMember.Now:
                return HostReply.Of(Now);
            case RobotMember.History:
                return new HostReply { List = History(call.A, call.B) };
            case RobotMember.Plot:
                Plot(call);
                return default;
            default:
                throw new DeviceException(ErrorCodes.DeviceFault, "The robot has no such member.");
        }
    }

    // A long plot comes in pieces: A is how many values came before.
    private void Plot(in HostCall call)
    {
        if (PlotData.Parse(call.Text) is not { } plot) return;
        if (call.A > 0 && _plots.Count > 0 && _plots[^1].Name == plot.Name)
            _plots[^1] = plot with { Values = [.. _plots[^1].Values.Concat(plot.Values).Take(PlotData.MostValues)] };
        else if (_plots.Count < MostPlots)
            _plots.Add(plot);
    }

    private IReadOnlyList<double> History(double device, double minutes)
    {
        if (!(device >= 0 && device < _guards.Length)) throw new DeviceException(ErrorCodes.DeviceFault, "There is no such device.");
        DeviceGuard guard = _guards[(int)device];
        if (!(minutes is > 0 and <= 1440)) throw new DeviceException(ErrorCodes.Range, $"History takes 1 to 1440 minutes, not {minutes:0.###}.");
        if (guard.Driver is not ISensorHistory history) throw new DeviceException(ErrorCodes.NoReading, $"{guard.Spec.Name} has no history.");
        return history.History((int)Math.Ceiling(minutes));
    }
}
