using CodeAct.Robotics.Simulators.Weather;

namespace CodeAct.Robotics.Simulators.Greenhouse;

/// <summary>
/// The day before the task: the same model under the same sky, with everything off but one watering at an hour that the seed draws,
/// bent to meet the start. Worked out when somebody asks for it.
/// </summary>
internal sealed class GreenhousePast(Sky sky, double outsideMean, int seed)
{
    private const int StepsAMinute = (int)(60 / Days.PastStep);

    // Passing clouds, as a share of the light.
    private const double CloudSpread = 0.1;

    // The temperature of an hour ago says little about what was done since; light is the sky's from one minute to the next.
    private const double AirMemory = 90;
    private const double LightMemory = 5;

    private Run? _run;

    /// <summary>% a minute; the day's own wetting and drying, moved so that it meets the start.</summary>
    public double[] Soil(double start) => Meet(r => r.Soil, start, double.PositiveInfinity, 0, 100);

    /// <summary>°C a minute.</summary>
    public double[] Temperature(double start) => Meet(r => r.Temperature, start, AirMemory, -60, 80);

    /// <summary>% a minute.</summary>
    public double[] Humidity(double start) => Meet(r => r.Humidity, start, AirMemory, 0, 100);

    /// <summary>lux a minute.</summary>
    public double[] Light(double start) => Meet(r => r.Light, start, LightMemory, 0, 100_000);

    private double[] Meet(Func<Run, double[]> part, double start, double memory, double low, double high)
    {
        _run ??= Simulate();
        double[] path = part(_run);
        return Days.Meet(path[..^1], start - path[^1], memory, low, high);
    }

    private Run Simulate()
    {
        var chance = new SeededChance(seed, "greenhouse past");
        double[] clouds = SlowNoise.Wander(CloudSpread, chance);
        int watering = (int)(chance.Between(0.2, 0.8) * SensorLog.Day);
        var model = new GreenhouseModel(chance.Between(40, 55), outsideMean + 2, 65, outsideMean);

        // Index i is i + 1 minutes before the start, and the start itself is last.
        var run = new Run();
        for (int ago = SensorLog.Day; ago >= 0; ago--)
        {
            int index = ago == 0 ? SensorLog.Day : ago - 1;
            double cloud = ago == 0 ? 1 : Math.Max(0, 1 + clouds[ago - 1]);
            double now = -60.0 * ago;
            var inputs = new GreenhouseInputs { Daylight = sky.Daylight(now) * cloud, Outside = sky.Temperature(now) };
            for (int i = 0; i < StepsAMinute; i++) model.Step(Days.PastStep, inputs);
            if (ago == watering) model.Rain(0.15 * GreenhouseFigures.SoilCapacity);
            run.Soil[index] = model.Soil;
            run.Temperature[index] = model.Temperature;
            run.Humidity[index] = model.Humidity;
            run.Light[index] = model.Light;
        }

        return run;
    }

    private sealed class Run
    {
        public double[] Soil { get; } = new double[SensorLog.Day + 1];

        public double[] Temperature { get; } = new double[SensorLog.Day + 1];

        public double[] Humidity { get; } = new double[SensorLog.Day + 1];

        public double[] Light { get; } = new double[SensorLog.Day + 1];
    }
}
