using CodeAct.Robotics.Hardware.Linux.Outputs;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Pwm;

/// <summary>A passive buzzer: a piezo that sounds what the PWM gives it, loudest at half duty.</summary>
internal sealed class PwmTone(PwmChannel channel) : ITone
{
    /// <summary>The period before the first tone, in nanoseconds.</summary>
    public const long FirstPeriod = 1_000_000;

    /// <inheritdoc/>
    public IReadOnlyList<SafeOutput> Safe { get; } = [channel.Safe(0)];

    /// <inheritdoc/>
    public void Sound(double hertz)
    {
        long period = (long)Math.Round(1e9 / hertz);
        channel.Set(period, period / 2);
    }

    /// <inheritdoc/>
    public void Silence() => channel.TrySetDuty(0);

    /// <inheritdoc/>
    public void Dispose() => channel.Dispose();
}
