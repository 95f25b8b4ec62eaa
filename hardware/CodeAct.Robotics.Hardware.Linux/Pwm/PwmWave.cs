using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.Gpio;
using CodeAct.Robotics.Hardware.Linux.Outputs;

namespace CodeAct.Robotics.Hardware.Linux.Pwm;

/// <summary>The wave of an output whose level is its duty.</summary>
/// <param name="Period">In nanoseconds.</param>
/// <param name="ActiveLow">The active time is low.</param>
internal sealed record PwmWave(long Period, bool ActiveLow)
{
    /// <summary>Reads <c>hertz</c> (1000) and <c>active</c>.</summary>
    public static PwmWave Read(YamlMap map, double hertz = 1000) => new(ReadPeriod(map, hertz), LineOptions.ReadActive(map) != 0);

    /// <summary>Reads <c>hertz</c> as a period in nanoseconds.</summary>
    public static long ReadPeriod(YamlMap map, double hertz)
    {
        double value = map.Number("hertz") ?? hertz;
        if (value is < 1 or > 1_000_000) map.Refuse("hertz", "is out of range.", "Write 1 to 1000000; 1000 suits a lamp, 25000 a fan.");
        return (long)Math.Round(1e9 / Math.Clamp(value, 1, 1_000_000));
    }

    /// <summary>Opens a channel at a level.</summary>
    public ILevelOutput Open(LinuxBoard board, string device, PwmAddress address, double level) =>
        new PwmLevel(PwmChannel.Open(board, device, address, Period, (long)Math.Round(level * Period), ActiveLow));
}
