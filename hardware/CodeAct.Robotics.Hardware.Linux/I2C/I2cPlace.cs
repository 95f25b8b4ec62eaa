using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.Chips;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>Where a chip is: the settings <c>bus</c> and <c>address</c>.</summary>
/// <param name="Bus">The N of <c>/dev/i2c-N</c>; default 1, the header of a Raspberry Pi.</param>
/// <param name="Address">7 bits.</param>
internal readonly record struct I2cPlace(int Bus, int Address)
{
    /// <summary>Reads it.</summary>
    /// <param name="map">The device's settings.</param>
    /// <param name="chip">The chip's name, for messages.</param>
    /// <param name="otherwise">The address where none is written.</param>
    /// <param name="spans">The addresses that the chip can have, as inclusive spans.</param>
    public static I2cPlace Read(YamlMap map, string chip, int otherwise, params ReadOnlySpan<(int Low, int High)> spans)
    {
        int bus = map.Whole("bus", 1, 0, 255);
        if (map.Text("address") is not { } text) return new I2cPlace(bus, otherwise);
        if (ChipSettings.TryWhole(text, out int address))
        {
            foreach ((int low, int high) in spans)
                if (address >= low && address <= high) return new I2cPlace(bus, address);
        }

        string[] known = [.. spans.ToArray().Select(s => s.Low == s.High ? $"0x{s.Low:x2}" : $"0x{s.Low:x2} to 0x{s.High:x2}")];
        map.Refuse("address", $"'{text}' is no address of a {chip}.", $"Write {string.Join(" or ", known)}.");
        return new I2cPlace(bus, otherwise);
    }
}
