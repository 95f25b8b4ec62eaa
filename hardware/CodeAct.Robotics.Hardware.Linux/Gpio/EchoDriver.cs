using CodeAct.Robotics.Hardware.Linux.Timing;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Gpio;

/// <summary>
/// An HC-SR04 or one like it (JSN-SR04T, US-015): a pulse of at least 10 µs on the trigger, and the echo line is high for as long as the sound
/// was under way, there and back. The pulse is measured by the kernel's time stamps of its edges, so that a busy machine does not falsify it.
/// Source: datasheet of the HC-SR04 (trigger 10 µs, range 4 m, at least 60 ms between two measurements, echo 38 ms without an obstacle).
/// </summary>
internal sealed class EchoDriver(DeviceSpec device, EchoSettings settings, GpioLine trigger, GpioLine echo, IPulseTime time) : IDeviceDriver, IDisposable
{
    private const long TriggerPulse = 12_000;
    private const long Cycle = 60_000_000;

    // From the trigger to the rising echo: eight periods of 40 kHz and the module's own time, by far not this long.
    private const int MostDelay = 20;

    private readonly Lock _lock = new();
    private long _nextTrigger = long.MinValue;

    /// <inheritdoc/>
    public bool IsBusy => false;

    private double LongestEcho => 2 * settings.Longest / settings.SpeedOfSound;

    /// <inheritdoc/>
    public void Start(DeviceCommand command) => throw KernelFault.NoMember(device, command.Member);

    /// <summary>Measures: takes up to some 50 ms, and waits for the echoes of the last measurement to die.</summary>
    public DeviceState Read()
    {
        lock (_lock)
        {
            long wait = _nextTrigger - time.Now;
            if (wait > 0) time.Wait(wait);
            echo.TakeEdges();
            if (echo.Value) throw NoReading("its echo line is active before the measurement; check the wiring of echo, and that trigger and echo are not swapped");
            Trigger();
            return DeviceState.Of(Measure());
        }
    }

    /// <summary>A range finder is always safe.</summary>
    public void MakeSafe(SafeValue safe)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        trigger.Dispose();
        echo.Dispose();
    }

    private void Trigger()
    {
        trigger.Set(true);
        time.Wait(TriggerPulse);
        trigger.Set(false);
        _nextTrigger = time.Now + Cycle;
    }

    private double Measure()
    {
        int longest = MostDelay + (int)Math.Ceiling(Math.Max(LongestEcho, 0.04) * 1000);
        long end = time.Now + longest * 1_000_000L;
        long? rise = null;
        while (true)
        {
            int left = (int)((end - time.Now) / 1_000_000);
            IReadOnlyList<LineEdge> edges = left > 0 ? echo.TakeEdges(left) : [];
            if (edges.Count == 0) throw NoReading(rise is null ? "no echo came; check its power and the wiring of trigger and echo" : "its echo did not end; nothing is in range");
            foreach (LineEdge edge in edges)
            {
                if (edge.Active) rise = edge.Time;
                else if (rise is { } start) return Distance((edge.Time - start) / 1e9);
            }
        }
    }

    private double Distance(double seconds) => seconds <= LongestEcho
        ? seconds * settings.SpeedOfSound / 2
        : throw NoReading($"nothing is nearer than {settings.Longest:0.##} m");

    private DeviceException NoReading(string why) => new(ErrorCodes.NoReading, $"{device.Name} gives no reading: {why}.");
}
