namespace CodeAct.Robotics.Simulators.Greenhouse;

/// <summary>
/// The size of things: a hobby greenhouse of 2 × 3 m, single glass, one tomato bed with 22 litres of water that plants can use.
/// </summary>
internal static class GreenhouseFigures
{
    /// <summary>m², 2 × 3 m of ground.</summary>
    public const double Floor = 6;

    /// <summary>m³, 2 m high on average.</summary>
    public const double Volume = 12;

    /// <summary>m², roof and walls.</summary>
    public const double Glass = 24;

    /// <summary>W/K through the glass: 24 m² at 5.8 W/(m² K), single horticultural glass (EN 673 gives 5.7 to 5.9).</summary>
    public const double Loss = Glass * 5.8;

    /// <summary>J/K of what follows the air within minutes: 15 kJ/K of air, the rest plants, pots, frame and the skin of the soil.</summary>
    public const double HeatCapacity = 75_000;

    /// <summary>Share of daylight that passes glass, frame and dust (ASABE EP411: 0.65 to 0.8).</summary>
    public const double Transmission = 0.7;

    /// <summary>Share of the sun's power inside that warms the air; the rest goes out again, into the ground and into growth.</summary>
    public const double SunToAir = 0.35;

    /// <summary>W, a fan heater with two elements.</summary>
    public const double HeaterPower = 3000;

    /// <summary>W, a grow lamp; all of it ends as heat.</summary>
    public const double LampPower = 400;

    /// <summary>lux at the plants: 400 W at 120 lm/W on 6 m².</summary>
    public const double LampLight = 8000;

    /// <summary>m³/s through the cracks: 4 changes an hour, an old glass house (ASABE EP406: 1 to 4).</summary>
    public const double LeakFlow = 4 * Volume / 3600;

    /// <summary>m³/s that the fan at full adds with the vent closed: 30 changes an hour.</summary>
    public const double FanFlow = 30 * Volume / 3600;

    /// <summary>m³/s through the open roof vent in a light wind: 60 changes an hour (ASABE EP406 asks as much in summer). The fan at full doubles it.</summary>
    public const double VentFlow = 60 * Volume / 3600;

    /// <summary>Degrees at which the vent is fully open.</summary>
    public const double VentOpen = 90;

    /// <summary>Degrees a second of the vent's drive.</summary>
    public const double VentSpeed = 30;

    /// <summary>m³/s of air that meets the glass and can leave its water there: 3 mm/s, natural convection at a pane, on all of it.</summary>
    public const double CondensationFlow = 0.003 * Glass;

    /// <summary>m³/s that leaves and soil can saturate in the dark.</summary>
    public const double DarkEvaporation = 0.002;

    /// <summary>m³/s more for each W/m² of sun inside, since stomata open in the light.</summary>
    public const double SunEvaporation = 0.003 / 450;

    /// <summary>Moisture in % below which plants close their stomata and evaporation falls in proportion.</summary>
    public const double Wilting = 30;

    /// <summary>kg of water at 100 %: what the bed (1.5 m², 10 cm of roots, 15 % of the volume) holds for plants.</summary>
    public const double SoilCapacity = 22;

    /// <summary>kg/s of the pump: 0.11 l/s, a common garden pump of 400 l/h, or 0.5 % a second.</summary>
    public const double PumpFlow = 0.11;

    /// <summary>Seconds until two thirds of the water on top have gone in; so moisture rises on by 2 % after the pump stops.</summary>
    public const double Infiltration = 4;

    /// <summary>kg/s that a full bed drains; less water drains with the square of moisture.</summary>
    public const double Drainage = 0.025 * SoilCapacity / 3600;

    /// <summary>Share of saturation outside, at the mean of the day.</summary>
    public const double OutsideHumidity = 0.7;
}
