using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Pwm;

/// <summary>A servo's calibration: the pulse at each end, and how fast it turns. Also for servos on a PWM chip of another bus.</summary>
/// <param name="MinPulse">Nanoseconds at <paramref name="MinAngle"/>; above <paramref name="MaxPulse"/> where it turns the other way.</param>
/// <param name="MaxPulse">Nanoseconds at <paramref name="MaxAngle"/>.</param>
/// <param name="MinAngle">Degrees.</param>
/// <param name="MaxAngle">Degrees.</param>
/// <param name="Speed">Degrees a second that it surely makes under its load.</param>
/// <param name="Period">Nanoseconds from pulse to pulse.</param>
/// <param name="Start">Where it is taken to stand before its first command, in degrees.</param>
internal sealed record ServoSettings(long MinPulse, long MaxPulse, double MinAngle, double MaxAngle, double Speed, long Period, double Start)
{
    /// <summary>Reads <c>min-us</c>, <c>max-us</c>, <c>min-angle</c>, <c>max-angle</c>, <c>speed</c>, <c>hertz</c> and <c>start</c>.</summary>
    public static ServoSettings Read(YamlMap map, DeviceSpec device)
    {
        double minPulse = map.Number("min-us") ?? 500, maxPulse = map.Number("max-us") ?? 2500;
        double minAngle = map.Number("min-angle") ?? 0, maxAngle = map.Number("max-angle") ?? 180;
        double speed = map.Number("speed") ?? 300;
        long period = PwmWave.ReadPeriod(map, 50);
        foreach ((string key, double pulse) in new[] { ("min-us", minPulse), ("max-us", maxPulse) })
            if (pulse is < 100 or > 10_000 || pulse * 1000 > period) map.Refuse(key, "is no pulse of a servo.", "Write microseconds, such as 500 or 2500, less than the period of hertz.");
        if (minPulse == maxPulse) map.Refuse("max-us", "is the same as min-us.", "Write the pulse at the other end.");
        if (minAngle >= maxAngle)
        {
            map.Refuse("max-angle", "must be above min-angle.", "To turn the other way, swap min-us and max-us.");
            maxAngle = minAngle + 1;
        }

        if (speed <= 0) map.Refuse("speed", "must be above 0.", "Write degrees a second; a servo of 0.2 s for 60 degrees makes 300.");
        ValueRange range = device.Range ?? new ValueRange(minAngle, maxAngle);
        if (range.Low < minAngle - 1e-9 || range.High > maxAngle + 1e-9)
            map.Refuse(map.Has("max-angle") ? "max-angle" : "min-angle", $"the calibration ends at {minAngle:0.##} to {maxAngle:0.##} degrees, and the device's range is {range.Low:0.##} to {range.High:0.##}.", "Give both ends with min-angle, max-angle and their pulses min-us, max-us, or narrow the range.");
        double start = map.Number("start") ?? (device.Safe is { Word: SafeWord.Number, Number: var safe } ? safe : range.Clamp(0));
        if (!range.Contains(start)) map.Refuse("start", "is outside the device's range.", "Write an angle inside.");
        return new ServoSettings((long)(minPulse * 1000), (long)(maxPulse * 1000), minAngle, maxAngle, speed, period, start);
    }

    /// <summary>The pulse of an angle in nanoseconds.</summary>
    public long Pulse(double angle)
    {
        double part = (Math.Clamp(angle, MinAngle, MaxAngle) - MinAngle) / (MaxAngle - MinAngle);
        return MinPulse + (long)Math.Round(part * (MaxPulse - MinPulse));
    }
}
