using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>What a servo understands: the length of a pulse is the angle.</summary>
/// <param name="Channel">The output, 0 to 15.</param>
/// <param name="Range">Degrees; its ends are the two pulses.</param>
/// <param name="Least">Seconds at the lower end.</param>
/// <param name="Most">Seconds at the upper end; shorter than <paramref name="Least"/> for a servo mounted the other way round.</param>
/// <param name="Speed">Degrees a second.</param>
internal sealed record ServoPulse(int Channel, ValueRange Range, double Least, double Most, double Speed)
{
    /// <summary>The share of a period at an angle.</summary>
    public double Share(double angle, double frequency) => (Least + (Most - Least) * (angle - Range.Low) / (Range.High - Range.Low)) * frequency;

    /// <summary>The angle of a share, or null where that is no pulse of this servo.</summary>
    public double? Angle(double share, double frequency)
    {
        double angle = Range.Low + (share / frequency - Least) / (Most - Least) * (Range.High - Range.Low);
        double margin = (Range.High - Range.Low) * 0.01;
        return angle >= Range.Low - margin && angle <= Range.High + margin ? Range.Clamp(angle) : null;
    }
}
