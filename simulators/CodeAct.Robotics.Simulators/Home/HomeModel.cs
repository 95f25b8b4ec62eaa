using CodeAct.Robotics.Simulators.Weather;
using static CodeAct.Robotics.Simulators.Home.HomeFigures;

namespace CodeAct.Robotics.Simulators.Home;

/// <summary>
/// The living room as air and walls (a two-capacity model, as in ISO 13790 annex C), its carbon dioxide as one well mixed room,
/// the kitchen's light and the kettle. Explicit Euler: the quickest part takes minutes, a step 0.1 s.
/// </summary>
internal sealed class HomeModel(double temperature, double co2, double kettle)
{
    /// <summary>°C of the living room.</summary>
    public double Temperature { get; private set; } = temperature;

    /// <summary>°C of its walls, which start as warm as the air.</summary>
    public double Walls { get; private set; } = temperature;

    /// <summary>ppm in the living room.</summary>
    public double Co2 { get; private set; } = co2;

    /// <summary>lux in the kitchen.</summary>
    public double KitchenLux { get; private set; }

    /// <summary>°C of the water in the kettle.</summary>
    public double KettleWater { get; private set; } = kettle;

    /// <summary>Sets the light without letting time pass.</summary>
    public void Shine(in HomeInputs inputs) => KitchenLux = DaylightFactor * inputs.Daylight + HomeFigures.KitchenLight * inputs.KitchenLight;

    /// <summary>Moves on by dt seconds.</summary>
    public void Step(double dt, in HomeInputs inputs)
    {
        Shine(inputs);
        double flow = LeakFlow + DoorFlow * inputs.Door;
        double sun = SunThroughWindow * Window * inputs.Daylight / Sky.Efficacy * (1 - BlindShade * inputs.Blind);
        double toWalls = RoomToWall * (Temperature - Walls);
        double radiator = RadiatorPower * inputs.Radiator * Math.Max(0, (HeatingWater - Temperature) / (HeatingWater - 20));
        double power = radiator + PersonHeat * inputs.People + sun - toWalls
            - (Loss + MoistAir.Density * MoistAir.HeatCapacity * flow) * (Temperature - inputs.Outside);
        Temperature += power * dt / RoomCapacity;
        Walls += toWalls * dt / WallCapacity;
        Co2 += (1e6 * PersonCo2 * inputs.People - flow * (Co2 - OutsideCo2)) * dt / Volume;

        // Boiling water takes up no more heat: the rest leaves as steam.
        double warming = KettlePower * inputs.Kettle - KettleLoss * (KettleWater - Kitchen);
        KettleWater = Math.Min(100, KettleWater + warming * dt / KettleCapacity);
    }
}
