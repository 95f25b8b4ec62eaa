using CodeAct.Robotics.Hardware.Linux.Chips;
using CodeAct.Robotics.Hardware.Linux.Kernel;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>What an errno of an I2C bus means to the person with the wires. Source: Documentation/i2c/fault-codes.rst of the kernel.</summary>
internal static class I2cFaults
{
    private const string Remedy = "belongs to a driver of the kernel. Take its dtoverlay out of config.txt, or read it with linux.iio or linux.hwmon.";

    /// <summary>True for what may be gone a millisecond later: no acknowledge (its errno differs by adapter), lost arbitration, a disturbed bit.</summary>
    public static bool MayPass(int errno) => errno is Errno.Eremoteio or Errno.Enxio or Errno.Eagain or Errno.Eio;

    /// <summary>The adapter could not be opened.</summary>
    public static ChipException Opening(IKernel kernel, int bus, KernelException e) => ChipException.Fault(e.Errno switch
    {
        Errno.Enoent or Errno.Enodev or Errno.Enxio => $"there is no I2C bus {bus} ({Present(kernel)}). Enable I2C: on a Raspberry Pi dtparam=i2c_arm=on in /boot/firmware/config.txt and a restart; on a Jetson the header's buses are 1 and 7.",
        Errno.Eacces or Errno.Eperm => $"/dev/i2c-{bus} may not be opened by this user. Add the user to the group i2c (sudo usermod -aG i2c NAME) and log in again.",
        Errno.Ebusy => $"/dev/i2c-{bus} is in use by another program. Stop it.",
        _ => $"/dev/i2c-{bus} can't be opened: {e.Message}.",
    });

    /// <summary>
    /// Looks whether a driver of the kernel has an address: transfers would go through all the same, and the two would disturb each other.
    /// Source: Documentation/i2c/i2c-sysfs.rst of the kernel.
    /// </summary>
    /// <exception cref="ChipException">It has.</exception>
    public static void RefuseKernelDriver(IKernel kernel, int bus, int address)
    {
        string folder = $"/sys/bus/i2c/devices/{bus}-{address:x4}";
        if (!kernel.Exists($"{folder}/driver")) return;
        string name;
        try
        {
            name = $" ({kernel.ReadText($"{folder}/name")})";
        }
        catch (KernelException)
        {
            name = "";
        }

        throw ChipException.Fault($"address 0x{address:x2} of I2C bus {bus}{name} {Remedy}");
    }

    /// <summary>A transfer failed for good.</summary>
    public static ChipException Transferring(int bus, int address, KernelException e) => ChipException.Fault(e.Errno switch
    {
        Errno.Eremoteio or Errno.Enxio => $"nothing answers at address 0x{address:x2} of I2C bus {bus}. Check power, SDA, SCL and the address (i2cdetect -y {bus} lists those that answer).",
        Errno.Ebusy => $"address 0x{address:x2} of I2C bus {bus} {Remedy}",
        Errno.Etimedout => $"I2C bus {bus} hangs: SDA or SCL stays low. Check for a short circuit, missing pull-ups and chips without power.",
        Errno.Enodev or Errno.Ebadf => $"I2C bus {bus} is gone. Plug its adapter in again and restart the robot.",
        Errno.Eagain => $"I2C bus {bus} is held by another master.",
        Errno.Eacces or Errno.Eperm => $"I2C bus {bus} refuses this user. Add the user to the group i2c (sudo usermod -aG i2c NAME) and log in again.",
        Errno.Eopnotsupp => $"I2C bus {bus} is an SMBus adapter and can't do plain I2C transfers. Use another bus.",
        _ => $"I2C bus {bus} fails at address 0x{address:x2}: {e.Message}.",
    });

    private static string Present(IKernel kernel)
    {
        string[] buses = [.. kernel.List("/dev").Where(n => n.StartsWith("i2c-", StringComparison.Ordinal)).Select(n => n[4..])];
        return buses.Length == 0 ? "this machine shows none" : $"there are: {string.Join(", ", buses)}";
    }
}
