namespace CodeAct.Robotics.Hardware.Linux.Tests;

/// <summary>An H-bridge with a motor: two inputs say the way, the enable how much. Watches for what wears a motor out.</summary>
public sealed class FakeBridge
{
    private readonly VirtualTime _time;
    private readonly FakeLine _forward, _backward;
    private readonly FakePwmChannel _enable;
    private (int Way, long Since) _last;

    public FakeBridge(VirtualTime time, FakeLine forward, FakeLine backward, FakePwmChannel enable)
    {
        _time = time;
        _forward = forward;
        _backward = backward;
        _enable = enable;
        forward.Changed = _ => Watch();
        backward.Changed = _ => Watch();
    }

    /// <summary>The power at the motor, with its sign.</summary>
    public double Power => ((_forward.Level ? 1 : 0) - (_backward.Level ? 1 : 0)) * _enable.High;

    /// <summary>Both inputs active and enabled: both ends of the motor shorted.</summary>
    public bool Brakes => _forward.Level && _backward.Level && _enable.High > 0;

    /// <summary>The shortest time between two ways, in nanoseconds.</summary>
    public long ShortestTurn { get; private set; } = long.MaxValue;

    /// <summary>The inputs were switched under power.</summary>
    public bool SwitchedUnderPower { get; private set; }

    private void Watch()
    {
        int way = (_forward.Level ? 1 : 0) - (_backward.Level ? 1 : 0);
        if (way != 0 && _enable.High > 0) SwitchedUnderPower = true;
        if (way != 0 && _last.Way == -way) ShortestTurn = Math.Min(ShortestTurn, _time.Nanoseconds - _last.Since);
        if (way != 0) _last = (way, _time.Nanoseconds);
        else if (_last.Way != 0) _last.Since = _time.Nanoseconds;
    }
}
