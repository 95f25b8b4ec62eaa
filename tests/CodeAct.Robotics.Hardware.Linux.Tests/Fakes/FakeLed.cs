using System.Globalization;
using CodeAct.Robotics.Hardware.Linux.Kernel;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

/// <summary>A LED of the kernel: refuses a brightness that is no number, and clamps one above its most, as led-class does.</summary>
public sealed class FakeLed
{
    private readonly FakeKernel _kernel;
    private readonly string _folder;

    public FakeLed(FakeKernel kernel, string name, int most = 255, string? colors = null)
    {
        _kernel = kernel;
        _folder = $"/sys/class/leds/{name}";
        Colors = new int[colors?.Split(' ').Length ?? 0];
        kernel.Add($"{_folder}/max_brightness", FakeFile.ReadOnly(most.ToString(CultureInfo.InvariantCulture)));
        kernel.Add($"{_folder}/brightness", new FakeFile { OnRead = () => Brightness.ToString(CultureInfo.InvariantCulture), OnWrite = t => Brightness = Math.Min(most, Parse(t)) });
        kernel.Add($"{_folder}/trigger", new FakeFile { OnRead = () => Trigger, OnWrite = t => Trigger = t });
        if (colors is null) return;
        kernel.Add($"{_folder}/multi_index", FakeFile.ReadOnly(colors));
        kernel.Add($"{_folder}/multi_intensity", new FakeFile { OnRead = () => string.Join(' ', Colors), OnWrite = SetColors });
    }

    public int Brightness { get; private set; }

    /// <summary>Intensities in the order of multi_index.</summary>
    public int[] Colors { get; private set; }

    public string Trigger { get; private set; } = "heartbeat";

    public void Unplug() => _kernel.Remove(_folder);

    private static int Parse(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : throw FakeKernel.Error(Errno.Einval, "brightness");

    private void SetColors(string text)
    {
        int[] colors = [.. text.Split(' ').Select(Parse)];
        Colors = colors.Length == Colors.Length ? colors : throw FakeKernel.Error(Errno.Einval, "multi_intensity");
    }
}
