using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Chips;

/// <summary>A chip or its bus failed. Whoever drives a device puts its name before the message, since several devices may share a chip.</summary>
/// <param name="code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="message">A clause that follows the device's name and a colon.</param>
internal sealed class ChipException(string code, string message) : Exception(message)
{
    /// <summary>The stable code.</summary>
    public string Code { get; } = code;

    /// <summary>The chip works and has no valid reading: a checksum, a time-out, a value that can't be.</summary>
    public static ChipException NoReading(string message) => new(ErrorCodes.NoReading, message);

    /// <summary>The chip or the bus does not work, or it is another chip.</summary>
    public static ChipException Fault(string message) => new(ErrorCodes.DeviceFault, message);

    /// <summary>The same for the device that a person knows.</summary>
    public DeviceException For(string device) => new(Code, $"{device}: {Message}");
}
