namespace CodeAct.Robotics.Simulators.Weather;

/// <summary>The weather outside by the hour: an equinox day whose clouds stay as they are.</summary>
internal sealed class Sky
{
    /// <summary>Lumens of daylight a watt: 110 lm/W of global radiation (CIE, for a partly clouded sky).</summary>
    public const double Efficacy = 110;

    /// <summary>Lux outside at noon under a clear sky, at a middle latitude about the equinox.</summary>
    public const double ClearNoon = 90_000;

    // °C between the mean of the day and its warmest hour, and when that is: a spring day inland.
    private const double Swing = 3;
    private const double WarmestHour = 15;

    private readonly double _hour;
    private readonly double _mean;
    private readonly double _transmission;
    private readonly double _ambient;

    // The weather of one second is worked out once: the sun moves by 0.004 degrees in it, and ten steps of a world fall into it.
    private double _second = double.NaN;
    private double _daylight;
    private double _temperature;

    /// <summary>A day's weather.</summary>
    /// <param name="hour">Of the day at time 0, 0 to 24.</param>
    /// <param name="mean">°C, the mean of the day outside.</param>
    /// <param name="cloud">0 clear to 1 overcast.</param>
    /// <param name="lux">What it is to be outside at time 0, in place of what hour and cloud give; null where nobody says.</param>
    public Sky(double hour, double mean, double cloud, double? lux)
    {
        _hour = hour;
        _mean = mean;

        // Kasten and Czeplak, Solar Energy 24 (1980): global radiation by cloud cover.
        _transmission = 1 - 0.75 * Math.Pow(cloud, 3.4);
        if (lux is not { } wanted) return;

        // As much cloud as it takes; what even a clear sky does not give at that hour is light from elsewhere, and stays.
        double clear = Clear(hour);
        _transmission = clear > 0 ? Math.Min(1, wanted / clear) : _transmission;
        _ambient = Math.Max(0, wanted - clear);
    }

    /// <summary>Hour of the day, 0 to below 24.</summary>
    /// <param name="now">Seconds of the robot's clock; may be before 0.</param>
    public double Hour(double now)
    {
        double hour = (_hour + now / 3600) % 24;
        return hour < 0 ? hour + 24 : hour;
    }

    /// <summary>Lux outside, on the level.</summary>
    /// <param name="now">Seconds of the robot's clock; may be before 0.</param>
    public double Daylight(double now)
    {
        Look(now);
        return _daylight;
    }

    /// <summary>°C outside.</summary>
    /// <param name="now">Seconds of the robot's clock; may be before 0.</param>
    public double Temperature(double now)
    {
        Look(now);
        return _temperature;
    }

    private void Look(double now)
    {
        double second = Math.Floor(now);
        if (second == _second) return;
        _second = second;
        double hour = _hour + second / 3600;
        _daylight = Clear(hour) * _transmission + _ambient;
        _temperature = _mean + Swing * Math.Cos(2 * Math.PI * (hour - WarmestHour) / 24);
    }

    // The sun is up from 6 to 18 and its light follows the sine of its height.
    private static double Clear(double hour) => ClearNoon * Math.Max(0, Math.Sin(Math.PI * (hour - 6) / 12));
}
