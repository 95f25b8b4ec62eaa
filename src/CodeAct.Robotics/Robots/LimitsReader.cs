using CodeAct.Robotics.Files;

namespace CodeAct.Robotics.Robots;

/// <summary>Reads <c>limits</c>; each kind takes its own.</summary>
internal static class LimitsReader
{
    public static DeviceLimits Read(YamlMap map, DeviceKind kind)
    {
        if (map.Map("limits") is not { } limits) return DeviceLimits.None;
        if (!kind.IsActuator)
        {
            map.Refuse("limits", $"a {kind} commands nothing.", "Leave limits out; a reading's bounds are its range.");
            return DeviceLimits.None;
        }

        HashSet<string> fitting = Fitting(kind);
        foreach (string key in limits.Keys.Where(k => !fitting.Contains(k)))
        {
            limits.Find(key);
            limits.Refuse(key, $"is no limit of a {kind}.", $"It takes {string.Join(", ", fitting)}.");
        }

        return new DeviceLimits
        {
            MaxOn = Positive(limits, "max-on", limits.Seconds("max-on")),
            MinOff = Positive(limits, "min-off", limits.Seconds("min-off")),
            MinInterval = Positive(limits, "min-interval", limits.Seconds("min-interval")),
            Max = Positive(limits, "max", limits.Number("max")),
            MaxRate = Positive(limits, "max-rate", limits.Number("max-rate")),
            MaxSpeed = Positive(limits, "max-speed", limits.Number("max-speed")),
            MaxDistance = Positive(limits, "max-distance", limits.Number("max-distance")),
        };
    }

    private static HashSet<string> Fitting(DeviceKind kind) => kind.Name switch
    {
        "relay" => ["max-on", "min-off", "min-interval"],
        "dimmer" or "servo" or "motor" => ["max", "max-rate", "max-on", "min-interval"],
        "stepper" or "drive" => ["max-speed", "max-distance", "min-interval"],
        _ => ["min-interval"],
    };

    private static double? Positive(YamlMap limits, string key, double? value)
    {
        if (value is null or > 0) return value;
        limits.Refuse(key, "must be above 0.", "Leave it out for no limit.");
        return null;
    }
}
