using CodeAct.Robotics.Simulators.Weather;

namespace CodeAct.Robotics.Simulators.Greenhouse;

/// <summary>The greenhouse: finds its devices by name and kind, moves the model, and shows it to the sensors.</summary>
internal sealed class GreenhouseWorld : IWorld
{
    private static readonly WorldVariable Hour = new("Hour", "h", 10, 0, 24, "hour of the day at the start");
    private static readonly WorldVariable Outside = new("Outside", "°C", 12, -40, 50, "mean temperature of the day outside");
    private static readonly WorldVariable Cloud = new("Cloud", "", 0.5, 0, 1, "0 clear to 1 overcast");
    private static readonly WorldVariable Soil = new("Soil", "%", 42, 0, 100, "soil moisture at the start");
    private static readonly WorldVariable Temperature = new("Temperature", "°C", 18, -20, 60, "air temperature at the start");
    private static readonly WorldVariable Humidity = new("Humidity", "%", 60, 1, 100, "air humidity at the start");
    private static readonly WorldVariable Light = new("Light", "lux", null, 0, 100_000, "brightness at the start, with as much cloud as it takes");

    /// <summary>As documentation lists it.</summary>
    public static readonly WorldDescription Description = new(
        "greenhouse",
        "A small glass greenhouse with one bed: heat, water, humidity and light by an energy and water balance.",
        [Hour, Outside, Cloud, Soil, Temperature, Humidity, Light]);

    // What common probes scatter: capacitive soil probe, DS18B20, SHT3x, BH1750.
    private const double SoilNoise = 0.15;
    private const double TemperatureNoise = 0.05;
    private const double HumidityNoise = 0.3;
    private const double LightNoise = 0.005;

    private readonly GreenhouseModel _model;
    private readonly Sky _sky;
    private readonly SimulatedRelay? _pump;
    private readonly SimulatedRelay? _heater;
    private readonly SimulatedRelay? _lamp;
    private readonly SimulatedDimmer? _fan;
    private readonly SimulatedServo? _vent;
    private readonly SimulatedSensor? _soil;
    private readonly SimulatedSensor? _temperature;
    private readonly SimulatedSensor? _humidity;
    private readonly SimulatedSensor? _light;

    /// <summary>Takes its devices and starts where the scenario says.</summary>
    public GreenhouseWorld(Parts parts, Starts starts, int seed)
    {
        _pump = parts.Take<SimulatedRelay>("Pump");
        _heater = parts.Take<SimulatedRelay>("Heater");
        _lamp = parts.Take<SimulatedRelay>("Lamp");
        _fan = parts.Take<SimulatedDimmer>("Fan");
        _vent = parts.Take<SimulatedServo>("Vent");
        _vent?.TurnAt(GreenhouseFigures.VentSpeed);
        _soil = parts.Take<SimulatedSensor>("Soil");
        _temperature = parts.Take<SimulatedSensor>("Temperature");
        _humidity = parts.Take<SimulatedSensor>("Humidity");
        _light = parts.Take<SimulatedSensor>("Light");

        double mean = starts.Number(Outside);
        bool lit = starts.Find("Lamp")?.Number is > 0;
        double? daylight = (starts.TryNumber(Light) - (lit ? GreenhouseFigures.LampLight : 0)) / GreenhouseFigures.Transmission;
        _sky = new Sky(starts.Number(Hour), mean, starts.Number(Cloud), daylight is { } lux ? Math.Max(0, lux) : null);
        _model = new GreenhouseModel(starts.Number(Soil), starts.Number(Temperature), starts.Number(Humidity), mean);

        var past = new GreenhousePast(_sky, mean, seed);
        _soil?.Observed(SoilNoise, 0, past.Soil);
        _temperature?.Observed(TemperatureNoise, 0, past.Temperature);
        _humidity?.Observed(HumidityNoise, 0, past.Humidity);
        _light?.Observed(0, LightNoise, past.Light);
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

    private GreenhouseInputs Inputs(double now) => new()
    {
        Pump = _pump?.Effect ?? 0,
        Heater = _heater?.Effect ?? 0,
        Lamp = _lamp?.Effect ?? 0,
        Fan = _fan?.Effect ?? 0,
        Vent = Math.Clamp((_vent?.Position ?? 0) / GreenhouseFigures.VentOpen, 0, 1),
        Daylight = _sky.Daylight(now),
        Outside = _sky.Temperature(now),
    };

    private void ShowModel()
    {
        _soil?.Show(_model.Soil);
        _temperature?.Show(_model.Temperature);
        _humidity?.Show(_model.Humidity);
        _light?.Show(_model.Light);
    }
}
