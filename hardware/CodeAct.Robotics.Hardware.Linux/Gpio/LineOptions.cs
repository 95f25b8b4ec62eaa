using CodeAct.Robotics.Files;

namespace CodeAct.Robotics.Hardware.Linux.Gpio;

/// <summary>How a line is requested.</summary>
/// <param name="Flags">Of enum gpio_v2_line_flag, direction included.</param>
/// <param name="Value">An output's first value.</param>
/// <param name="DebounceMicroseconds">An input's; 0 for none.</param>
internal readonly record struct LineOptions(ulong Flags, bool? Value = null, uint DebounceMicroseconds = 0)
{
    /// <summary>Reads <c>active</c>, <c>bias</c> and <c>drive</c> of an output.</summary>
    public static LineOptions ReadOutput(YamlMap map, bool value) => new(GpioUapi.Output | ReadActive(map) | ReadBias(map) | ReadDrive(map), value);

    /// <summary>Reads <c>active</c>, <c>bias</c> and <c>debounce</c> of an input whose edges are wanted.</summary>
    public static LineOptions ReadInput(YamlMap map)
    {
        double debounce = map.Seconds("debounce") ?? 0;
        if (debounce > 1) map.Refuse("debounce", "is longer than a second.", "Write some milliseconds, such as 20ms.");
        ulong flags = GpioUapi.Input | GpioUapi.EdgeRising | GpioUapi.EdgeFalling | ReadActive(map) | ReadBias(map);
        return new LineOptions(flags, null, (uint)Math.Round(debounce * 1e6));
    }

    /// <summary>Reads <c>active: high|low</c>; high where it is missing.</summary>
    public static ulong ReadActive(YamlMap map, string key = "active") =>
        One(map, key, ("high", 0), ("low", GpioUapi.ActiveLow));

    /// <summary>Reads <c>bias: up|down|off</c>; as the chip has it where it is missing.</summary>
    public static ulong ReadBias(YamlMap map) =>
        One(map, "bias", ("", 0), ("up", GpioUapi.BiasPullUp), ("down", GpioUapi.BiasPullDown), ("off", GpioUapi.BiasDisabled));

    private static ulong ReadDrive(YamlMap map) =>
        One(map, "drive", ("push-pull", 0), ("open-drain", GpioUapi.OpenDrain), ("open-source", GpioUapi.OpenSource));

    // The first word is the one that stands where nothing does.
    private static ulong One(YamlMap map, string key, params (string Word, ulong Flag)[] words)
    {
        if (map.Text(key)?.Trim() is not { } text) return words[0].Flag;
        // A YAML reader gives `off` as text, but people write false.
        string word = text == "false" ? "off" : text;
        foreach ((string candidate, ulong flag) in words)
            if (candidate == word && word.Length > 0) return flag;
        map.Refuse(key, $"'{text}' is none of its words.", $"Write {string.Join(" or ", words.Where(w => w.Word.Length > 0).Select(w => w.Word))}.");
        return 0;
    }
}
