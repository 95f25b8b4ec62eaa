using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Safety;

/// <summary>
/// What the governor knows of one device: since when it is active, when it was last commanded, how much change is left.
/// Commands come one at a time under the governor's lock; <see cref="MakeSafe"/> and <see cref="TryExpire"/> from any thread.
/// </summary>
internal sealed class DeviceGuard
{
    // Held for moments and never over a call of the driver: the safe state must not wait for a device that hangs.
    private readonly Lock _lock = new();
    private double _allowance, _allowanceAt, _commanded;
    private double _lastOff = double.NegativeInfinity, _lastCommand = double.NegativeInfinity;
    private double? _activeSince;
    private string _activeBy = "";
    private bool _commandedIsStale;
    private int _safes;

    public DeviceGuard(DeviceSpec spec, IDeviceDriver driver, double now)
    {
        Spec = spec;
        Driver = driver;
        _allowance = spec.Limits.MaxRate ?? 0;
        _allowanceAt = now;
        if (!spec.Kind.IsActuator || !DeviceStates.TryRead(driver, out DeviceState state)) return;
        _commanded = state.Value;
        if (DeviceStates.IsActive(spec.Kind, state)) Activate(now, "");
    }

    public DeviceSpec Spec { get; }

    public IDeviceDriver Driver { get; }

    /// <summary>The clock at which it became active; null while it is not.</summary>
    public double? ActiveSince
    {
        get
        {
            lock (_lock) return _activeSince;
        }
    }

    /// <summary>Whether it is where its safe value would have it, as far as commands tell; what has none is.</summary>
    public bool IsSafe
    {
        get
        {
            lock (_lock)
            {
                return Spec.Safe?.Word switch
                {
                    null => true,
                    SafeWord.On => _commanded != 0,
                    SafeWord.Number => _commanded == Spec.Safe.Value.Number,
                    _ => _activeSince is null,
                };
            }
        }
    }

    /// <summary>The member that made it active.</summary>
    public string ActiveBy
    {
        get
        {
            lock (_lock) return _activeBy;
        }
    }

    /// <summary>True once the running action commanded it.</summary>
    public bool Touched { get; set; }

    /// <summary>How often it was made safe: a command during which it changes has lost.</summary>
    public int Safes => Volatile.Read(ref _safes);

    /// <summary>The clock at which <c>max-on</c> is reached; infinite where there is none.</summary>
    public double Deadline => ActiveSince is { } since && Spec.Limits.MaxOn is { } most ? since + most : double.PositiveInfinity;

    /// <summary>Refuses a command that comes too soon or changes too much. Commands towards safety don't come here.</summary>
    /// <exception cref="DeviceException"><c>rate</c> or <c>min-off</c>.</exception>
    public void CheckPace(CommandEffect effect, double now)
    {
        Refresh();
        DeviceLimits limits = Spec.Limits;
        lock (_lock)
        {
            if (limits.MinInterval is { } interval && now - _lastCommand < interval - Slack)
                throw new DeviceException(ErrorCodes.Rate, $"{Spec.Name} takes one command in {Plain(interval)} s; wait {Plain(Up(interval - (now - _lastCommand)))} s more.");
            if (limits.MinOff is { } pause && effect.Activates && _activeSince is null && now - _lastOff < pause - Slack)
                throw new DeviceException(ErrorCodes.MinOff, $"{Spec.Name} must stay off for {Plain(pause)} s; wait {Plain(Up(pause - (now - _lastOff)))} s more.");
            if (limits.MaxRate is not { } rate || !effect.HasValue) return;
            double left = Allowance(now, rate);
            if (Math.Abs(effect.Value - _commanded) > left + Slack)
                throw new DeviceException(ErrorCodes.Rate, $"{Spec.Name} may change by at most {Plain(rate)} a second; {Plain(left)} is left now. Go in steps with Wait(1) between.");
        }
    }

    /// <summary>Books a command that the driver took.</summary>
    public void Obeyed(CommandEffect effect, string member, double now)
    {
        Touched = true;
        Refresh();
        lock (_lock)
        {
            _lastCommand = now;
            if (effect.HasValue)
            {
                if (Spec.Limits.MaxRate is { } rate) _allowance = Math.Max(0, Allowance(now, rate) - Math.Abs(effect.Value - _commanded));
                _allowanceAt = now;
                _commanded = effect.Value;
            }

            if (effect.Activates) Activate(now, member);
            else if (effect.Deactivates) Off(now);
        }
    }

    /// <summary>Switches off for good reason, whatever the limits say. Never throws: one driver's fault spares no other device.</summary>
    public void MakeSafe(SafeValue safe, double now)
    {
        Interlocked.Increment(ref _safes);
        try
        {
            Driver.MakeSafe(safe);
        }
        catch (Exception)
        {
            // Against its contract. The next reading shows what became of it.
        }

        lock (_lock)
        {
            // Where it stopped, only its driver knows, and that is asked on the governor's thread.
            _commandedIsStale = safe.Word is not (SafeWord.Number or SafeWord.On);
            _commanded = safe.Word switch
            {
                SafeWord.Number => safe.Number,
                SafeWord.On => 1,
                SafeWord.Off => 0,
                _ => _commanded,
            };
            Off(now);
        }
    }

    /// <summary>Books that <c>max-on</c> is reached; true for the one caller that has to switch it off now.</summary>
    public bool TryExpire(double now)
    {
        lock (_lock)
        {
            if (_activeSince is not { } since || Spec.Limits.MaxOn is not { } most || now < since + most - DeadlineSlack) return false;
            Off(now);
            return true;
        }
    }

    /// <summary>Books the end of a motion.</summary>
    public void Deactivate(double now)
    {
        lock (_lock) Off(now);
    }

    /// <summary>Stands where the guard of the real device stands, on another clock.</summary>
    /// <param name="real">That guard.</param>
    /// <param name="offset">This clock less that one.</param>
    public void Mirror(DeviceGuard real, double offset)
    {
        real.Refresh();
        lock (real._lock)
        {
            lock (_lock)
            {
                _allowance = real._allowance;
                _allowanceAt = real._allowanceAt + offset;
                _commanded = real._commanded;
                _lastOff = real._lastOff + offset;
                _lastCommand = real._lastCommand + offset;
                _activeSince = real._activeSince + offset;
                _activeBy = real._activeBy;
            }
        }
    }

    private const double Slack = 1e-6, DeadlineSlack = 1e-9;

    private void Activate(double now, string member)
    {
        _activeSince ??= now;
        _activeBy = member;
    }

    private void Off(double now)
    {
        if (_activeSince is null) return;
        _activeSince = null;
        _lastOff = now;
    }

    // Under the governor's lock only: drivers take one caller at a time.
    private void Refresh()
    {
        lock (_lock)
        {
            if (!_commandedIsStale) return;
            _commandedIsStale = false;
        }

        if (!DeviceStates.TryRead(Driver, out DeviceState state)) return;
        lock (_lock) _commanded = state.Value;
    }

    // A token bucket: a second's worth of change at most, refilled as time passes.
    private double Allowance(double now, double rate) => Math.Min(rate, _allowance + (now - _allowanceAt) * rate);

    private static double Up(double seconds) => Math.Ceiling(seconds * 10) / 10;

    private static string Plain(double value) => value.ToString("0.###");
}
