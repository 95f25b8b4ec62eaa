using System.Globalization;
using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Gpio;

/// <summary>
/// Where a line is, as a manifest says it: <c>17</c> or <c>GPIO17</c> with a chip beside it, <c>tegra234-gpio-aon:3</c>, or <c>header 11</c>.
/// </summary>
/// <param name="Chip">Label, name or path of the chip; null: by header pin, or any chip that has a line of that name.</param>
/// <param name="Line">Its number on the chip.</param>
/// <param name="Name">Its name.</param>
/// <param name="Pin">Its number on the board's header.</param>
internal sealed record LineAddress(string? Chip, int? Line, string? Name, int? Pin)
{
    private const string Remedy = "Write a line's number or name beside its chip, CHIP:NUMBER, or header NUMBER.";

    /// <summary>Reads one that must be there.</summary>
    public static LineAddress Required(YamlMap map, string key, string? chip) =>
        Optional(map, key, chip) ?? Missing(map, key);

    /// <summary>Reads one that may be missing.</summary>
    public static LineAddress? Optional(YamlMap map, string key, string? chip)
    {
        if (map.Text(key)?.Trim() is not { } text) return null;
        if (text.Length == 0) return Bad(map, key, "is empty.");
        if (text.StartsWith("header ", StringComparison.Ordinal)) return ReadPin(map, key, text["header ".Length..]);
        int colon = text.LastIndexOf(':');
        if (colon > 0 && TryNumber(text[(colon + 1)..], out int onChip)) return new LineAddress(text[..colon].Trim(), onChip, null, null);
        if (!TryNumber(text, out int line)) return new LineAddress(chip, null, text, null);
        return chip is null ? Bad(map, key, $"line {line} of which chip?", "Add chip: with the chip's label, such as pinctrl-rp1.") : new LineAddress(chip, line, null, null);
    }

    /// <summary>Reads <c>line:</c> or <c>pin:</c> with <c>chip:</c>, the way a device of one line is written.</summary>
    public static LineAddress OfOneLine(YamlMap map)
    {
        string? chip = map.Text("chip");
        map.Find("line");
        map.Find("pin");
        bool line = map.Has("line"), pin = map.Has("pin");
        if (line && pin) map.Refuse("pin", "stands beside line; which one is it?", "Leave one of them out.");
        if (!pin) return Required(map, "line", chip);
        string text = map.Text("pin")?.Trim() ?? "";
        return ReadPin(map, "pin", text.StartsWith("header ", StringComparison.Ordinal) ? text["header ".Length..] : text);
    }

    /// <summary>Finds it on this machine.</summary>
    /// <exception cref="DeviceException">It isn't there.</exception>
    public (GpioChip Chip, int Line) Resolve(LinuxBoard board, string device)
    {
        GpioChips chips = GpioChips.Of(board);
        if (Pin is { } pin)
        {
            Boards.HeaderPin found = HeaderPins.Find(board, device, pin);
            return (chips.Find(device, found.Chip), found.Line);
        }

        GpioChip? chip = Chip is null ? null : chips.Find(device, Chip);
        if (Name is { } name) return chips.FindLine(device, chip, name);
        if (Line < chip!.Lines) return (chip, Line!.Value);
        throw new DeviceException(ErrorCodes.DeviceFault, $"{device}: {chip} has no line {Line}; it has 0 to {chip.Lines - 1}.");
    }

    private static LineAddress ReadPin(YamlMap map, string key, string text) =>
        TryNumber(text, out int pin) ? new LineAddress(null, null, null, pin) : Bad(map, key, $"'{text}' is no pin of a header.", "Write header and the pin's number, such as header 11.");

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static LineAddress Missing(YamlMap map, string key)
    {
        if (!map.Has(key)) map.File.Refuse(map.Node, map.PathOf(key), "is missing.", Remedy);
        return new LineAddress(null, 0, null, null);
    }

    private static LineAddress Bad(YamlMap map, string key, string problem, string remedy = Remedy)
    {
        map.Refuse(key, problem, remedy);
        return new LineAddress(null, 0, null, null);
    }
}
