using System.Buffers.Binary;
using CodeAct.Robotics.Hardware.Linux.Kernel;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

/// <summary>A pin: what the program makes of it, and what hangs on it outside.</summary>
public sealed class FakeLine(VirtualTime time, int offset)
{
    private const ulong ActiveLow = 2, Input = 4, Output = 8, Rising = 16, Falling = 32, OpenDrain = 64, OpenSource = 128, PullUp = 256, PullDown = 512, NoBias = 1024;
    private readonly Queue<(long Time, bool Active)> _events = new();
    private readonly Lock _lock = new();
    private long _debounce;
    private int _capacity = 16;
    private uint _sequence;
    private bool? _outside;
    private IDisposable? _settling;
    private bool _seen;
    private int _holders;

    public string Name { get; set; } = "";

    /// <summary>Who holds it; empty where it is free.</summary>
    public string Consumer { get; set; } = "";

    public ulong Flags { get; private set; }

    /// <summary>The voltage, true is high.</summary>
    public bool Level { get; private set; }

    /// <summary>All voltages that it had while it was an output, the first at its request.</summary>
    public List<bool> Levels { get; } = [];

    /// <summary>Called with each new voltage: the circuit outside.</summary>
    public Action<bool>? Changed { get; set; }

    /// <summary>Called after events were read.</summary>
    public Action? Taken { get; set; }

    /// <summary>Called before the voltage changes.</summary>
    public Action? Changing { get; set; }

    /// <summary>As the program means it: true is active.</summary>
    public bool Active => Level != ((Flags & ActiveLow) != 0);

    public bool IsOutput => (Flags & Output) != 0;

    public bool HasEvents
    {
        get
        {
            lock (_lock) return _events.Count > 0;
        }
    }

    public long DebounceNanoseconds => _debounce;

    /// <summary>Somebody outside drives it high or low, or lets go (null): a bias, or low, then says.</summary>
    public void Drive(bool? level)
    {
        lock (_lock)
        {
            _outside = level;
            if (!IsOutput) Become(Outside());
        }
    }

    internal static void Validate(ulong flags, long debounce, bool hasNoBias)
    {
        bool input = (flags & Input) != 0, output = (flags & Output) != 0;
        ulong bias = flags & (PullUp | PullDown | NoBias);
        bool bad = input && output
            || (flags & (OpenDrain | OpenSource)) == (OpenDrain | OpenSource)
            || (flags & (OpenDrain | OpenSource)) != 0 && !output
            || (flags & (Rising | Falling)) != 0 && !input
            || debounce > 0 && !input
            || bias != 0 && (bias & (bias - 1)) != 0
            || bias != 0 && !input && !output;
        if (bad) throw FakeKernel.Error(Errno.Einval, "GPIO_V2_GET_LINE flags");
        if (bias != 0 && hasNoBias) throw FakeKernel.Error(524, "bias");
    }

    internal void Take(string consumer, ulong flags, bool? value, long debounce, int capacity)
    {
        lock (_lock)
        {
            Consumer = consumer;
            Flags = flags;
            _debounce = debounce;
            _capacity = capacity;
            _events.Clear();
            Levels.Clear();
            if (IsOutput) Set(value ?? false);
            else Level = Outside();
            _seen = Active;
        }
    }

    /// <summary>The same request with other settings: the line is not released between.</summary>
    internal void Configure(ulong flags, bool? value, long debounce)
    {
        lock (_lock)
        {
            Flags = flags;
            _debounce = debounce;
            if (IsOutput) Set(value ?? false);
            else Become(Outside());
            _seen = Active;
        }
    }

    /// <summary>One more descriptor of the request.</summary>
    internal void Hold()
    {
        lock (_lock) _holders++;
    }

    /// <summary>One less; the line is free after the last.</summary>
    internal void Release()
    {
        lock (_lock)
        {
            if (--_holders > 0) return;
            Consumer = "";
            Flags = 0;
        }
    }

    internal bool Get()
    {
        lock (_lock) return IsOutput || _debounce == 0 ? Active : _seen;
    }

    internal void Set(bool active)
    {
        lock (_lock)
        {
            if (!IsOutput) throw FakeKernel.Error(Errno.Eperm, "GPIO_V2_LINE_SET_VALUES");
            bool level = active != ((Flags & ActiveLow) != 0);
            if (Levels.Count == 0 || level != Level) Levels.Add(level);
            if (level == Level) return;
            Changing?.Invoke();
            Level = level;
            Changed?.Invoke(level);
        }
    }

    internal int ReadEvents(Span<byte> buffer)
    {
        if (buffer.Length < 48) throw FakeKernel.Error(Errno.Einval, "read");
        lock (_lock)
        {
            if (_events.Count == 0) throw FakeKernel.Error(Errno.Eagain, "read");
            int length = 0;
            while (length + 48 <= buffer.Length && _events.TryDequeue(out (long Time, bool Active) entry))
            {
                Span<byte> at = buffer.Slice(length, 48);
                at.Clear();
                BinaryPrimitives.WriteInt64LittleEndian(at, entry.Time);
                BinaryPrimitives.WriteUInt32LittleEndian(at[8..], entry.Active ? 1u : 2u);
                BinaryPrimitives.WriteInt32LittleEndian(at[12..], offset);
                BinaryPrimitives.WriteUInt32LittleEndian(at[16..], ++_sequence);
                BinaryPrimitives.WriteUInt32LittleEndian(at[20..], _sequence);
                length += 48;
            }

            Taken?.Invoke();
            return length;
        }
    }

    private bool Outside() => _outside ?? (Flags & PullUp) != 0;

    private void Become(bool level)
    {
        if (level == Level) return;
        Level = level;
        Changed?.Invoke(level);
        _settling?.Dispose();
        if (_debounce == 0) See();
        else _settling = time.At(time.Nanoseconds + _debounce, See);
    }

    private void See()
    {
        lock (_lock)
        {
            if (_seen == Active) return;
            _seen = Active;
            if ((Flags & (_seen ? Rising : Falling)) == 0) return;
            if (_events.Count == _capacity) _events.Dequeue();
            _events.Enqueue((time.Nanoseconds, _seen));
        }
    }
}
