namespace CodeAct.Robotics.Hardware.Linux.Tests;

/// <summary>An HC-SR04 outside: half a millisecond after a trigger of at least 10 µs it raises echo for as long as sound takes at 20 °C, there and back.</summary>
public sealed class FakeEchoModule
{
    private readonly VirtualTime _time;
    private readonly FakeLine _echo;
    private long _triggered;

    public FakeEchoModule(VirtualTime time, FakeLine trigger, FakeLine echo)
    {
        _time = time;
        _echo = echo;
        trigger.Changed = Trigger;
    }

    /// <summary>Metres to what is ahead; null for nothing there.</summary>
    public double? Distance { get; set; }

    /// <summary>Without power nothing answers.</summary>
    public bool Unpowered { get; set; }

    /// <summary>Measurements that it made.</summary>
    public List<long> Triggers { get; } = [];

    private void Trigger(bool high)
    {
        if (high) _triggered = _time.Nanoseconds;
        if (high || Unpowered || _time.Nanoseconds - _triggered < 10_000) return;
        Triggers.Add(_time.Nanoseconds);
        long rise = _time.Nanoseconds + 500_000;
        long fall = rise + (long)Math.Round((Distance is { } metres ? 2 * metres / 343.42 : 0.038) * 1e9);
        _time.At(rise, () => _echo.Drive(true));
        _time.At(fall, () => _echo.Drive(false));
    }
}
