using CodeAct.Robotics.Hardware.Linux.Timing;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Motion;

/// <summary>A DC motor on an H-bridge. Before the way turns, the power is 0 for the dead time.</summary>
internal sealed class MotorDriver(DeviceSpec device, MotorSettings settings, MotorBridge bridge, IPulseTime time) : IDeviceDriver, IGuardedOutput, IDisposable
{
    private readonly Lock _lock = new();
    private double _power;
    private int _stops;

    /// <inheritdoc/>
    public bool IsBusy => false;

    /// <inheritdoc/>
    public IReadOnlyList<SafeOutput> SafeOutputs => bridge.SafeOutputs;

    /// <inheritdoc/>
    public void Start(DeviceCommand command)
    {
        switch (command.Member)
        {
            case "Run" when command.A != 0:
                Run(Math.Clamp(command.A, -1, 1));
                break;
            case "Run" or "Stop":
                lock (_lock)
                {
                    _stops++;
                    _power = 0;
                    bridge.Stop();
                }

                break;
            default:
                throw KernelFault.NoMember(device, command.Member);
        }
    }

    /// <summary>The power as the pins have it, so that a bridge that is gone shows.</summary>
    public DeviceState Read()
    {
        lock (_lock)
        {
            double level = Math.Round(bridge.Level, 6);
            return DeviceState.Of(_power == 0 ? 0 : Math.Sign(_power) * level);
        }
    }

    /// <summary>Any safe value of a motor is standing still.</summary>
    public void MakeSafe(SafeValue safe)
    {
        lock (_lock)
        {
            _stops++;
            _power = 0;
            bridge.Halt(settings.Brake);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _stops++;
            _power = 0;
            bridge.Dispose();
        }
    }

    private void Run(double power)
    {
        int stops;
        bool turns;
        lock (_lock)
        {
            turns = bridge.Way != Math.Sign(power);
            if (turns && bridge.Way != 0) bridge.Halt(brake: false);
            stops = _stops;
        }

        // Nobody waits for the lock meanwhile: the safe state can come in between, and then it stays.
        if (turns && settings.DeadTime > 0) time.Wait(settings.DeadTime);
        lock (_lock)
        {
            if (stops != _stops) return;
            bridge.Run(power);
            _power = power;
        }
    }
}
