using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Safety;

/// <summary>Holds the interlocks of a robot against what the drivers read.</summary>
internal sealed class InterlockWatch
{
    private readonly List<Rule> _rules;

    public InterlockWatch(RobotManifest manifest, IReadOnlyList<DeviceGuard> guards)
    {
        _rules = manifest.Interlocks.Select(i => new Rule(i, Guard(guards, i.Device), Guard(guards, i.Subject))).ToList();
    }

    /// <summary>True while a rule may break by itself.</summary>
    public bool IsWatching
    {
        get
        {
            foreach (Rule rule in _rules)
                if (rule.IsActive) return true;
            return false;
        }
    }

    /// <summary>Refuses a command against a rule, or says which devices must be made safe before one towards safety.</summary>
    /// <exception cref="DeviceException"><c>interlock</c></exception>
    public IReadOnlyList<DeviceGuard> Check(DeviceGuard device, string member, in CommandEffect effect)
    {
        List<DeviceGuard>? first = null;
        foreach (Rule rule in _rules)
        {
            double? foreseen = rule.Subject == device && effect.HasValue ? effect.Value : null;
            if (rule.Device == device && rule.Interlock.Action == member && effect.Activates && !effect.TowardSafety)
                Require(rule, foreseen);
            if (rule.Subject != device || rule.Device == device || foreseen is null || !rule.IsActive || rule.Holds(foreseen.Value)) continue;
            if (!effect.TowardSafety)
                throw new DeviceException(ErrorCodes.Interlock, $"{device.Spec.Name}.{member} would break the rule {rule.Interlock.Text} while {rule.Device.Spec.Name} is on.");
            (first ??= []).Add(rule.Device);
        }

        return first ?? (IReadOnlyList<DeviceGuard>)[];
    }

    /// <summary>The active devices whose rule is broken now, and why; what can't be read breaks it.</summary>
    public IEnumerable<(DeviceGuard Device, string Why)> Broken()
    {
        foreach (Rule rule in _rules)
        {
            if (!rule.IsActive) continue;
            double? value = rule.Value();
            if (value is null) yield return (rule.Device, $"{rule.Interlock.Text}, and {rule.Interlock.Subject} gives no reading");
            else if (!rule.Holds(value.Value)) yield return (rule.Device, $"{rule.Interlock.Text} no longer holds");
        }
    }

    private static void Require(Rule rule, double? foreseen)
    {
        Interlock interlock = rule.Interlock;
        double? value = foreseen ?? rule.Value();
        if (value is null) throw new DeviceException(ErrorCodes.Interlock, $"{interlock.Text}; {interlock.Subject} gives no reading.");
        // The rule alone, as the model was trained on; the readings that follow show the state.
        if (!rule.Holds(value.Value)) throw new DeviceException(ErrorCodes.Interlock, $"{interlock.Text}.");
    }

    private static DeviceGuard Guard(IReadOnlyList<DeviceGuard> guards, string name) => guards.First(g => g.Spec.Name == name);

    private sealed record Rule(Interlock Interlock, DeviceGuard Device, DeviceGuard Subject)
    {
        public bool Negated => Interlock.State is "IsOff" or "IsInactive";

        public bool IsActive => Device.ActiveSince is not null && (Device.ActiveBy.Length == 0 || Device.ActiveBy == Interlock.Action);

        public bool Holds(double value) => Negated ? value == 0 : Interlock.Holds(value);

        public double? Value()
        {
            try
            {
                return DeviceStates.Read(Subject.Spec, Subject.Driver).Value;
            }
            catch (DeviceException)
            {
                return null;
            }
        }
    }
}
