using System.Globalization;
using CodeAct.Robotics.Files;
using YamlDotNet.RepresentationModel;

namespace CodeAct.Robotics.Hardware.Linux.Boards;

/// <summary>Reads a board's file. It is refused whole, with file, line and key of all that is wrong.</summary>
public static class BoardReader
{
    // The longest header there is; a wrong number is a slip of the pen.
    private const int MostPins = 400;

    private static readonly string[] Kinds = ["i2c", "spi", "uart"];

    /// <summary>Reads one.</summary>
    /// <exception cref="InvalidFileException">It is bad.</exception>
    public static BoardFile Read(YamlFile file)
    {
        YamlMap map = file.RootMap();
        string name = map.Required("board", "Write board: and a name, such as raspberry-pi-5.");
        string description = map.Required("description", "Say in a line which boards are meant.");
        string[] compatible = [.. map.List("compatible").Select(n => Text(file, n, "compatible"))];
        string? chip = map.Text("chip"), overlay = map.Text("overlay");
        Dictionary<int, BoardPin> pins = ReadPins(map, chip, overlay is not null);
        BoardBus[] buses = [.. map.List("buses").Select((n, i) => ReadBus(map, n, i, pins)).OfType<BoardBus>()];
        int index = 0;
        foreach (YamlNode node in map.List("pwm")) ReadPwm(map, node, index++, pins);
        map.RefuseUnknown();
        file.ThrowIfRefused();
        return new BoardFile(name, description, compatible, pins, buses, overlay);
    }

    private static Dictionary<int, BoardPin> ReadPins(YamlMap map, string? chip, bool pads)
    {
        var pins = new Dictionary<int, BoardPin>();
        var lines = new Dictionary<(string Chip, int Line), int>();
        if (map.Map("pins") is not { } all) return pins;
        foreach (string key in all.Keys)
        {
            if (!int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number is < 1 or > MostPins)
            {
                all.Find(key);
                all.Refuse(key, "is no pin's number.", $"Write 1 to {MostPins}.");
                continue;
            }

            if (all.Map(key) is not { } pin) continue;
            int line = Whole(pin, "line", "Write the line on the chip (gpioinfo shows them).");
            string label = pin.Text("chip") ?? chip ?? "";
            if (label.Length == 0) pin.File.Refuse(pin.Node, pin.PathOf("chip"), "is missing.", "Write the GPIO chip's label here, or at the top for all pins (gpiodetect shows it).");
            string? pad = pads ? pin.Required("pad", "Write the end of the pad's name in the device tree, such as pac6.") : null;
            if (!lines.TryAdd((label, line), number)) pin.Refuse("line", $"line {line} of {label} is pin {lines[(label, line)]} already.", "No two pins are one line.");
            pins[number] = new BoardPin(number, pin.Text("name") ?? $"pin {number}", label, line, pad, null, null);
            pin.RefuseUnknown();
        }

        return pins;
    }

    private static BoardBus? ReadBus(YamlMap map, YamlNode node, int index, Dictionary<int, BoardPin> pins)
    {
        if (Entry(map, node, $"buses[{index}]") is not { } bus) return null;
        string kind = bus.Required("kind", $"Write {string.Join(" or ", Kinds)}.");
        if (kind.Length > 0 && !Kinds.Contains(kind)) bus.Refuse("kind", $"'{kind}' is no kind of bus.", $"Write {string.Join(" or ", Kinds)}.");
        string device = bus.Required("device", "Write its device file, such as /dev/i2c-1.");
        if (device.Length > 0 && !device.StartsWith("/dev/", StringComparison.Ordinal)) bus.Refuse("device", $"'{device}' is no device file.", "Write its path below /dev.");
        int[] taken = [.. bus.List("pins").Select(n => int.TryParse((n as YamlScalarNode)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int pin) ? pin : 0)];
        // On a Jetson the pins of an I2C bus are nothing else, and so no GPIO lines: then none of them is.
        if (taken.Contains(0) || taken.Any(pins.ContainsKey) && !taken.All(pins.ContainsKey))
            bus.Refuse("pins", "names a pin that is not under pins.", "Write numbers of the header.");
        string enable = bus.Required("enable", "Say what must be done first, or that it is on from the start.");
        bus.RefuseUnknown();
        return new BoardBus(kind, device, taken, enable);
    }

    private static void ReadPwm(YamlMap map, YamlNode node, int index, Dictionary<int, BoardPin> pins)
    {
        if (Entry(map, node, $"pwm[{index}]") is not { } pwm) return;
        int pin = Whole(pwm, "pin", "Write the pin's number on the header.");
        string chip = pwm.Required("chip", "Write the PWM chip's node in the device tree, such as pwm@98000, or its number.");
        int channel = Whole(pwm, "channel", "Write the channel on that chip.");
        string enable = pwm.Required("enable", "Say what must be done first, or that it is on from the start.");
        pwm.RefuseUnknown();
        if (!pins.TryGetValue(pin, out BoardPin? line)) pwm.Refuse("pin", $"pin {pin} is not under pins.", "Write it there, too.");
        else if (line.Pwm is not null) pwm.Refuse("pin", $"pin {pin} has a PWM already.", "Leave one of them out.");
        else pins[pin] = line with { Pwm = new HeaderPwm(chip, channel), PwmEnable = enable };
    }

    private static YamlMap? Entry(YamlMap map, YamlNode node, string path)
    {
        if (node is YamlMappingNode entry) return new YamlMap(map.File, entry, path);
        map.File.Refuse(node, path, "a mapping of keys is expected.");
        return null;
    }

    private static int Whole(YamlMap map, string key, string remedy)
    {
        string text = map.Required(key, remedy);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return number;
        if (text.Length > 0) map.Refuse(key, $"'{text}' is no number.", remedy);
        return 0;
    }

    private static string Text(YamlFile file, YamlNode node, string key)
    {
        if (node is YamlScalarNode { Value: { Length: > 0 } text }) return text;
        file.Refuse(node, key, "a text is expected.");
        return "";
    }
}
