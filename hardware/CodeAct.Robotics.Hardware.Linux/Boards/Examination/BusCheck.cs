using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Hardware.Linux.Pwm;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Boards.Examination;

/// <summary>Checks buses and PWM chips: whether each is there and permitted, and what must be done where it is not.</summary>
internal sealed class BusCheck(LinuxBoard machine, BoardFile? board)
{
    /// <summary>An I2C or SPI bus of a device.</summary>
    public BoardFinding Bus(string device, string path)
    {
        bool spi = path.StartsWith("/dev/spidev", StringComparison.Ordinal);
        if (!machine.Kernel.Exists(path))
        {
            string remedy = board?.BusOf(path)?.Enable ?? (spi ? "Switch SPI on in the device tree." : "Switch the bus on in the device tree; where it is on, load its module: sudo modprobe i2c-dev");
            IReadOnlyList<string> there = [.. machine.Kernel.List("/dev").Where(n => n.StartsWith(spi ? "spidev" : "i2c-", StringComparison.Ordinal))];
            return new BoardFinding(device, BoardVerdict.Wrong, $"there is no {path}{(there.Count == 0 ? "" : $"; there are {string.Join(", ", there.Select(n => $"/dev/{n}"))}")}", remedy);
        }

        return TryOpen(path) is { } errno
            ? new BoardFinding(device, BoardVerdict.Wrong, $"{path} can't be opened (error {errno})", errno is Errno.Eacces or Errno.Eperm ? $"sudo usermod -aG {(spi ? "spi" : "i2c")} USER, and log in again; where that group does not own it, deploy.sh's udev rules make it so." : null)
            : new BoardFinding(device, BoardVerdict.Ok, $"{path} is there and permitted");
    }

    /// <summary>The PWM behind a pin of the header.</summary>
    public BoardFinding Pwm(string device, int number)
    {
        BoardPin? pin = board?.Pins.GetValueOrDefault(number);
        try
        {
            HeaderPwm pwm = HeaderPins.FindPwm(machine, device, number);
            string folder = PwmChips.Find(machine.Kernel, device, pwm.Chip);
            return TryOpen($"{folder}/export") is { } errno
                ? new BoardFinding(device, BoardVerdict.Wrong, $"{folder}/export can't be written (error {errno})", "PWM belongs to root here: deploy.sh's udev rules give it to the group gpio.")
                : new BoardFinding(device, BoardVerdict.Ok, $"header {number}: channel {pwm.Channel} of {folder} is there and permitted");
        }
        catch (DeviceException e)
        {
            return new BoardFinding(device, BoardVerdict.Wrong, e.Message, pin?.PwmEnable);
        }
    }

    // The errno, or null where it opens.
    private int? TryOpen(string path)
    {
        try
        {
            machine.Kernel.Close(machine.Kernel.Open(path, write: true));
            return null;
        }
        catch (KernelException e)
        {
            return e.Errno;
        }
    }
}
