using CodeAct.Robotics.Hardware.Linux.Timing;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Gpio;

/// <summary>
/// An input that misses nothing between two looks: the kernel keeps the edges, and a pulse that came and went since the last look is shown for
/// <see cref="Shown"/> after it is found. A pulse that is older than <see cref="Fresh"/> when somebody looks is past and not shown.
/// </summary>
internal sealed class InputDriver(DeviceSpec device, GpioLine line, IPulseTime time) : IDeviceDriver, IDisposable
{
    /// <summary>How long a short pulse is shown, in nanoseconds: some looks of a waiting program, each 10 ms apart.</summary>
    internal const long Shown = 50_000_000;

    /// <summary>How old a pulse may be when it is found.</summary>
    internal const long Fresh = 1_000_000_000;

    private readonly Lock _lock = new();
    private bool _last = line.Value;
    private bool _pulse;
    private long _pulseEnds = long.MinValue;

    /// <inheritdoc/>
    public bool IsBusy => false;

    /// <inheritdoc/>
    public void Start(DeviceCommand command) => throw KernelFault.NoMember(device, command.Member);

    /// <inheritdoc/>
    public DeviceState Read()
    {
        lock (_lock)
        {
            // The level is read after the edges: what comes between is an edge of the next look.
            IReadOnlyList<LineEdge> edges = line.TakeEdges();
            bool level = line.Value;
            long now = time.Now;
            if (level == _last && edges.Any(e => e.Active != level && now - e.Time <= Fresh))
            {
                _pulse = !level;
                _pulseEnds = now + Shown;
            }

            _last = level;
            return DeviceState.Of((now < _pulseEnds ? _pulse : level) ? 1 : 0);
        }
    }

    /// <summary>An input is always safe.</summary>
    public void MakeSafe(SafeValue safe)
    {
    }

    /// <inheritdoc/>
    public void Dispose() => line.Dispose();
}
