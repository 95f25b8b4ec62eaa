using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators;

/// <summary>A plausible past for a value of which nothing is known: it wanders slowly and meets the start.</summary>
internal static class SlowNoise
{
    // First-order wandering with a time constant of about 3 h, as indoor readings show.
    private const double Memory = 1 - 1 / 180.0;

    // Its spread: 1 % of the sensor's range, or 2 % of the value where the manifest gives no range.
    private const double ShareOfRange = 0.01;
    private const double ShareOfValue = 0.02;

    /// <summary>The day before, the first value one minute before the start.</summary>
    public static double[] Past(double start, ValueRange? range, SeededChance chance)
    {
        double spread = range is { } r ? (r.High - r.Low) * ShareOfRange : Math.Abs(start) * ShareOfValue;
        double[] past = Wander(spread, chance);
        for (int i = 0; i < past.Length; i++)
        {
            double value = start + past[i];
            past[i] = range?.Clamp(value) ?? value;
        }

        return past;
    }

    /// <summary>A day of wandering about 0, backwards from 0 at the start.</summary>
    /// <param name="spread">Its standard deviation, far from the start.</param>
    /// <param name="chance">Where the wandering comes from.</param>
    public static double[] Wander(double spread, SeededChance chance)
    {
        double kick = spread * Math.Sqrt(1 - Memory * Memory);
        var path = new double[SensorLog.Day];
        double value = 0;
        for (int i = 0; i < path.Length; i++)
        {
            value = value * Memory + kick * chance.Gaussian();
            path[i] = value;
        }

        return path;
    }
}
