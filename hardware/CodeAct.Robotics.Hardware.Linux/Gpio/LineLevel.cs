using CodeAct.Robotics.Hardware.Linux.Outputs;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Gpio;

/// <summary>A line as an output of two levels.</summary>
internal sealed class LineLevel(GpioLine line) : ILevelOutput
{
    /// <inheritdoc/>
    public double Level => line.Value ? 1 : 0;

    /// <inheritdoc/>
    public void Set(double level) => line.Set(level != 0);

    /// <inheritdoc/>
    public bool TrySet(double level) => line.TrySet(level != 0);

    /// <inheritdoc/>
    public IReadOnlyList<SafeOutput> Safe(double level) => [line.Safe(level != 0)];

    /// <inheritdoc/>
    public void Dispose() => line.Dispose();
}
