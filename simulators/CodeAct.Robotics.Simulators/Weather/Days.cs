namespace CodeAct.Robotics.Simulators.Weather;

/// <summary>Makes the day before a task from a model's run.</summary>
internal static class Days
{
    /// <summary>Seconds between two steps of a model that works out the past: fine enough for its quickest part.</summary>
    public const double PastStep = 10;

    /// <summary>
    /// Bends a simulated day so that it meets the start: the gap at its end fades into the past with this time constant,
    /// as the trace of something that nobody wrote down.
    /// </summary>
    /// <param name="past">The first value one minute before the start.</param>
    /// <param name="gap">Start less the model's value there.</param>
    /// <param name="minutes">The time constant; infinity moves the whole day.</param>
    /// <param name="low">Values stay above.</param>
    /// <param name="high">Values stay below.</param>
    public static double[] Meet(double[] past, double gap, double minutes, double low, double high)
    {
        for (int i = 0; i < past.Length; i++)
            past[i] = Math.Clamp(past[i] + gap * Math.Exp(-(i + 1) / minutes), low, high);
        return past;
    }
}
