using System.Globalization;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Hardware.Linux.Timing;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Pwm;

/// <summary>The files of one PWM channel in sysfs. They throw <see cref="KernelException"/> as the kernel does.</summary>
internal sealed class PwmNode(IKernel kernel, string chip, int channel)
{
    // How long udev may take to hand the files of a fresh channel to the group.
    private const long MostUdev = 2_000_000_000;
    private const long UdevLook = 10_000_000;

    /// <summary>The channel's folder.</summary>
    public string Folder { get; } = $"{chip}/pwm{channel}";

    /// <summary>A number as the kernel reads it.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A file's path.</summary>
    public string PathOf(string file) => $"{Folder}/{file}";

    /// <summary>A file's text.</summary>
    public string Read(string file) => kernel.ReadText(PathOf(file));

    /// <summary>A file's number.</summary>
    public long Number(string file) => long.Parse(Read(file), CultureInfo.InvariantCulture);

    /// <summary>Writes a file.</summary>
    public void Write(string file, string text) => kernel.WriteText(PathOf(file), text);

    /// <summary>
    /// Makes the files and waits until they may be written. Files that are there already were left by a program before, perhaps by this one when it was
    /// killed: they are taken over.
    /// </summary>
    /// <exception cref="DeviceException">The chip has no such channel.</exception>
    public void Export(string device, IPulseTime time)
    {
        if (!kernel.Exists(Folder))
        {
            if (Count() is { } count && channel >= count)
                throw new DeviceException(ErrorCodes.DeviceFault, $"{device}: {chip} has no channel {channel}; it has 0 to {count - 1}.");
            try
            {
                kernel.WriteText($"{chip}/export", Text(channel));
            }
            catch (KernelException e) when (e.Errno == Errno.Ebusy && kernel.Exists(Folder))
            {
                // Another program was quicker. Without a folder it is the kernel's own: a backlight, a fan.
            }
        }

        WaitWritable(time);
    }

    /// <summary>Takes the files away. The channel itself goes on as it is: it is to be stopped before.</summary>
    public void Unexport() => kernel.WriteText($"{chip}/unexport", Text(channel));

    private int? Count()
    {
        try
        {
            return int.TryParse(kernel.ReadText($"{chip}/npwm"), CultureInfo.InvariantCulture, out int count) ? count : null;
        }
        catch (KernelException)
        {
            return null;
        }
    }

    private void WaitWritable(IPulseTime time)
    {
        long end = time.Now + MostUdev;
        while (true)
        {
            try
            {
                kernel.Close(kernel.Open(PathOf("duty_cycle"), write: true));
                return;
            }
            catch (KernelException e) when (e.Errno is Errno.Eacces or Errno.Enoent && time.Now < end)
            {
                time.Wait(UdevLook);
            }
        }
    }
}
