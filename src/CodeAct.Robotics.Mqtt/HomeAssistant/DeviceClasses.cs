namespace CodeAct.Robotics.Mqtt.HomeAssistant;

/// <summary>Home Assistant's sensor device classes by unit and words (developers.home-assistant.io/docs/core/entity/sensor), and the unit as it writes it.</summary>
internal static class DeviceClasses
{
    private static readonly (string Unit, string Home, string? Class, string[] Words)[] All =
    [
        ("°C", "°C", "temperature", []), ("C", "°C", "temperature", []), ("°F", "°F", "temperature", []), ("K", "K", "temperature", []),
        ("%", "%", "moisture", ["moist", "soil"]), ("%", "%", "humidity", ["humid"]), ("%", "%", "battery", ["battery"]), ("%", "%", null, []),
        ("lux", "lx", "illuminance", []), ("lx", "lx", "illuminance", []),
        ("ppm", "ppm", "carbon_dioxide", ["co2", "carbon dioxide"]), ("ppm", "ppm", null, []),
        ("hPa", "hPa", "pressure", []), ("kPa", "kPa", "pressure", []), ("Pa", "Pa", "pressure", []), ("bar", "bar", "pressure", []), ("mbar", "mbar", "pressure", []),
        ("V", "V", "voltage", []), ("mV", "mV", "voltage", []), ("A", "A", "current", []), ("mA", "mA", "current", []), ("W", "W", "power", []), ("kW", "kW", "power", []), ("Wh", "Wh", "energy", []), ("kWh", "kWh", "energy", []), ("Hz", "Hz", "frequency", []),
        ("mm", "mm", "distance", []), ("cm", "cm", "distance", []), ("m", "m", "distance", []), ("km", "km", "distance", []),
        ("g", "g", "weight", []), ("kg", "kg", "weight", []), ("m/s", "m/s", "speed", []), ("km/h", "km/h", "speed", []), ("L/min", "L/min", "volume_flow_rate", []), ("m3/h", "m³/h", "volume_flow_rate", []), ("dB", "dB", "sound_pressure", []),
    ];

    /// <summary>The class, or null, and the unit.</summary>
    public static (string? Class, string Unit) Of(string unit, string words)
    {
        foreach ((string ours, string home, string? deviceClass, string[] any) in All)
            if (ours == unit && (any.Length == 0 || Array.Exists(any, w => words.Contains(w, StringComparison.OrdinalIgnoreCase)))) return (words.Length > 0 ? deviceClass : null, home);
        return (null, unit);
    }
}
