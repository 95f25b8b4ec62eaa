namespace CodeAct.Robotics.Agents;

/// <summary>Hands calls on and keeps what came back, so that the same code can live through the same again elsewhere.</summary>
internal sealed class RecordedCalls(IHostCalls calls) : IHostCalls
{
    private readonly List<Recorded> _calls = [];

    /// <summary>All that came back, in order.</summary>
    public IReadOnlyList<Recorded> Calls => _calls;

    /// <inheritdoc/>
    public HostReply Invoke(in HostCall call)
    {
        try
        {
            HostReply reply = calls.Invoke(call);
            _calls.Add(new Recorded(call.Target, call.Member, reply, null));
            return reply;
        }
        catch (Robots.DeviceException e)
        {
            _calls.Add(new Recorded(call.Target, call.Member, default, e));
            throw;
        }
    }

    /// <inheritdoc/>
    public void WorkerLost() => calls.WorkerLost();
}

/// <summary>One call and what came back.</summary>
internal readonly record struct Recorded(int Target, int Member, HostReply Reply, Robots.DeviceException? Error);

/// <summary>Answers code as it was answered before; no device is touched.</summary>
internal sealed class ReplayedCalls(IReadOnlyList<Recorded> calls) : IHostCalls
{
    private int _next;

    /// <summary>False once code asked for something else than it did then.</summary>
    public bool IsSame { get; private set; } = true;

    /// <inheritdoc/>
    public HostReply Invoke(in HostCall call)
    {
        if (_next < calls.Count && calls[_next] is var then && then.Target == call.Target && then.Member == call.Member)
        {
            _next++;
            return then.Error is { } error ? throw new Robots.DeviceException(error.Code, error.Message) : then.Reply;
        }

        IsSame = false;
        throw new Robots.DeviceException(Robots.ErrorCodes.Twin, "The twin left the path of the robot.");
    }
}
