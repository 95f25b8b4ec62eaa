using CodeAct.Robotics.Files;

namespace CodeAct.Robotics.Hardware.Linux.Gpio;

/// <summary>The settings of an ultrasonic range finder.</summary>
/// <param name="Trigger">The output that starts a measurement.</param>
/// <param name="Echo">The input whose pulse is the answer; a 5 V module needs a divider to 3.3 V.</param>
/// <param name="SpeedOfSound">Metres a second.</param>
/// <param name="Longest">The largest distance in metres; what is beyond is no reading.</param>
internal sealed record EchoSettings(LineAddress Trigger, LineAddress Echo, double SpeedOfSound, double Longest)
{
    /// <summary>Reads <c>chip</c>, <c>trigger</c>, <c>echo</c>, <c>temperature</c> and <c>max</c>.</summary>
    public static EchoSettings Read(YamlMap map)
    {
        string? chip = map.Text("chip");
        double temperature = map.Number("temperature") ?? 20;
        if (temperature is < -40 or > 85) map.Refuse("temperature", "is no air temperature in degrees Celsius.", "Write -40 to 85.");
        double longest = map.Number("max") ?? 4;
        if (longest is <= 0 or > 200) map.Refuse("max", "is no distance in metres.", "Write what the module reaches, such as 4.");
        // Speed of sound in dry air, linear about 0 degrees Celsius: right to 0.2 % between -20 and 40.
        return new EchoSettings(LineAddress.Required(map, "trigger", chip), LineAddress.Required(map, "echo", chip), 331.3 + 0.606 * temperature, longest);
    }
}
