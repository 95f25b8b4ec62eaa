using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Safety;

/// <summary>What the governor knows of one device: since when it is active, when it was last commanded, how much change is left.</summary>
internal sealed class DeviceGuard
{
    private double _allowance;
    private double _allowanceAt;

    public DeviceGuard(DeviceSpec spec, IDeviceDriver driver, double now)
    {
        Spec = spec;
        Driver = driver;
        _allowance = spec.Limits.MaxRate ?? 0;
        _allowanceAt = now;
        if (!spec.Kind.IsActuator || !DeviceStates.TryRead(driver, out DeviceState state)) return;
        Commanded = state.Value;
        if (DeviceStates.IsActive(spec.Kind, state)) Activate(now, "");
    }

    public DeviceSpec Spec { get; }

    public IDeviceDriver Driver { get; }

    /// <summary>The last level, angle or power that was set.</summary>
    public double Commanded { get; private set; }

    /// <summary>The clock at which it became active; null while it is not.</summary>
    public double? ActiveSince { get; private set; }

    /// <summary>The member that made it active.</summary>
    public string ActiveBy { get; private set; } = "";

    /// <summary>True once the running action commanded it.</summary>
    public bool Touched { get; set; }

    private double LastOff { get; set; } = double.NegativeInfinity;

    private double LastCommand { get; set; } = double.NegativeInfinity;

    /// <summary>The clock at which <c>max-on</c> is reached; infinite where there is none.</summary>
    public double Deadline => ActiveSince is { } since && Spec.Limits.MaxOn is { } most ? since + most : double.PositiveInfinity;

    /// <summary>Refuses a command that comes too soon or changes too much. Commands towards safety don't come here.</summary>
    /// <exception cref="DeviceException"><c>rate</c> or <c>min-off</c>.</exception>
    public void CheckPace(CommandEffect effect, double now)
    {
        DeviceLimits limits = Spec.Limits;
        if (limits.MinInterval is { } interval && now - LastCommand < interval - Slack)
            throw new DeviceException(ErrorCodes.Rate, $"{Spec.Name} takes one command in {Plain(interval)} s; wait {Plain(Up(interval - (now - LastCommand)))} s more.");
        if (limits.MinOff is { } pause && effect.Activates && ActiveSince is null && now - LastOff < pause - Slack)
            throw new DeviceException(ErrorCodes.MinOff, $"{Spec.Name} must stay off for {Plain(pause)} s; wait {Plain(Up(pause - (now - LastOff)))} s more.");
        if (limits.MaxRate is not { } rate || !effect.HasValue) return;
        double left = Allowance(now, rate);
        if (Math.Abs(effect.Value - Commanded) > left + Slack)
            throw new DeviceException(ErrorCodes.Rate, $"{Spec.Name} may change by at most {Plain(rate)} a second; {Plain(left)} is left now. Go in steps with Wait(1) between.");
    }

    /// <summary>Books a command that the driver took.</summary>
    public void Obeyed(CommandEffect effect, string member, double now)
    {
        Touched = true;
        LastCommand = now;
        if (effect.HasValue)
        {
            if (Spec.Limits.MaxRate is { } rate) _allowance = Math.Max(0, Allowance(now, rate) - Math.Abs(effect.Value - Commanded));
            _allowanceAt = now;
            Commanded = effect.Value;
        }

        if (effect.Activates) Activate(now, member);
        else if (effect.Deactivates) Deactivate(now);
    }

    /// <summary>Switches off for good reason, whatever the limits say.</summary>
    public void MakeSafe(SafeValue safe, double now)
    {
        Driver.MakeSafe(safe);
        Commanded = safe.Word switch
        {
            SafeWord.Number => safe.Number,
            SafeWord.On => 1,
            _ => DeviceStates.TryRead(Driver, out DeviceState state) ? state.Value : 0,
        };
        Deactivate(now);
    }

    /// <summary>Books the end of a motion.</summary>
    public void Deactivate(double now)
    {
        if (ActiveSince is null) return;
        ActiveSince = null;
        LastOff = now;
    }

    private const double Slack = 1e-6;

    private void Activate(double now, string member)
    {
        ActiveSince ??= now;
        ActiveBy = member;
    }

    // A token bucket: a second's worth of change at most, refilled as time passes.
    private double Allowance(double now, double rate) => Math.Min(rate, _allowance + (now - _allowanceAt) * rate);

    private static double Up(double seconds) => Math.Ceiling(seconds * 10) / 10;

    private static string Plain(double value) => value.ToString("0.###");
}
