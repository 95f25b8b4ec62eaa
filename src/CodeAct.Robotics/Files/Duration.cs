using System.Globalization;

namespace CodeAct.Robotics.Files;

/// <summary>Durations as people write them: a number with ms, s, m, h or d; a bare number is seconds.</summary>
public static class Duration
{
    private static readonly (string Suffix, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)];

    /// <summary>Reads a duration of zero or more.</summary>
    /// <param name="text">Such as <c>30s</c>, <c>1.5h</c> or <c>10</c>.</param>
    /// <param name="seconds">The duration in seconds.</param>
    public static bool TryParse(string text, out double seconds)
    {
        string number = text.Trim();
        double unit = 1;
        foreach ((string suffix, double factor) in Units)
        {
            if (!number.EndsWith(suffix, StringComparison.Ordinal)) continue;
            number = number[..^suffix.Length].TrimEnd();
            unit = factor;
            break;
        }

        bool ok = double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out seconds) && seconds >= 0;
        seconds *= unit;
        return ok && double.IsFinite(seconds);
    }
}
