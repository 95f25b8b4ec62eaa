using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.Gpio;
using CodeAct.Robotics.Hardware.Linux.Pwm;

namespace CodeAct.Robotics.Hardware.Linux.Motion;

/// <summary>How a motor hangs on its bridge.</summary>
/// <param name="Forward">The line that is active forwards; with <paramref name="Backward"/> null it is the direction.</param>
/// <param name="Backward">The line that is active backwards, or null for a bridge with a direction pin.</param>
/// <param name="ActiveLow">Flags of the lines.</param>
/// <param name="Pwm">The channel of the power.</param>
/// <param name="Period">Of the PWM in nanoseconds.</param>
/// <param name="Brake">At a stop both ends are shorted, where the bridge has two lines; else it coasts.</param>
/// <param name="DeadTime">Nanoseconds without power before the direction changes.</param>
/// <param name="Reverse">It turns the other way.</param>
internal sealed record MotorSettings(LineAddress Forward, LineAddress? Backward, ulong ActiveLow, PwmAddress Pwm, long Period, bool Brake, long DeadTime, bool Reverse)
{
    /// <summary>Reads <c>chip</c>, <c>forward</c> and <c>backward</c> or <c>direction</c>, <c>pwm-chip</c>, <c>pwm</c>, <c>hertz</c>, <c>stop</c>, <c>dead-time</c>, <c>active</c>, <c>reverse</c>.</summary>
    public static MotorSettings Read(YamlMap map) => Read(map, "");

    /// <summary>Reads one of several motors: its lines, channel and <c>reverse</c> have a prefix, the rest is the same for all.</summary>
    public static MotorSettings Read(YamlMap map, string prefix)
    {
        string forwardKey = prefix + "forward", backwardKey = prefix + "backward", directionKey = prefix + "direction";
        string? chip = map.Text("chip");
        bool two = map.Has(forwardKey) || map.Has(backwardKey);
        bool one = map.Has(directionKey);
        // Known in either case, for the message about a key that is none.
        foreach (string key in new[] { forwardKey, backwardKey, directionKey }) map.Find(key);
        if (two && one) map.Refuse(directionKey, $"stands beside {forwardKey} and {backwardKey}.", "A bridge with two inputs and an enable (L298N, TB6612) takes forward and backward; one with a direction (DRV8838, MD10C) takes direction.");
        LineAddress forward = LineAddress.Required(map, one && !two ? directionKey : forwardKey, chip);
        LineAddress? backward = one && !two ? null : LineAddress.Required(map, backwardKey, chip);
        double dead = map.Seconds("dead-time") ?? 0.005;
        if (dead > 1) map.Refuse("dead-time", "is longer than a second.", "Write some milliseconds, such as 5ms.");
        bool brake = false;
        switch (map.Text("stop"))
        {
            case null or "coast":
                break;
            case "brake":
                brake = true;
                if (one) map.Refuse("stop", "a bridge with a direction pin stops as it is made.", "Leave it out.");
                break;
            case var word:
                map.Refuse("stop", $"'{word}' is none of its words.", "Write brake or coast.");
                break;
        }

        return new MotorSettings(
            forward,
            backward,
            LineOptions.ReadActive(map),
            PwmAddress.ReadChannel(map, map.Text("pwm-chip"), "pwm-chip", prefix + "pwm"),
            PwmWave.ReadPeriod(map, 20_000),
            brake,
            (long)(dead * 1e9),
            map.Truth(prefix + "reverse"));
    }
}
