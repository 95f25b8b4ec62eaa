using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Safety;

/// <summary>Answers what code asks of the robot without commanding it: readings, waits, the clock, histories and plots. All under the governor's lock.</summary>
internal sealed class RobotCalls(IRobotClock clock, DeviceGuard[] guards, RobotTime time)
{
    private const int MostPlots = 20;

    private readonly List<PlotData> _plots = [];

    /// <summary>What the last action plotted.</summary>
    public IReadOnlyList<PlotData> Plots => _plots;

    /// <summary>An action begins.</summary>
    public void Begin() => _plots.Clear();

    /// <summary>A device's state or reading.</summary>
    public HostReply Query(DeviceGuard guard, DeviceMember member)
    {
        if (guard.Spec.Kind == DeviceKinds.Input) time.Watch(guard);
        DeviceState state = DeviceStates.Read(guard.Spec, guard.Driver);
        return member.Name switch
        {
            "IsHolding" => HostReply.Of(state.Flag),
            "Pose" => new HostReply { A = state.Value, B = state.Second, C = state.Third },
            _ => HostReply.Of(state.Value),
        };
    }

    /// <summary>Waits until an input is as wanted; 0 where it was not so in time.</summary>
    public HostReply WaitFor(DeviceGuard guard, bool active, double timeout)
    {
        RobotTime.RequireSeconds(timeout);
        time.Watch(guard);
        double end = clock.Now + timeout;
        while (DeviceStates.Read(guard.Spec, guard.Driver).Value != 0 != active)
        {
            if (clock.Now >= end - 1e-9) return HostReply.Of(false);
            time.Pass(end - clock.Now, throwPending: true, wakeAtEdge: true);
        }

        return HostReply.Of(true);
    }

    /// <summary>Answers a call to the robot itself.</summary>
    /// <exception cref="DeviceException">It can't be answered.</exception>
    public HostReply Answer(in HostCall call)
    {
        switch ((RobotMember)call.Member)
        {
            case RobotMember.Wait:
                RobotTime.RequireSeconds(call.A);
                time.Pass(call.A, throwPending: true);
                return default;
            case RobotMember.Poll:
                return HostReply.Of(time.Poll(call.A, call.B));
            case RobotMember.Now:
                return HostReply.Of(clock.Now);
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
        if (!(device >= 0 && device < guards.Length)) throw new DeviceException(ErrorCodes.DeviceFault, "There is no such device.");
        DeviceGuard guard = guards[(int)device];
        if (!(minutes is > 0 and <= 1440)) throw new DeviceException(ErrorCodes.Range, $"History takes 1 to 1440 minutes, not {minutes:0.###}.");
        if (guard.Driver is not ISensorHistory history) throw new DeviceException(ErrorCodes.NoReading, $"{guard.Spec.Name} has no history.");
        return history.History((int)Math.Ceiling(minutes));
    }
}
