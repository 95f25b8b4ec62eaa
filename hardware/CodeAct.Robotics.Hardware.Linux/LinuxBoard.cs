using CodeAct.Robotics.Hardware.Linux.Boards;
using CodeAct.Robotics.Hardware.Linux.Gpio;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Hardware.Linux.Timing;

namespace CodeAct.Robotics.Hardware.Linux;

/// <summary>The machine that the devices of one robot hang on: its kernel, its header, its time, and what several devices share (a GPIO chip, a bus).</summary>
internal sealed class LinuxBoard(IKernel kernel, IHeader header, IPulseTime pulses, TimeProvider time, ILineHolder? holder = null) : IDisposable
{
    private readonly Dictionary<string, object> _shared = [];
    private readonly Dictionary<string, string> _claims = [];
    private readonly Lock _lock = new();

    /// <summary>The system calls.</summary>
    public IKernel Kernel { get; } = kernel;

    /// <summary>What pin numbers mean.</summary>
    public IHeader Header { get; } = header;

    /// <summary>Time for pulses.</summary>
    public IPulseTime Pulses { get; } = pulses;

    /// <summary>Time for timers, such as one that records a reading a minute.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>Who may hold lines for an earlier owner of this robot; null for nobody.</summary>
    public ILineHolder? Holder { get; } = holder;

    /// <summary>One object for all devices, made at the first call and disposed with the board.</summary>
    /// <param name="key">Such as a bus's path.</param>
    /// <param name="make">Called under a lock.</param>
    public T Shared<T>(string key, Func<LinuxBoard, T> make)
        where T : class
    {
        lock (_lock)
        {
            if (_shared.TryGetValue(key, out object? there)) return (T)there;
            T made = make(this);
            _shared.Add(key, made);
            return made;
        }
    }

    /// <summary>Notes that a device has a thing of the machine for itself; the name of the device that has it already, or null.</summary>
    public string? Claim(string thing, string device)
    {
        lock (_lock)
        {
            return _claims.TryAdd(thing, device) ? null : _claims[thing];
        }
    }

    /// <summary>Gives it back.</summary>
    public void Release(string thing)
    {
        lock (_lock)
        {
            _claims.Remove(thing);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (IDisposable shared in _shared.Values.OfType<IDisposable>()) shared.Dispose();
            _shared.Clear();
        }
    }
}
