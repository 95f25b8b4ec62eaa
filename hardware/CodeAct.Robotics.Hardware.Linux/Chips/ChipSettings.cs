using System.Globalization;
using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Chips;

/// <summary>What the settings of chips have in common, read from a device's <c>with:</c>.</summary>
internal static class ChipSettings
{
    /// <summary>A whole number, decimal or hexadecimal with 0x.</summary>
    public static int Whole(this YamlMap map, string key, int otherwise, int low, int high)
    {
        if (map.Text(key) is not { } text) return otherwise;
        if (TryWhole(text, out int value) && value >= low && value <= high) return value;
        map.Refuse(key, $"'{text}' is no whole number from {low} to {high}.", $"Write one, such as {otherwise}.");
        return otherwise;
    }

    /// <summary>A number within ends that are included.</summary>
    public static double Number(this YamlMap map, string key, double otherwise, double low, double high, string unit)
    {
        if (map.Number(key) is not { } value) return otherwise;
        if (value >= low && value <= high) return value;
        map.Refuse(key, $"{value} is not from {low} to {high}{unit}.", $"Write a number in that range, such as {otherwise}.");
        return otherwise;
    }

    /// <summary>One of some words.</summary>
    public static string Word(this YamlMap map, string key, string otherwise, params ReadOnlySpan<string> words)
    {
        if (map.Text(key) is not { } text) return otherwise;
        if (words.Contains(text)) return text;
        map.Refuse(key, $"'{text}' is none of what it can be.", $"Write one of {string.Join(", ", words.ToArray())}.");
        return otherwise;
    }

    /// <summary>One of some words that has no default.</summary>
    public static string RequiredWord(this YamlMap map, string key, params ReadOnlySpan<string> words)
    {
        string known = string.Join(", ", words.ToArray());
        if (map.Required(key, $"Write one of {known}.") is { Length: > 0 } && map.Word(key, "", words) is { Length: > 0 } word) return word;
        return words[0];
    }

    /// <summary><c>scale</c> (default 1) and <c>offset</c> (default 0).</summary>
    public static Calibration Calibration(this YamlMap map)
    {
        double scale = map.Number("scale") ?? 1;
        if (scale == 0) map.Refuse("scale", "0 makes every reading the same.", "Write how many of the manifest's unit one unit of the chip is.");
        return new Calibration(scale, map.Number("offset") ?? 0);
    }

    /// <summary>Refuses one key after the settings were read: what is wrong shows only beside another device.</summary>
    /// <exception cref="InvalidFileException">Always.</exception>
    public static InvalidFileException Refused(this DriverSettings settings, string key, string problem, string remedy)
    {
        try
        {
            settings.Read(map =>
            {
                foreach (string known in map.Keys) map.Find(known);
                map.Refuse(key, problem, remedy);
                return true;
            });
        }
        catch (InvalidFileException e)
        {
            return e;
        }

        throw new InvalidOperationException("A refused setting was taken.");
    }

    /// <summary>Reads 118 and 0x76 alike.</summary>
    public static bool TryWhole(string text, out int value)
    {
        text = text.Trim();
        return text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? int.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
