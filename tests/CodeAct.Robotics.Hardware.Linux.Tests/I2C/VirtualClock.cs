using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

/// <summary>Time that passes only when somebody waits, on any thread.</summary>
internal sealed class VirtualClock : IRobotClock
{
    private readonly Lock _lock = new();
    private double _now;

    public double Now
    {
        get
        {
            lock (_lock) return _now;
        }
    }

    public double Step => 0.01;

    public void Advance(double seconds, CancellationToken cancellation)
    {
        lock (_lock) _now += seconds;
    }
}
