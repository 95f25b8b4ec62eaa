namespace CodeAct.Robotics.Simulators.Home;

/// <summary>The size of things: a flat whose living room has 25 m² and one large window.</summary>
internal static class HomeFigures
{
    /// <summary>m³ of the living room.</summary>
    public const double Volume = 62;

    /// <summary>J/K of what follows the air within minutes: 75 kJ/K of air, the rest furniture and the skin of the walls.</summary>
    public const double RoomCapacity = 400_000;

    /// <summary>J/K of the walls behind it (ISO 13790, a medium flat: 165 kJ/K a m², most of it deep).</summary>
    public const double WallCapacity = 4_000_000;

    /// <summary>W/K between room and walls: 100 m² of surface, of which plaster and carpet leave 1 W/(m² K).</summary>
    public const double RoomToWall = 100;

    /// <summary>W/K to outside without air: 10 m² of outer wall at 0.5 and 4 m² of window at 1.3 W/(m² K).</summary>
    public const double Loss = 10 * 0.5 + Window * 1.3;

    /// <summary>m² of window.</summary>
    public const double Window = 4;

    /// <summary>Share of the sun's power on the level that comes through the upright window.</summary>
    public const double SunThroughWindow = 0.2;

    /// <summary>Share of the sun that a closed blind keeps out.</summary>
    public const double BlindShade = 0.9;

    /// <summary>W of the radiator at full, in a room of 20 °C (EN 442 rates radiators so).</summary>
    public const double RadiatorPower = 1500;

    /// <summary>°C of the heating water: as the room nears it, the radiator gives less (EN 442 has the power 1.3 of the difference, here 1).</summary>
    public const double HeatingWater = 60;

    /// <summary>W of a person at rest (ISO 7730, 1 met and a bit).</summary>
    public const double PersonHeat = 100;

    /// <summary>m³/s of fresh air through the cracks: 0.3 changes an hour, a tight window.</summary>
    public const double LeakFlow = 0.3 * Volume / 3600;

    /// <summary>m³/s more while the front door is open.</summary>
    public const double DoorFlow = 0.05;

    /// <summary>m³/s of carbon dioxide that a person breathes out: 18 l/h (EN 13779, sitting).</summary>
    public const double PersonCo2 = 18e-3 / 3600;

    /// <summary>ppm outside (NOAA, 2023).</summary>
    public const double OutsideCo2 = 420;

    /// <summary>Share of the light outside that reaches the kitchen table: a daylight factor of 2 %.</summary>
    public const double DaylightFactor = 0.02;

    /// <summary>lux of the kitchen's ceiling light (EN 12464 asks 300 to 500 for such work).</summary>
    public const double KitchenLight = 300;

    /// <summary>W of the kettle.</summary>
    public const double KettlePower = 2000;

    /// <summary>J/K of a litre of water and the kettle around it.</summary>
    public const double KettleCapacity = 4600;

    /// <summary>W/K that the kettle loses to the kitchen.</summary>
    public const double KettleLoss = 1.5;

    /// <summary>°C in the kitchen.</summary>
    public const double Kitchen = 20;
}
