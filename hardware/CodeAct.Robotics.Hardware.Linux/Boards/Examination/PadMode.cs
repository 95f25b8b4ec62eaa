using CodeAct.Robotics.Hardware.Linux.Kernel;

namespace CodeAct.Robotics.Hardware.Linux.Boards.Examination;

/// <summary>
/// What the device tree makes of a Jetson's pad. Up to JetPack 5 (L4T 35) a requested line became a GPIO by itself; from JetPack 6 on it is one
/// only where an overlay says so, and a line of another pad takes every write without effect.
/// Sources: Documentation/devicetree/bindings/pinctrl/nvidia,tegra124-pinmux.yaml; NVIDIA Jetson Linux Developer Guide, Configuring the expansion headers.
/// </summary>
/// <param name="Node">The node that speaks of the pad, or null.</param>
/// <param name="Function">Its function, or null where none is given: a plain GPIO.</param>
/// <param name="DrivesNothing">Whether its output is switched off (tristate).</param>
/// <param name="HearsNothing">Whether its input is switched off.</param>
internal sealed record PadMode(string? Node, string? Function, bool DrivesNothing, bool HearsNothing)
{
    private static readonly string[] Trees = ["/proc/device-tree", "/proc/device-tree/bus@0"];

    /// <summary>Whether it is a GPIO at all.</summary>
    public bool IsGpio => Node is not null && (Function is null or "gpio" || Function.StartsWith("rsvd", StringComparison.Ordinal) || Function.StartsWith("gp", StringComparison.Ordinal));

    /// <summary>Whether this system leaves pads to overlays.</summary>
    public static bool Matters(IKernel kernel)
    {
        // Such as: # R36 (release), REVISION: 4.3, …
        const string Release = "/etc/nv_tegra_release";
        string text = kernel.Exists(Release) ? kernel.ReadText(Release) : "";
        int at = text.IndexOf("# R", StringComparison.Ordinal);
        string digits = at < 0 ? "" : new string([.. text[(at + 3)..].TakeWhile(char.IsAsciiDigit)]);
        return !int.TryParse(digits, System.Globalization.CultureInfo.InvariantCulture, out int major) || major >= 36;
    }

    /// <summary>That of a pad.</summary>
    /// <param name="kernel">Reads the device tree.</param>
    /// <param name="pad">The end of its name, such as <c>pac6</c>.</param>
    public static PadMode Of(IKernel kernel, string pad) => OfRegisters(kernel, pad) ?? OfTree(kernel, pad);

    // What the pad's register says, where we are root: a pinmux that was flashed is in no device tree. Group after group:
    // 161 (soc_gpio59_pac6):
    //     tristate=1
    //     enable-input=1
    private static PadMode? OfRegisters(IKernel kernel, string pad)
    {
        const string Groups = "/sys/kernel/debug/pinctrl/2430000.pinmux/pinconf-groups";
        string text = Text(kernel, Groups);
        int at = text.IndexOf($"_{pad}):", StringComparison.Ordinal);
        if (at < 0) return null;
        int end = text.IndexOf('(', at);
        string[] lines = [.. text[at..(end < 0 ? text.Length : end)].Split('\n').Select(l => l.Trim())];
        // 1 is the special function, 0 the GPIO.
        string? function = lines.Contains("gpio-mode=1") ? lines.FirstOrDefault(l => l.StartsWith("function=", StringComparison.Ordinal))?["function=".Length..] ?? "something else" : null;
        return new PadMode(Groups, function, lines.Contains("tristate=1"), lines.Contains("enable-input=0"));
    }

    private static PadMode OfTree(IKernel kernel, string pad)
    {
        foreach (string tree in Trees)
        {
            foreach (string pinmux in kernel.List(tree).Where(n => n.StartsWith("pinmux@", StringComparison.Ordinal)).Select(n => $"{tree}/{n}"))
            {
                foreach (string node in kernel.List(pinmux).SelectMany(g => kernel.List($"{pinmux}/{g}").Select(n => $"{pinmux}/{g}/{n}")))
                {
                    if (!Text(kernel, $"{node}/nvidia,pins").Split('\0').Any(p => p.EndsWith($"_{pad}", StringComparison.Ordinal))) continue;
                    string function = Text(kernel, $"{node}/nvidia,function");
                    return new PadMode(node, function.Length > 0 ? function : null, IsOne(kernel, $"{node}/nvidia,tristate"), kernel.Exists($"{node}/nvidia,enable-input") && !IsOne(kernel, $"{node}/nvidia,enable-input"));
                }
            }
        }

        return new PadMode(null, null, false, false);
    }

    private static string Text(IKernel kernel, string path)
    {
        try
        {
            return kernel.Exists(path) ? kernel.ReadText(path).TrimEnd('\0') : "";
        }
        catch (KernelException)
        {
            return "";
        }
    }

    // A cell is four bytes, the last of which counts here; zeros at a text's end may have been cut.
    private static bool IsOne(IKernel kernel, string path) => Text(kernel, path).Contains('\u0001', StringComparison.Ordinal);
}
