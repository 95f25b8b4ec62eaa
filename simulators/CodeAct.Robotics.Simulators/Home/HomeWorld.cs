using CodeAct.Robotics.Simulators.Weather;

namespace CodeAct.Robotics.Simulators.Home;

/// <summary>The flat: finds its devices by name and kind, moves the model, and shows it to the sensors.</summary>
internal sealed class HomeWorld : IWorld
{
    private static readonly WorldVariable Hour = new("Hour", "h", 19, 0, 24, "hour of the day at the start");
    private static readonly WorldVariable Outside = new("Outside", "°C", 5, -40, 50, "mean temperature of the day outside");
    private static readonly WorldVariable Cloud = new("Cloud", "", 0.5, 0, 1, "0 clear to 1 overcast");
    private static readonly WorldVariable People = new("People", "", 1, 0, 50, "how many are in the living room");
    private static readonly WorldVariable Temperature = new("Temperature", "°C", 20, -20, 60, "living room temperature at the start");
    private static readonly WorldVariable Co2 = new("Co2", "ppm", 700, 300, 5000, "carbon dioxide in the living room at the start");
    private static readonly WorldVariable KitchenLux = new("KitchenLux", "lux", null, 0, 20_000, "brightness in the kitchen at the start, with as much cloud as it takes");
    private static readonly WorldVariable KettleWater = new("KettleWater", "°C", 18, 0, 100, "water in the kettle at the start");

    /// <summary>As documentation lists it.</summary>
    public static readonly WorldDescription Description = new(
        "home",
        "A flat: warmth and carbon dioxide of the living room, light of the kitchen, a kettle, a door and people who move.",
        [Hour, Outside, Cloud, People, Temperature, Co2, KitchenLux, KettleWater]);

    // What common probes scatter: DS18B20, SCD4x, BH1750.
    private const double TemperatureNoise = 0.05;
    private const double Co2Noise = 5;
    private const double LightNoise = 0.005;

    private readonly HomeModel _model;
    private readonly Sky _sky;
    private readonly double _people;
    private readonly SimulatedDimmer? _radiator;
    private readonly SimulatedRelay? _kettle;
    private readonly SimulatedRelay? _kitchenLight;
    private readonly SimulatedStepper? _blind;
    private readonly SimulatedInput? _door;
    private readonly SimulatedSensor? _temperature;
    private readonly SimulatedSensor? _co2;
    private readonly SimulatedSensor? _kitchenLux;
    private readonly SimulatedSensor? _kettleWater;

    /// <summary>Takes its devices and starts where the scenario says.</summary>
    public HomeWorld(Parts parts, Starts starts, int seed)
    {
        _radiator = parts.Take<SimulatedDimmer>("Radiator");
        _kettle = parts.Take<SimulatedRelay>("Kettle");
        _kitchenLight = parts.Take<SimulatedRelay>("KitchenLight");
        _blind = parts.Take<SimulatedStepper>("Blind");
        _door = parts.Take<SimulatedInput>("FrontDoor");
        _temperature = parts.Take<SimulatedSensor>("Temperature");
        _co2 = parts.Take<SimulatedSensor>("Co2");
        _kitchenLux = parts.Take<SimulatedSensor>("KitchenLux");
        _kettleWater = parts.Take<SimulatedSensor>("KettleWater");
        _people = starts.Number(People);
        _door?.Propose(Household.FrontDoor(new SeededChance(seed, "front door")));
        parts.Take<SimulatedInput>("Motion")?.Propose(Household.Motion(new SeededChance(seed, "motion"), _people));

        double mean = starts.Number(Outside);
        bool lit = starts.Find("KitchenLight")?.Number is > 0;
        double? daylight = (starts.TryNumber(KitchenLux) - (lit ? HomeFigures.KitchenLight : 0)) / HomeFigures.DaylightFactor;
        _sky = new Sky(starts.Number(Hour), mean, starts.Number(Cloud), daylight is { } lux ? Math.Max(0, lux) : null);
        double temperature = starts.Number(Temperature);
        _model = new HomeModel(temperature, starts.Number(Co2), starts.Number(KettleWater));

        var past = new HomePast(_sky, temperature, seed);
        _temperature?.Observed(TemperatureNoise, 0, past.Temperature);
        _co2?.Observed(Co2Noise, 0, past.Co2);
        _kitchenLux?.Observed(0, LightNoise, past.KitchenLux);
        _kettleWater?.Observed(TemperatureNoise, 0, start => [.. Enumerable.Repeat(start, SensorLog.Day)]);
    }

    /// <inheritdoc/>
    public void Show()
    {
        _model.Shine(Inputs(0));
        ShowModel();
    }

    /// <inheritdoc/>
    public void Step(double now)
    {
        _model.Step(Simulation.StepSeconds, Inputs(now));
        ShowModel();
    }

    private HomeInputs Inputs(double now) => new()
    {
        Radiator = _radiator?.Effect ?? 0,
        Kettle = _kettle?.Effect ?? 0,
        KitchenLight = _kitchenLight?.Effect ?? 0,
        Blind = Closed(),
        Door = _door?.IsActive == true ? 1 : 0,
        People = _people,
        Daylight = _sky.Daylight(now),
        Outside = _sky.Temperature(now),
    };

    // In shares of its own range, whatever unit the manifest gives it.
    private double Closed() =>
        _blind is { Spec.Range: { } range } blind ? (blind.Position - range.Low) / (range.High - range.Low) : 0;

    private void ShowModel()
    {
        _temperature?.Show(_model.Temperature);
        _co2?.Show(_model.Co2);
        _kitchenLux?.Show(_model.KitchenLux);
        _kettleWater?.Show(_model.KettleWater);
    }
}
