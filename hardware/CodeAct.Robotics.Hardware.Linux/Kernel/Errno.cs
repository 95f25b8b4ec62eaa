namespace CodeAct.Robotics.Hardware.Linux.Kernel;

/// <summary>The error numbers that drivers tell apart; they are the same on x64 and arm64. Source: include/uapi/asm-generic/errno-base.h and errno.h.</summary>
public static class Errno
{
    /// <summary>Operation not permitted.</summary>
    public const int Eperm = 1;

    /// <summary>No such file or folder.</summary>
    public const int Enoent = 2;

    /// <summary>Interrupted by a signal.</summary>
    public const int Eintr = 4;

    /// <summary>Input/output error: the chip did not answer as it should.</summary>
    public const int Eio = 5;

    /// <summary>No such device or address: nothing answers there.</summary>
    public const int Enxio = 6;

    /// <summary>A descriptor that is not open.</summary>
    public const int Ebadf = 9;

    /// <summary>Not ready; try again.</summary>
    public const int Eagain = 11;

    /// <summary>Permission denied.</summary>
    public const int Eacces = 13;

    /// <summary>Somebody else has it.</summary>
    public const int Ebusy = 16;

    /// <summary>The device is gone.</summary>
    public const int Enodev = 19;

    /// <summary>An argument that the driver does not take.</summary>
    public const int Einval = 22;

    /// <summary>An ioctl that is none of this file's.</summary>
    public const int Enotty = 25;

    /// <summary>No data.</summary>
    public const int Enodata = 61;

    /// <summary>The driver can't do that.</summary>
    public const int Eopnotsupp = 95;

    /// <summary>As EOPNOTSUPP, of the kernel's own numbers; some drivers let it out.</summary>
    public const int Enotsupp = 524;

    /// <summary>It took too long.</summary>
    public const int Etimedout = 110;

    /// <summary>No acknowledge on the bus.</summary>
    public const int Eremoteio = 121;
}
