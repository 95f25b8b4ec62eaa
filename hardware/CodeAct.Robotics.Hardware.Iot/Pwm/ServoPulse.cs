using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>
/// How a servo understands pulses: min-pulse and max-pulse (with unit; default 0.5ms and 2.5ms) at the lower and upper end of the manifest's range,
/// reverse where it turns the other way, speed in degrees a second (default 120) that it is led at, since it does not say where it stands.
/// </summary>
internal sealed record ServoPulse(ValueRange Range, double LeastMicroseconds, double MostMicroseconds, bool IsReversed, double Speed)
{
    public static ServoPulse Read(YamlMap map, DeviceSpec device)
    {
        ValueRange range = device.Range ?? new ValueRange(0, 180);
        if (range.High - range.Low > 360) map.File.Refuse(map.Node, device.Name, "a servo's range is at most 360 degrees.", "Write a smaller range.");
        double least = Length(map, "min-pulse", 500), most = Length(map, "max-pulse", 2500);
        if (least >= most) map.Refuse("max-pulse", "is not longer than min-pulse.", "Write the longer pulse here, and reverse: true where the servo turns the other way.");
        return new ServoPulse(range, least, most, map.Truth("reverse"), map.Within("speed", 120, 1, 2000));
    }

    private static double Length(YamlMap map, string key, double otherwise)
    {
        if (map.Seconds(key) is not { } seconds) return otherwise;
        if (seconds is >= 0.0001 and <= 0.005) return seconds * 1e6;
        map.Refuse(key, $"{seconds * 1000:0.###} ms is no pulse of a servo.", "Write 0.1ms to 5ms, with the unit.");
        return otherwise;
    }
}
