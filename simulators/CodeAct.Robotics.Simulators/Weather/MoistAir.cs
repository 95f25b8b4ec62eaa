namespace CodeAct.Robotics.Simulators.Weather;

/// <summary>The physics of air and water vapour.</summary>
internal static class MoistAir
{
    /// <summary>kg/m³, dry air at 20 °C and sea level.</summary>
    public const double Density = 1.204;

    /// <summary>J/(kg K), of air at constant pressure.</summary>
    public const double HeatCapacity = 1005;

    /// <summary>J/kg, to evaporate water at 20 °C.</summary>
    public const double LatentHeat = 2.45e6;

    // J/(kg K), of water vapour.
    private const double GasConstant = 461.5;

    /// <summary>
    /// kg/m³ of vapour in saturated air, by Magnus' formula over water
    /// (coefficients of WMO, Guide to Instruments and Methods of Observation, annex 4.B: 6.112 hPa, 17.62, 243.12 °C).
    /// </summary>
    /// <param name="temperature">°C, −45 to 60.</param>
    public static double Saturated(double temperature) =>
        611.2 * Math.Exp(17.62 * temperature / (243.12 + temperature)) / (GasConstant * (temperature + 273.15));
}
