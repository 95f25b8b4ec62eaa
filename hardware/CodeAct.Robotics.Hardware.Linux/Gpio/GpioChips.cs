using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Gpio;

/// <summary>
/// The GPIO chips of a machine, found by label, since their numbers change with kernel and boot order (on a Raspberry Pi 5 the header was gpiochip4 and is gpiochip0).
/// </summary>
internal sealed class GpioChips : IDisposable
{
    private const string Folder = "/dev";
    private readonly IKernel _kernel;
    private readonly List<GpioChip> _chips = [];
    private readonly List<(string Path, KernelException Error)> _closed = [];

    private GpioChips(IKernel kernel)
    {
        _kernel = kernel;
        foreach (string name in kernel.List(Folder).Where(n => n.StartsWith("gpiochip", StringComparison.Ordinal))) TryOpen($"{Folder}/{name}");
    }

    /// <summary>The chips of a board, opened at the first call.</summary>
    public static GpioChips Of(LinuxBoard board) => board.Shared("gpio", b => new GpioChips(b.Kernel));

    /// <summary>The chip of that label, name or path.</summary>
    /// <exception cref="DeviceException">There is none, more than one, or no permission.</exception>
    public GpioChip Find(string device, string chip)
    {
        GpioChip[] found = [.. _chips.Where(c => c.Label == chip || c.Name == chip || c.Path == chip)];
        if (found.Length == 1) return found[0];
        if (found.Length > 1) throw Fault(device, $"{found.Length} GPIO chips are called '{chip}'; name one of {string.Join(", ", found.Select(c => c.Name))}.");
        ThrowIfNone(device);
        string[] names = [.. _chips.SelectMany(c => new[] { c.Label, c.Name })];
        string? near = NearestName.Of(chip, names);
        throw Fault(device, $"there is no GPIO chip '{chip}'{(near is null ? "" : $"; did you mean '{near}'?")} There are: {Listed()}.");
    }

    /// <summary>The chip and line of a line's name, on one chip or on any.</summary>
    /// <exception cref="DeviceException">There is none, or more than one.</exception>
    public (GpioChip Chip, int Line) FindLine(string device, GpioChip? on, string name)
    {
        ThrowIfNone(device);
        var found = new List<(GpioChip Chip, int Line)>();
        var names = new List<string>();
        foreach (GpioChip chip in on is null ? _chips : [on])
        {
            for (int line = 0; line < chip.Lines; line++)
            {
                string there = NameOf(device, chip, line);
                if (there == name) found.Add((chip, line));
                if (there.Length > 0) names.Add(there);
            }
        }

        if (found.Count == 1) return found[0];
        if (found.Count > 1) throw Fault(device, $"{found.Count} GPIO lines are called '{name}', such as line {found[0].Line} of {found[0].Chip} and line {found[1].Line} of {found[1].Chip}; give chip and number.");
        string where = on is null ? "on any GPIO chip" : $"on {on}";
        if (names.Count == 0) throw Fault(device, $"no GPIO line has a name {where}; give the line's number instead of '{name}'.");
        string? near = NearestName.Of(name, names);
        string rest = near is null ? $"Some that there are: {string.Join(", ", names.Take(8))}." : $"Did you mean '{near}'?";
        throw Fault(device, $"there is no GPIO line '{name}' {where}. {rest}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (GpioChip chip in _chips) chip.Close();
        _chips.Clear();
    }

    private static DeviceException Fault(string device, string message) => new(ErrorCodes.DeviceFault, $"{device}: {message}");

    private static string NameOf(string device, GpioChip chip, int line)
    {
        try
        {
            return chip.Info(line).Name;
        }
        catch (KernelException e)
        {
            throw KernelFault.Of(device, chip.Path, e, "gpio");
        }
    }

    private void TryOpen(string path)
    {
        int descriptor = -1;
        try
        {
            descriptor = _kernel.Open(path, write: true);
            byte[] info = new byte[GpioUapi.ChipInfoSize];
            _kernel.Control(descriptor, GpioUapi.GetChipInfo, info);
            var chip = new GpioChip(_kernel, path, descriptor, info);
            // Raspberry Pi OS links old names to the same chip.
            if (_chips.Any(c => c.Name == chip.Name)) chip.Close();
            else _chips.Add(chip);
        }
        catch (KernelException e)
        {
            _closed.Add((path, e));
            if (descriptor >= 0) _kernel.Close(descriptor);
        }
    }

    private void ThrowIfNone(string device)
    {
        if (_chips.Count > 0) return;
        if (_closed.Count > 0) throw KernelFault.Of(device, _closed[0].Path, _closed[0].Error, "gpio");
        throw Fault(device, "this machine has no GPIO chip (/dev/gpiochip*); run it on the board, or use --backend sim.");
    }

    private string Listed()
    {
        string list = string.Join(", ", _chips);
        return _closed.Count == 0 ? list : $"{list}; not to be opened: {string.Join(", ", _closed.Select(c => c.Path))} (add the user to the group gpio)";
    }
}
