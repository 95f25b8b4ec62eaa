using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Mqtt.Tests.Devices;

/// <summary>The robot's time, moved by whoever waits.</summary>
internal sealed class ManualClock : IRobotClock
{
    public event Action? Moved;

    public double Now { get; private set; }

    public double Step => 0.01;

    public void Advance(double seconds, CancellationToken cancellation)
    {
        Now += seconds;
        Moved?.Invoke();
    }
}
