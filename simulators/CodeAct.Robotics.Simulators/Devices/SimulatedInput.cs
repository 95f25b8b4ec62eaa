using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators;

/// <summary>A digital input that is active in known windows of the robot's clock; by default those of the manifest's <c>sim: active</c>.</summary>
internal sealed class SimulatedInput : SimulatedDevice
{
    private IReadOnlyList<TimeWindow> _windows;

    /// <summary>An input with the manifest's windows.</summary>
    public SimulatedInput(DeviceSpec spec, SimulatedTime time)
        : base(spec, time)
    {
        _windows = spec.Simulation.Active;
    }

    /// <summary>True while it is active.</summary>
    public bool IsActive
    {
        get
        {
            // In any order and overlapping, as a scenario may write them; worlds may look at every step, so nothing is allocated.
            double now = Time.Now;
            IReadOnlyList<TimeWindow> windows = _windows;
            for (int i = 0; i < windows.Count; i++)
                if (windows[i].Contains(now)) return true;
            return false;
        }
    }

    /// <inheritdoc/>
    public override DeviceState Truth => DeviceState.Of(IsActive ? 1 : 0);

    /// <summary>Windows that a world proposes: the manifest's own come first.</summary>
    public void Propose(IReadOnlyList<TimeWindow> windows)
    {
        if (_windows.Count == 0) _windows = windows;
    }

    /// <summary>A list of windows; a truth holds for all time.</summary>
    public override void Begin(StartValue start)
    {
        if (start.Windows is { } windows) _windows = windows;
        else _windows = NumberOf(start) != 0 ? [new TimeWindow(0, double.PositiveInfinity)] : [];
    }
}
