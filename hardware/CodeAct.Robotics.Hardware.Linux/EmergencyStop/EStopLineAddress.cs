using System.Globalization;
using CodeAct.Robotics.Hardware.Linux.Gpio;

namespace CodeAct.Robotics.Hardware.Linux.EmergencyStop;

/// <summary>
/// Where the e-stop button hangs, in one text: <c>CHIP:LINE</c> or <c>header PIN</c>, then <c>:low</c> where pressed is low, and <c>:up</c> or
/// <c>:down</c> for the chip's own resistor.
/// </summary>
internal static class EStopLineAddress
{
    // Shorter is no finger; it keeps the spark of a relay from being one.
    private const uint DebounceMicroseconds = 5000;

    /// <exception cref="FormatException">It is no line.</exception>
    public static (LineAddress Address, LineOptions Options) Parse(string text)
    {
        string[] words = text.Split(':', StringSplitOptions.TrimEntries);
        ulong flags = GpioUapi.Input | GpioUapi.EdgeRising | GpioUapi.EdgeFalling;
        int count = words.Length;
        for (; count > 1 && Flag(words[count - 1]) is { } flag; count--) flags |= flag;
        LineAddress? address = words[..count] switch
        {
            [var header] when header.StartsWith("header ", StringComparison.Ordinal) && TryNumber(header["header ".Length..], out int pin) => new LineAddress(null, null, null, pin),
            [.. var chip, var line] when string.Concat(chip).Length > 0 && TryNumber(line, out int number) => new LineAddress(string.Join(':', chip), number, null, null),
            _ => null,
        };
        return address is null
            ? throw new FormatException($"'{text}' is no line of an e-stop. Write CHIP:LINE or header PIN, then :low where pressed is low, and :up or :down for a resistor.")
            : (address, new LineOptions(flags, null, DebounceMicroseconds));
    }

    private static ulong? Flag(string word) => word switch
    {
        "high" => 0,
        "low" => GpioUapi.ActiveLow,
        "up" => GpioUapi.BiasPullUp,
        "down" => GpioUapi.BiasPullDown,
        _ => null,
    };

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
