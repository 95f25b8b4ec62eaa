using CodeAct.Robotics.Hardware.Linux.Gpio;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Boards.Examination;

/// <summary>Checks GPIO lines without requesting them: whether each is there, permitted, free, and a GPIO at all.</summary>
internal sealed class LineCheck(LinuxBoard machine, BoardFile? board, IReadOnlySet<string> busesInUse)
{
    /// <summary>A line of a device.</summary>
    public IEnumerable<BoardFinding> Of(string device, LinePlace place)
    {
        GpioChip chip;
        int line;
        BoardFinding? wrong = null;
        try
        {
            (chip, line) = place.Address.Resolve(machine, device);
            wrong = Use(device, place, chip, line);
        }
        catch (DeviceException e)
        {
            // It says what to do by itself.
            return [new BoardFinding(device, BoardVerdict.Wrong, e.Message)];
        }

        BoardPin? pin = board?.PinOf(chip.Label, line);
        string where = pin is null ? $"line {line} of {chip}" : $"header {pin.Number} ({pin.Name}), line {line} of {chip}";
        List<BoardFinding> found = [.. Modes(device, place, pin)];
        if (wrong is not null) found.Insert(0, wrong);
        if (found.All(f => f.Verdict == BoardVerdict.Note)) found.Insert(0, new BoardFinding(device, BoardVerdict.Ok, $"{place.Key}: {where} is there, permitted and free"));
        return found;
    }

    private static BoardFinding? Use(string device, LinePlace place, GpioChip chip, int line)
    {
        try
        {
            LineInfo info = chip.Info(line);
            if (!info.Used) return null;
            return info.Consumer == "codeact"
                ? new BoardFinding(device, BoardVerdict.Note, $"{place.Key}: line {line} of {chip} is held by a robot that runs", "For a whole check, stop it first: sudo systemctl stop codeact")
                : new BoardFinding(device, BoardVerdict.Wrong, $"{place.Key}: line {line} of {chip} is held by '{(info.Consumer.Length > 0 ? info.Consumer : "the kernel")}'", "Stop what holds it (a program, or a kernel driver that an overlay asks for), or wire another line.");
        }
        catch (KernelException e)
        {
            throw KernelFault.Of(device, chip.Path, e, "gpio");
        }
    }

    private IEnumerable<BoardFinding> Modes(string device, LinePlace place, BoardPin? pin)
    {
        if (pin is null || board is null) yield break;
        foreach (BoardBus bus in board.BusesOn(pin.Number).Where(b => machine.Kernel.Exists(b.Device)))
        {
            yield return busesInUse.Contains(bus.Device)
                ? new BoardFinding(device, BoardVerdict.Wrong, $"{place.Key}: header {pin.Number} belongs to {bus.Device}, which this robot uses", "Wire another pin: as a line it would cut the bus.")
                : new BoardFinding(device, BoardVerdict.Note, $"{place.Key}: header {pin.Number} belongs to {bus.Device}, which is on", "As a line it cuts that bus: switch the bus off, or wire another pin.");
        }

        if (board.Overlay is { } overlay && pin.Pad is { } pad && PadMode.Matters(machine.Kernel))
        {
            PadMode mode = PadMode.Of(machine.Kernel, pad);
            if (mode.Node is null) yield return new BoardFinding(device, BoardVerdict.Wrong, $"{place.Key}: the device tree does not make header {pin.Number} a GPIO: every command would succeed and nothing would move", overlay);
            else if (!mode.IsGpio) yield return new BoardFinding(device, BoardVerdict.Wrong, $"{place.Key}: the device tree makes header {pin.Number} {mode.Function}, and no GPIO", overlay);
            else if (place.IsOutput && mode.DrivesNothing) yield return new BoardFinding(device, BoardVerdict.Wrong, $"{place.Key}: the device tree makes header {pin.Number} an input: every command would succeed and nothing would move", $"nvidia,tristate = <0> for it in the overlay. {overlay}");
            else if (!place.IsOutput && mode.HearsNothing) yield return new BoardFinding(device, BoardVerdict.Wrong, $"{place.Key}: the device tree switches the input of header {pin.Number} off: it would always read the same", $"nvidia,enable-input = <1> for it in the overlay. {overlay}");
        }
    }
}
