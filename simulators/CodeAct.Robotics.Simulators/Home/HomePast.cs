using CodeAct.Robotics.Simulators.Weather;

namespace CodeAct.Robotics.Simulators.Home;

/// <summary>
/// The day before the task: the same model under the same sky, with a radiator that kept the temperature (lower at night), one person at home
/// but for the working hours, and light in the kitchen in the evening until an hour ago, bent to meet the start. Worked out when somebody asks for it.
/// </summary>
internal sealed class HomePast(Sky sky, double temperature, int seed)
{
    private const int StepsAMinute = (int)(60 / Days.PastStep);

    // °C by which the radiator lets the night be cooler, and W/K of its thermostat as a share of full power a degree.
    private const double NightSetback = 2;
    private const double ThermostatGain = 0.5;

    // Minutes before the start since which the kitchen's light is off.
    private const int DarkFor = 60;

    private const double RoomMemory = 90;
    private const double LightMemory = 5;

    private Run? _run;

    /// <summary>°C a minute.</summary>
    public double[] Temperature(double start) => Meet(r => r.Temperature, start, RoomMemory, -60, 80);

    /// <summary>ppm a minute.</summary>
    public double[] Co2(double start) => Meet(r => r.Co2, start, RoomMemory, 300, 10_000);

    /// <summary>lux a minute.</summary>
    public double[] KitchenLux(double start) => Meet(r => r.KitchenLux, start, LightMemory, 0, 20_000);

    private double[] Meet(Func<Run, double[]> part, double start, double memory, double low, double high)
    {
        _run ??= Simulate();
        double[] path = part(_run);
        return Days.Meet(path[..^1], start - path[^1], memory, low, high);
    }

    private Run Simulate()
    {
        var chance = new SeededChance(seed, "home past");
        double leaves = chance.Between(7.5, 9);
        double returns = chance.Between(16, 18);
        double sleeps = chance.Between(22, 23.5);
        var model = new HomeModel(temperature, 600, HomeFigures.Kitchen);
        var run = new Run();

        // Index i is i + 1 minutes before the start, and the start itself is last.
        for (int ago = SensorLog.Day; ago >= 0; ago--)
        {
            int index = ago == 0 ? SensorLog.Day : ago - 1;
            double now = -60.0 * ago;
            double hour = sky.Hour(now);
            bool night = hour >= sleeps || hour < 6;
            bool home = hour >= returns && !night;
            double goal = temperature - (night ? NightSetback : 0);
            var inputs = new HomeInputs
            {
                Radiator = Math.Clamp(ThermostatGain * (goal - model.Temperature), 0, 1),
                KitchenLight = home && hour >= 18 && ago > DarkFor ? 1 : 0,
                People = home || (hour >= 6 && hour < leaves) ? 1 : 0,
                Daylight = sky.Daylight(now),
                Outside = sky.Temperature(now),
            };
            for (int i = 0; i < StepsAMinute; i++) model.Step(Days.PastStep, inputs);
            run.Temperature[index] = model.Temperature;
            run.Co2[index] = model.Co2;
            run.KitchenLux[index] = model.KitchenLux;
        }

        return run;
    }

    private sealed class Run
    {
        public double[] Temperature { get; } = new double[SensorLog.Day + 1];

        public double[] Co2 { get; } = new double[SensorLog.Day + 1];

        public double[] KitchenLux { get; } = new double[SensorLog.Day + 1];
    }
}
