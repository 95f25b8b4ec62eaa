using CodeAct.Robotics.Hardware.Linux.Outputs;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Pwm;

/// <summary>A PWM channel as an output with a level: the duty as a part of the period.</summary>
internal sealed class PwmLevel(PwmChannel channel) : ILevelOutput
{
    /// <inheritdoc/>
    public double Level => (double)channel.Duty / channel.Period;

    /// <inheritdoc/>
    public void Set(double level) => channel.SetDuty(Duty(level));

    /// <inheritdoc/>
    public bool TrySet(double level) => channel.TrySetDuty(Duty(level));

    /// <inheritdoc/>
    public IReadOnlyList<SafeOutput> Safe(double level) => [channel.Safe(Duty(level))];

    /// <inheritdoc/>
    public void Dispose() => channel.Dispose();

    private long Duty(double level) => (long)Math.Round(Math.Clamp(level, 0, 1) * channel.Period);
}
