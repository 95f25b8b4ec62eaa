using CodeAct.Robotics.Hardware.Linux.Outputs;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Gpio;

/// <summary>An active buzzer: it has a pitch of its own and sounds while its line is active.</summary>
internal sealed class LineTone(GpioLine line) : ITone
{
    /// <inheritdoc/>
    public IReadOnlyList<SafeOutput> Safe { get; } = [line.Safe(false)];

    /// <inheritdoc/>
    public void Sound(double hertz) => line.Set(true);

    /// <inheritdoc/>
    public void Silence() => line.TrySet(false);

    /// <inheritdoc/>
    public void Dispose() => line.Dispose();
}
