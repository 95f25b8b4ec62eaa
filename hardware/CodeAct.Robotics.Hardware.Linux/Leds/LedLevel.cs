using System.Globalization;
using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Hardware.Linux.Outputs;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Leds;

/// <summary>
/// A LED that the kernel knows, or what its driver makes of a pin or chip, as an output with a level: brightness over max_brightness, in whole steps.
/// Its trigger is taken off, so that nothing else blinks it. Source: Documentation/leds/leds-class.rst, Documentation/ABI/testing/sysfs-class-led.
/// </summary>
internal sealed class LedLevel : ILevelOutput
{
    private const string Leds = "/sys/class/leds";
    private readonly LinuxBoard _board;
    private readonly string _device;
    private readonly string _folder;
    private readonly int _full;
    private volatile DeviceException? _gone;

    private LedLevel(LinuxBoard board, string device, string folder, int full)
    {
        _board = board;
        _device = device;
        _folder = folder;
        _full = full;
    }

    /// <inheritdoc/>
    public double Level
    {
        get
        {
            if (_gone is { } gone) throw gone;
            try
            {
                return double.Parse(_board.Kernel.ReadText($"{_folder}/brightness"), CultureInfo.InvariantCulture) / _full;
            }
            catch (KernelException e)
            {
                throw Remember(e);
            }
        }
    }

    /// <summary>Opens a LED at a level.</summary>
    /// <exception cref="DeviceException">There is none of that name, it is another device's, or not permitted.</exception>
    public static LedLevel Open(LinuxBoard board, string device, string name, double level)
    {
        IReadOnlyList<string> names = board.Kernel.List(Leds);
        if (!names.Contains(name))
        {
            string? near = NearestName.Of(name, names);
            string rest = names.Count == 0 ? "this machine has none." : near is null ? $"There are: {string.Join(", ", names)}." : $"Did you mean '{near}'?";
            throw new DeviceException(ErrorCodes.DeviceFault, $"{device}: there is no LED '{name}' in {Leds}; {rest}");
        }

        string folder = $"{Leds}/{name}";
        if (board.Claim(folder, device) is { } other) throw new DeviceException(ErrorCodes.DeviceFault, $"{device}: the LED '{name}' is already {other}'s.");
        try
        {
            int full = int.Parse(board.Kernel.ReadText($"{folder}/max_brightness"), CultureInfo.InvariantCulture);
            var led = new LedLevel(board, device, folder, Math.Max(1, full));
            if (board.Kernel.Exists($"{folder}/trigger")) board.Kernel.WriteText($"{folder}/trigger", "none");
            led.Write(level);
            return led;
        }
        catch (KernelException e)
        {
            board.Release(folder);
            throw KernelFault.Of(device, folder, e, null);
        }
    }

    /// <inheritdoc/>
    public void Set(double level)
    {
        if (_gone is { } gone) throw gone;
        try
        {
            Write(level);
        }
        catch (KernelException e)
        {
            throw Remember(e);
        }
    }

    /// <inheritdoc/>
    public bool TrySet(double level)
    {
        try
        {
            Set(level);
            return true;
        }
        catch (DeviceException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<SafeOutput> Safe(double level) => [new SafeOutput.WriteFile($"{_folder}/brightness", Text(level))];

    /// <inheritdoc/>
    public void Dispose() => _board.Release(_folder);

    // Any level above 0 is at least the least that can be seen.
    private string Text(double level)
    {
        double steps = Math.Clamp(level, 0, 1) * _full;
        return ((int)(steps is > 0 and < 1 ? 1 : Math.Round(steps))).ToString(CultureInfo.InvariantCulture);
    }

    private void Write(double level) => _board.Kernel.WriteText($"{_folder}/brightness", Text(level));

    private DeviceException Remember(KernelException e)
    {
        KernelException shown = e.Errno == Errno.Enoent ? new KernelException(Errno.Enodev, e.Message) : e;
        DeviceException fault = KernelFault.Of(_device, _folder, shown, null);
        if (KernelFault.IsGone(shown.Errno)) _gone = fault;
        return fault;
    }
}
