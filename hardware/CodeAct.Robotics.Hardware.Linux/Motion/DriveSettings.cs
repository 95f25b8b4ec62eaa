using CodeAct.Robotics.Files;

namespace CodeAct.Robotics.Hardware.Linux.Motion;

/// <summary>A base of two driven wheels.</summary>
/// <param name="Left">The left motor.</param>
/// <param name="Right">The right one.</param>
/// <param name="Speed">Metres a second at full power on the ground it drives on: measured once, with a tape.</param>
/// <param name="Track">Metres between the wheels.</param>
/// <param name="Power">The power at which it drives, 0 to 1.</param>
internal sealed record DriveSettings(MotorSettings Left, MotorSettings Right, double Speed, double Track, double Power)
{
    /// <summary>Reads the motors' keys with <c>left-</c> and <c>right-</c>, and <c>speed</c>, <c>track</c>, <c>power</c>.</summary>
    public static DriveSettings Read(YamlMap map)
    {
        double power = map.Number("power") ?? 1;
        if (power is <= 0 or > 1) map.Refuse("power", "must be above 0 and at most 1.", "Write the power at which it drives, such as 0.6.");
        return new DriveSettings(
            MotorSettings.Read(map, "left-"),
            MotorSettings.Read(map, "right-"),
            Positive(map, "speed", "Write the metres a second at full power: let it drive for a time and measure the way."),
            Positive(map, "track", "Write the metres between the two wheels."),
            power);
    }

    private static double Positive(YamlMap map, string key, string remedy)
    {
        double? value = map.Number(key, remedy);
        if (value is > 0) return value.Value;
        if (!map.Has(key)) map.File.Refuse(map.Node, map.PathOf(key), "is missing.", remedy);
        else if (value is not null) map.Refuse(key, "must be above 0.", remedy);
        return 1;
    }
}
