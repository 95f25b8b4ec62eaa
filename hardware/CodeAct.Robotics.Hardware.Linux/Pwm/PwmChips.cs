using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Pwm;

/// <summary>
/// The PWM chips of a machine. Their numbers depend on what else there is, so a chip may also be named by its device (<c>pwm@98000</c>,
/// <c>3280000.pwm</c>) or its driver (<c>pwm-tegra</c>), which the kernel tells in the device's uevent.
/// </summary>
internal static class PwmChips
{
    /// <summary>Where they are.</summary>
    public const string Folder = "/sys/class/pwm";

    /// <summary>A chip's folder.</summary>
    /// <param name="kernel">The system calls.</param>
    /// <param name="device">For messages.</param>
    /// <param name="chip"><c>0</c>, <c>pwmchip0</c>, or a device's or driver's name.</param>
    /// <exception cref="DeviceException">There is none, or more than one.</exception>
    public static string Find(IKernel kernel, string device, string chip)
    {
        string[] chips = [.. kernel.List(Folder).Where(n => n.StartsWith("pwmchip", StringComparison.Ordinal))];
        if (chips.Length == 0) throw Fault(device, $"this machine has no PWM chip ({Folder}); on a Raspberry Pi, switch it on with dtoverlay=pwm-2chan and restart.");
        if (chips.Contains(chip)) return $"{Folder}/{chip}";
        if (chips.Contains("pwmchip" + chip)) return $"{Folder}/pwmchip{chip}";

        string[][] names = [.. chips.Select(c => Names(kernel, c))];
        string[] found = [.. chips.Where((_, i) => names[i].Contains(chip))];
        if (found.Length == 1) return $"{Folder}/{found[0]}";
        if (found.Length > 1) throw Fault(device, $"{found.Length} PWM chips are called '{chip}'; name one of {string.Join(", ", found)}.");
        string? near = NearestName.Of(chip, chips.Concat(names.SelectMany(n => n)));
        string list = string.Join(", ", chips.Select((c, i) => names[i].Length == 0 ? c : $"{c} [{string.Join(", ", names[i])}]"));
        throw Fault(device, $"there is no PWM chip '{chip}'{(near is null ? "" : $"; did you mean '{near}'?")} There are: {list}.");
    }

    // KEY=VALUE lines of the platform device behind the chip.
    private static string[] Names(IKernel kernel, string chip)
    {
        try
        {
            var names = new List<string>();
            foreach (string line in kernel.ReadText($"{Folder}/{chip}/device/uevent").Split('\n'))
            {
                if (line.Split('=', 2) is not [var key, var value]) continue;
                if (key is "DRIVER" or "OF_NAME") names.Add(value);
                if (key is "OF_FULLNAME") names.Add(value[(value.LastIndexOf('/') + 1)..]);
            }

            return [.. names.Distinct()];
        }
        catch (KernelException)
        {
            return [];
        }
    }

    private static DeviceException Fault(string device, string message) => new(ErrorCodes.DeviceFault, $"{device}: {message}");
}
