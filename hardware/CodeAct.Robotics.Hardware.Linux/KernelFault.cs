using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux;

/// <summary>Says what the kernel said in words that end the search: device, place, why, and what to do.</summary>
internal static class KernelFault
{
    /// <summary>A device can't be had or commanded.</summary>
    /// <param name="device">Its name.</param>
    /// <param name="place">The file, line or address.</param>
    /// <param name="e">What the kernel said.</param>
    /// <param name="group">The group that such files belong to, or null where distributions give them to root.</param>
    public static DeviceException Of(string device, string place, KernelException e, string? group) =>
        new(ErrorCodes.DeviceFault, $"{device}: {place}: {Why(e, group)}");

    /// <summary>A device gave no reading; what passes by itself is <c>no-reading</c>, what does not is <c>device-fault</c>.</summary>
    public static DeviceException OfReading(string device, string place, KernelException e, string? group) =>
        new(Passes(e.Errno) ? ErrorCodes.NoReading : ErrorCodes.DeviceFault, $"{device}: {place}: {Why(e, group)}");

    /// <summary>A command that the kind has not.</summary>
    public static DeviceException NoMember(DeviceSpec device, string member) =>
        new(ErrorCodes.DeviceFault, $"{device.Name} is a {device.Kind.Name} and does not {member}.");

    /// <summary>True where the device itself is gone and only opening it anew can help.</summary>
    public static bool IsGone(int errno) => errno is Errno.Enodev or Errno.Enxio or Errno.Ebadf;

    private static bool Passes(int errno) =>
        errno is Errno.Eagain or Errno.Eio or Errno.Etimedout or Errno.Ebusy or Errno.Enodata or Errno.Eremoteio or Errno.Eintr;

    private static string Why(KernelException e, string? group) => e.Errno switch
    {
        Errno.Eacces or Errno.Eperm when group is not null => $"no permission (EACCES); add the user to the group {group} (sudo usermod -aG {group} USER) and log in again; a file that is not this group's needs a udev rule.",
        Errno.Eacces or Errno.Eperm => "no permission (EACCES); give the user's group the right to write it with a udev rule.",
        Errno.Enoent => "it is not there (ENOENT); check the name, the wiring and the device tree overlay.",
        Errno.Ebusy => "it is busy (EBUSY); another program or kernel driver has it.",
        Errno.Enodev or Errno.Enxio or Errno.Ebadf => "the device is gone (ENODEV); plug it in and start the robot anew.",
        Errno.Einval => "the kernel's driver does not take this setting (EINVAL).",
        Errno.Enotty => "this kernel does not have the interface (ENOTTY); lines need Linux 5.10 or later.",
        Errno.Eopnotsupp or Errno.Enotsupp => "the kernel's driver can't do this (EOPNOTSUPP).",
        Errno.Eio or Errno.Eremoteio => $"no answer (error {e.Errno}); check wiring and power.",
        Errno.Eagain => "not ready yet (EAGAIN); try again.",
        Errno.Etimedout => "it took too long (ETIMEDOUT); check wiring and power.",
        _ => $"{e.Message} (error {e.Errno}).",
    };
}
