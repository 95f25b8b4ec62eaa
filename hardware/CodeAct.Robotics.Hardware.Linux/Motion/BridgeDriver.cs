using CodeAct.Robotics.Hardware.Linux.Outputs;
using CodeAct.Robotics.Hardware.Linux.Timing;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Motion;

/// <summary>
/// A DC motor on a bridge all of whose inputs are outputs with a level: two inputs with PWM, one for each way (DRV8833, DRV8871, L9110), or two that say
/// the way and one with PWM (TB6612, L298N). The way that ends is off before the one that begins, and between them is the dead time.
/// </summary>
/// <param name="device">The device.</param>
/// <param name="forward">On while it turns forwards.</param>
/// <param name="backward">On while it turns backwards.</param>
/// <param name="power">The PWM, or null where <paramref name="forward"/> and <paramref name="backward"/> have it.</param>
/// <param name="deadTime">Nanoseconds without power before the way changes.</param>
/// <param name="time">For the dead time.</param>
internal sealed class BridgeDriver(DeviceSpec device, ILevelOutput forward, ILevelOutput backward, ILevelOutput? power, long deadTime, IPulseTime time) : IDeviceDriver, IGuardedOutput, IDisposable
{
    private readonly Lock _lock = new();
    private int _direction;
    private int _stops;

    /// <inheritdoc/>
    public bool IsBusy => false;

    /// <inheritdoc/>
    public IReadOnlyList<SafeOutput> SafeOutputs { get; } = [.. power?.Safe(0) ?? [], .. forward.Safe(0), .. backward.Safe(0)];

    /// <inheritdoc/>
    public void Start(DeviceCommand command)
    {
        switch (command.Member)
        {
            case "Run" when command.A != 0:
                Run(Math.Clamp(command.A, -1, 1));
                break;
            case "Run" or "Stop":
                Stop();
                break;
            default:
                throw KernelFault.NoMember(device, command.Member);
        }
    }

    /// <summary>The power as the outputs have it, so that a chip that lost its supply shows.</summary>
    public DeviceState Read()
    {
        lock (_lock) return DeviceState.Of((forward.Level - backward.Level) * (power?.Level ?? 1));
    }

    /// <summary>Any safe value of a motor is standing still. Each output is set, whatever becomes of the others.</summary>
    public void MakeSafe(SafeValue safe)
    {
        lock (_lock) Halt();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock) Halt();
        power?.Dispose();
        forward.Dispose();
        backward.Dispose();
    }

    private void Run(double wanted)
    {
        int direction = Math.Sign(wanted), stops;
        bool turns;
        lock (_lock)
        {
            turns = _direction == -direction;
            if (turns) Halt();
            stops = _stops;
        }

        // Nobody waits for the lock meanwhile: the safe state can come in between, and then it stays.
        if (turns && deadTime > 0) time.Wait(deadTime);
        lock (_lock)
        {
            if (stops != _stops) return;
            (ILevelOutput begins, ILevelOutput ends) = direction > 0 ? (forward, backward) : (backward, forward);
            // All of them each time: a chip that lost its supply has forgotten them all.
            ends.Set(0);
            begins.Set(power is null ? Math.Abs(wanted) : 1);
            power?.Set(Math.Abs(wanted));
            _direction = direction;
        }
    }

    private void Stop()
    {
        lock (_lock)
        {
            if (Halt()) return;
            // What failed says why.
            power?.Set(0);
            forward.Set(0);
            backward.Set(0);
        }
    }

    // Everything is tried, whatever fails before.
    private bool Halt()
    {
        _stops++;
        _direction = 0;
        bool first = power?.TrySet(0) ?? true, second = forward.TrySet(0), third = backward.TrySet(0);
        return first && second && third;
    }
}
