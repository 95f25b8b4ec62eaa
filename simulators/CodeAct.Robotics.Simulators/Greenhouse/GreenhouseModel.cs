using CodeAct.Robotics.Simulators.Weather;
using static CodeAct.Robotics.Simulators.Greenhouse.GreenhouseFigures;

namespace CodeAct.Robotics.Simulators.Greenhouse;

/// <summary>
/// The energy and water balance of a greenhouse as one well mixed room, after the big-leaf models of
/// Bot (Greenhouse climate: from physical processes to a dynamic model, 1983). Explicit Euler: its quickest part takes 4 s, a step 0.1 s.
/// </summary>
internal sealed class GreenhouseModel
{
    private readonly double _outsideVapour;

    /// <summary>A greenhouse in a known state.</summary>
    /// <param name="soil">% of what the bed holds.</param>
    /// <param name="temperature">°C of the air.</param>
    /// <param name="humidity">% of saturation.</param>
    /// <param name="outsideMean">°C, the mean of the day outside: with it the water in the air outside is given.</param>
    public GreenhouseModel(double soil, double temperature, double humidity, double outsideMean)
    {
        SoilWater = soil / 100 * SoilCapacity;
        Temperature = temperature;
        Vapour = humidity / 100 * MoistAir.Saturated(temperature);
        _outsideVapour = OutsideHumidity * MoistAir.Saturated(outsideMean);
    }

    /// <summary>kg of water in the bed.</summary>
    public double SoilWater { get; private set; }

    /// <summary>kg of water on top of the bed.</summary>
    public double SurfaceWater { get; private set; }

    /// <summary>°C of the air.</summary>
    public double Temperature { get; private set; }

    /// <summary>kg/m³ of water in the air.</summary>
    public double Vapour { get; private set; }

    /// <summary>lux at the plants.</summary>
    public double Light { get; private set; }

    /// <summary>kg of water that left by drain, air and pane, less what the pump and the air brought.</summary>
    public double WaterLost { get; private set; }

    /// <summary>W that the air gained in the last step.</summary>
    public double Power { get; private set; }

    /// <summary>%, what a probe in the bed measures.</summary>
    public double Soil => SoilWater / SoilCapacity * 100;

    /// <summary>%, relative.</summary>
    public double Humidity => Math.Min(100, Vapour / MoistAir.Saturated(Temperature) * 100);

    /// <summary>All water inside, in kg.</summary>
    public double Water => SoilWater + SurfaceWater + Vapour * Volume;

    /// <summary>Sets the light without letting time pass.</summary>
    public void Shine(in GreenhouseInputs inputs) => Light = Transmission * inputs.Daylight + LampLight * inputs.Lamp;

    /// <summary>Water from nowhere, as of a past that nobody recorded.</summary>
    public void Rain(double kilograms) => SoilWater = Math.Min(SoilCapacity, SoilWater + kilograms);

    /// <summary>Moves on by dt seconds.</summary>
    public void Step(double dt, in GreenhouseInputs inputs)
    {
        Shine(inputs);
        double sun = Transmission * inputs.Daylight / Sky.Efficacy;
        double flow = LeakFlow + FanFlow * inputs.Fan + VentFlow * inputs.Vent * (1 + inputs.Fan);

        // Air that is wetter than saturated over the pane's temperature (half way to outside) leaves water there.
        double saturated = MoistAir.Saturated(Temperature);
        double pane = MoistAir.Saturated((Temperature + inputs.Outside) / 2);
        double condensing = CondensationFlow * Math.Max(0, Vapour - pane);
        double evaporating = (DarkEvaporation + SunEvaporation * sun) * (1 + 0.5 * inputs.Fan)
            * Math.Min(1, Soil / Wilting) * Math.Max(0, saturated - Vapour);
        double carried = flow * (Vapour - _outsideVapour);

        // The heat of condensation goes out through the wet pane, so it does not come back to the air.
        Power = HeaterPower * inputs.Heater + LampPower * inputs.Lamp + SunToAir * Floor * sun
            - (Loss + MoistAir.Density * MoistAir.HeatCapacity * flow) * (Temperature - inputs.Outside)
            - MoistAir.LatentHeat * evaporating;
        Temperature += Power * dt / HeatCapacity;
        Vapour = Math.Max(0, Vapour + (evaporating - carried - condensing) * dt / Volume);
        Wet(dt, inputs.Pump, evaporating);
        WaterLost += (carried + condensing) * dt;
    }

    private void Wet(double dt, double pump, double evaporating)
    {
        double pumped = PumpFlow * pump * dt;
        double entering = (SurfaceWater + pumped) * Math.Min(1, dt / Infiltration);
        double draining = Drainage * (Soil / 100) * (Soil / 100) * dt;
        SurfaceWater += pumped - entering;
        double water = SoilWater + entering - draining - evaporating * dt;
        SoilWater = Math.Clamp(water, 0, SoilCapacity); // what a full bed does not take runs off
        WaterLost += draining - pumped + (water - SoilWater);
    }
}
