using System.Globalization;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Leds;

/// <summary>
/// One colour of a multicolour LED: the kernel keeps an intensity a colour beside one brightness for all, which stays full here.
/// Source: Documentation/leds/leds-class-multicolor.rst (multi_index names the colours in the order of multi_intensity).
/// </summary>
internal sealed class MultiColorLed : IDisposable
{
    private const string Leds = "/sys/class/leds";
    private readonly IKernel _kernel;
    private readonly string _device;
    private readonly string _folder;
    private readonly LedLevel _brightness;
    private readonly int[] _places;
    private readonly int _count;
    private readonly Lock _lock = new();

    private MultiColorLed(IKernel kernel, string device, string folder, LedLevel brightness, string[] index, int full)
    {
        _kernel = kernel;
        _device = device;
        _folder = folder;
        _brightness = brightness;
        _places = [Array.IndexOf(index, "red"), Array.IndexOf(index, "green"), Array.IndexOf(index, "blue")];
        _count = index.Length;
        Full = full;
    }

    /// <summary>The largest intensity.</summary>
    public int Full { get; }

    /// <summary>Opens one, dark.</summary>
    /// <exception cref="DeviceException">It isn't there, or has no red, green and blue.</exception>
    public static MultiColorLed Open(LinuxBoard board, string device, string name)
    {
        LedLevel brightness = LedLevel.Open(board, device, name, 0);
        string folder = $"{Leds}/{name}";
        try
        {
            string[] index = board.Kernel.ReadText($"{folder}/multi_index").Split(' ', StringSplitOptions.RemoveEmptyEntries);
            int full = int.Parse(board.Kernel.ReadText($"{folder}/max_brightness"), CultureInfo.InvariantCulture);
            var led = new MultiColorLed(board.Kernel, device, folder, brightness, index, full);
            if (led._places.Contains(-1)) throw new DeviceException(ErrorCodes.DeviceFault, $"{device}: the LED '{name}' has {string.Join(", ", index)}, not red, green and blue.");
            led.Set([0, 0, 0]);
            brightness.Set(1);
            return led;
        }
        catch (KernelException e) when (e.Errno == Errno.Enoent)
        {
            brightness.Dispose();
            throw new DeviceException(ErrorCodes.DeviceFault, $"{device}: the LED '{name}' has one colour; name three with red, green and blue.");
        }
        catch (KernelException e)
        {
            brightness.Dispose();
            throw KernelFault.Of(device, folder, e, null);
        }
        catch
        {
            brightness.Dispose();
            throw;
        }
    }

    /// <summary>Intensities of red, green and blue, 0 to <see cref="Full"/>.</summary>
    /// <exception cref="DeviceException">It is gone.</exception>
    public int[] Get()
    {
        try
        {
            int[] there = [.. _kernel.ReadText($"{_folder}/multi_intensity").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => int.Parse(w, CultureInfo.InvariantCulture))];
            return [.. _places.Select(p => there[p])];
        }
        catch (KernelException e)
        {
            throw KernelFault.Of(_device, _folder, e, null);
        }
    }

    /// <summary>Sets all three in one write.</summary>
    /// <exception cref="DeviceException">It is gone.</exception>
    public void Set(int[] colors)
    {
        lock (_lock)
        {
            try
            {
                _kernel.WriteText($"{_folder}/multi_intensity", Text(colors));
            }
            catch (KernelException e)
            {
                throw KernelFault.Of(_device, _folder, e, null);
            }
        }
    }

    /// <summary>How another process makes it dark.</summary>
    public SafeOutput Dark => new SafeOutput.WriteFile($"{_folder}/multi_intensity", Text([0, 0, 0]));

    /// <inheritdoc/>
    public void Dispose() => _brightness.Dispose();

    private string Text(int[] colors)
    {
        int[] all = new int[_count];
        for (int i = 0; i < _places.Length; i++) all[_places[i]] = colors[i];
        return string.Join(' ', all);
    }
}
