using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.Chips;

namespace CodeAct.Robotics.Hardware.Linux.Spi;

/// <summary>Where a chip is: the settings <c>bus</c> (default 0), <c>select</c> (default 0) and <c>hertz</c>.</summary>
/// <param name="Bus">The B of <c>/dev/spidevB.C</c>.</param>
/// <param name="Select">The C: which chip select line.</param>
/// <param name="Hertz">The clock at most; the controller takes the next one that it can do.</param>
internal readonly record struct SpiPlace(int Bus, int Select, uint Hertz)
{
    /// <summary>The device file.</summary>
    public string Path => $"/dev/spidev{Bus}.{Select}";

    /// <summary>Reads it.</summary>
    public static SpiPlace Read(YamlMap map, int hertz, int most) =>
        new(map.Whole("bus", 0, 0, 255), map.Whole("select", 0, 0, 15), (uint)map.Whole("hertz", hertz, 10_000, most));
}
