using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.Gpio;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Motion;

/// <summary>How a stepper hangs on its driver chip.</summary>
/// <param name="Step">A pulse is a step.</param>
/// <param name="Direction">Active towards higher positions.</param>
/// <param name="Enable">Active while the coils have current, or null.</param>
/// <param name="Home">An end stop at <paramref name="HomePosition"/>, or null.</param>
/// <param name="StepsPerUnit">Of the manifest's unit, microsteps counted.</param>
/// <param name="Speed">Units a second.</param>
/// <param name="Acceleration">Units a second squared.</param>
/// <param name="Pulse">Nanoseconds of a step pulse.</param>
/// <param name="Reverse">The direction line is the other way round.</param>
/// <param name="Release">No current while it stands.</param>
/// <param name="EnableFlags">Flags of the enable line.</param>
/// <param name="HomeFlags">Flags of the home line.</param>
/// <param name="HomePosition">The position at the end stop: the low end of the range, or the high one.</param>
/// <param name="HomeSpeed">Units a second towards it.</param>
internal sealed record StepperSettings(
    LineAddress Step,
    LineAddress Direction,
    LineAddress? Enable,
    LineAddress? Home,
    double StepsPerUnit,
    double Speed,
    double Acceleration,
    long Pulse,
    bool Reverse,
    bool Release,
    ulong EnableFlags,
    LineOptions HomeFlags,
    double HomePosition,
    double HomeSpeed)
{
    /// <summary>Reads the settings; the chips A4988, DRV8825 and TMC2209 take an enable that is active low.</summary>
    public static StepperSettings Read(YamlMap map, DeviceSpec device)
    {
        string? chip = map.Text("chip");
        double steps = Positive(map, "steps-per-unit", null, "Write how many steps make one unit, microsteps counted: 200 x 16 / 8 is 400 for 1.8 degrees, sixteenths and 8 mm a turn.");
        double speed = Positive(map, "speed", null, "Write units a second.");
        double acceleration = Positive(map, "acceleration", 2 * speed, "Write units a second squared.");
        double pulse = Positive(map, "pulse-us", 5, "Write microseconds, such as 5.");
        bool high = map.Text("home-at") switch
        {
            null or "low" => false,
            "high" => true,
            var word => Refuse(map, "home-at", $"'{word}' is no end of the range.", "Write low or high."),
        };
        bool release = map.Text("idle") switch
        {
            null or "hold" => false,
            "release" => true,
            var word => Refuse(map, "idle", $"'{word}' is none of its words.", "Write hold or release."),
        };
        ValueRange range = device.Range ?? new ValueRange(0, 0);
        ulong enable = map.Has("enable-active") ? LineOptions.ReadActive(map, "enable-active") : GpioUapi.ActiveLow;
        map.Find("enable-active");
        return new StepperSettings(
            LineAddress.Required(map, "step", chip),
            LineAddress.Required(map, "dir", chip),
            LineAddress.Optional(map, "enable", chip),
            LineAddress.Optional(map, "home", chip),
            steps,
            speed,
            acceleration,
            (long)(pulse * 1000),
            map.Truth("reverse"),
            release,
            enable,
            new LineOptions(GpioUapi.Input | LineOptions.ReadActive(map, "home-active") | LineOptions.ReadBias(map)),
            high ? range.High : range.Low,
            Positive(map, "home-speed", speed / 4, "Write units a second."));
    }

    private static double Positive(YamlMap map, string key, double? otherwise, string remedy)
    {
        double? value = map.Number(key, remedy) ?? (map.Has(key) ? 1 : otherwise);
        if (value is > 0) return value.Value;
        if (value is null) map.File.Refuse(map.Node, map.PathOf(key), "is missing.", remedy);
        else map.Refuse(key, "must be above 0.", remedy);
        return 1;
    }

    private static bool Refuse(YamlMap map, string key, string problem, string remedy)
    {
        map.Refuse(key, problem, remedy);
        return false;
    }
}
