using System.Globalization;
using CodeAct.Robotics.Files;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>What the drivers' settings have in common.</summary>
internal static class IotSettings
{
    /// <summary>A whole number, decimal or hexadecimal with 0x.</summary>
    public static int Whole(this YamlMap map, string key, int otherwise, int low, int high)
    {
        if (map.Text(key) is not { } text) return otherwise;
        text = text.Trim();
        bool read = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? int.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value)
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        if (read && value >= low && value <= high) return value;
        map.Refuse(key, $"'{text}' is no whole number from {low} to {high}.", "Write one; 0x makes it hexadecimal.");
        return otherwise;
    }

    /// <summary>A whole number that must be there.</summary>
    public static int RequiredWhole(this YamlMap map, string key, string remedy, int low, int high)
    {
        if (map.Has(key)) return map.Whole(key, low, low, high);
        map.Required(key, remedy);
        return low;
    }

    /// <summary>A number within ends that are included.</summary>
    public static double Within(this YamlMap map, string key, double otherwise, double low, double high)
    {
        if (map.Number(key) is not { } value) return otherwise;
        if (value >= low && value <= high) return value;
        map.Refuse(key, $"{value} is not from {low} to {high}.", $"Write a number in that range, such as {otherwise}.");
        return otherwise;
    }

    /// <summary>One of some words; the first where none is written.</summary>
    public static string Word(this YamlMap map, string key, params string[] words)
    {
        if (map.Text(key) is not { } text) return words[0];
        if (words.Contains(text)) return text;
        map.Refuse(key, $"'{text}' is none of what it can be.", $"Write one of {string.Join(", ", words)}.");
        return words[0];
    }

    /// <summary>One of some words that has no default.</summary>
    public static string RequiredWord(this YamlMap map, string key, params string[] words)
    {
        map.Required(key, $"Write one of {string.Join(", ", words)}.");
        return map.Has(key) ? map.Word(key, words) : words[0];
    }

    /// <summary><c>scale</c> (default 1) and <c>offset</c> (default 0): from the chip's unit to the manifest's.</summary>
    public static Func<double, double> Calibration(this YamlMap map)
    {
        double scale = map.Number("scale") ?? 1, offset = map.Number("offset") ?? 0;
        if (scale == 0) map.Refuse("scale", "0 makes every reading the same.", "Write how many of the manifest's unit one unit of the chip is.");
        return value => value * scale + offset;
    }
}

/// <summary>Where a chip is: the settings <c>bus</c> (default 1, the header of a Raspberry Pi) and <c>address</c>.</summary>
internal readonly record struct I2cPlace(int Bus, int Address)
{
    public static I2cPlace Read(YamlMap map, int otherwise) => new(map.Whole("bus", 1, 0, 255), map.Whole("address", otherwise, 0x03, 0x77));

    public override string ToString() => $"0x{Address:x2} on i2c-{Bus}";
}
