namespace CodeAct.Robotics.Hardware.Linux.Tests;

/// <summary>A stepper on its driver chip: each rising edge of step moves it by one, as dir says, while enable is low. It notes when each step came.</summary>
public sealed class FakeAxis
{
    private readonly VirtualTime _time;

    public FakeAxis(FakeMachine machine, int step, int dir, int? enable = null)
    {
        _time = machine.Time;
        machine.Gpio.Lines[step].Changed = high =>
        {
            if (!high || enable is { } e && machine.Gpio.Lines[e].Level) return;
            Position += machine.Gpio.Lines[dir].Level ? 1 : -1;
            Steps.Add(_time.Nanoseconds);
            Moved?.Invoke(Position);
        };
    }

    /// <summary>In steps.</summary>
    public long Position { get; set; }

    /// <summary>When each step came, in nanoseconds.</summary>
    public List<long> Steps { get; } = [];

    public Action<long>? Moved { get; set; }

    /// <summary>The largest speed between two steps, in steps a second.</summary>
    public double Fastest => Steps.Zip(Steps.Skip(1)).Max(p => 1e9 / (p.Second - p.First));
}
