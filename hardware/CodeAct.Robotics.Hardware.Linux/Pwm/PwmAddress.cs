using System.Globalization;
using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.Boards;

namespace CodeAct.Robotics.Hardware.Linux.Pwm;

/// <summary>Where a PWM channel is: a chip and a channel on it, or the pin of the board's header that it drives.</summary>
/// <param name="Chip">As <see cref="PwmChips.Find"/> takes it; empty with a pin.</param>
/// <param name="Channel">Its number on the chip.</param>
/// <param name="Pin">A header's pin, or null.</param>
internal sealed record PwmAddress(string Chip, int Channel, int? Pin)
{
    /// <summary>Reads <c>chip:</c> and <c>channel:</c>, or <c>pin: header 32</c>; other keys where a driver has a line's chip beside it.</summary>
    public static PwmAddress Read(YamlMap map, string chipKey = "chip", string channelKey = "channel") =>
        map.Has("pin") && channelKey == "channel" ? ReadPin(map, chipKey, channelKey) : ReadChannel(map, map.Text(chipKey), chipKey, channelKey);

    /// <summary>Reads a channel of a chip that was read before: a number, or <c>header 32</c>.</summary>
    public static PwmAddress ReadChannel(YamlMap map, string? chip, string chipKey, string channelKey)
    {
        if (channelKey == "channel") map.Find("pin");
        string text = map.Text(channelKey)?.Trim() ?? "";
        if (text.StartsWith("header ", StringComparison.Ordinal) && TryNumber(text["header ".Length..], out int pin)) return new PwmAddress("", 0, pin);
        if (!map.Has(channelKey)) map.File.Refuse(map.Node, map.PathOf(channelKey), "is missing.", "Write the channel's number on its PWM chip, or header and a pin.");
        else if (!TryNumber(text, out _)) map.Refuse(channelKey, $"'{text}' is no channel.", "Write the channel's number on its PWM chip, or header and a pin.");
        else if (chip is null) map.File.Refuse(map.Node, map.PathOf(chipKey), "is missing.", "Write pwmchip0, or the name of the chip's device or driver.");
        _ = TryNumber(text, out int channel);
        return new PwmAddress(chip ?? "", channel, null);
    }

    /// <summary>Finds it on this machine.</summary>
    public (string Folder, int Channel) Resolve(LinuxBoard board, string device)
    {
        if (Pin is not { } pin) return (PwmChips.Find(board.Kernel, device, Chip), Channel);
        HeaderPwm pwm = HeaderPins.FindPwm(board, device, pin);
        return (PwmChips.Find(board.Kernel, device, pwm.Chip), pwm.Channel);
    }

    private static PwmAddress ReadPin(YamlMap map, string chipKey, string channelKey)
    {
        foreach (string other in new[] { chipKey, channelKey })
        {
            map.Find(other);
            if (map.Has(other)) map.Refuse(other, "stands beside pin; which one is it?", "Leave one of them out.");
        }

        string text = map.Text("pin")?.Trim() ?? "";
        if (TryNumber(text.StartsWith("header ", StringComparison.Ordinal) ? text["header ".Length..] : text, out int pin)) return new PwmAddress("", 0, pin);
        map.Refuse("pin", $"'{text}' is no pin of a header.", "Write header and the pin's number, such as header 32.");
        return new PwmAddress("", 0, null);
    }

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
