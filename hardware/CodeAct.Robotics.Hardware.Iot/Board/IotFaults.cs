using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>What System.Device.Gpio and the bindings throw, as errors that name the device and say what to do.</summary>
internal static class IotFaults
{
    /// <summary>Does something with a device.</summary>
    /// <param name="device">Its name.</param>
    /// <param name="act">What may fail.</param>
    /// <param name="code">The code of a failure.</param>
    /// <exception cref="DeviceException">It failed.</exception>
    public static T Do<T>(string device, Func<T> act, string code = ErrorCodes.DeviceFault)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (e is not (DeviceException or InvalidFileException))
        {
            throw new DeviceException(code, $"{device} {Say(e)}");
        }
    }

    /// <inheritdoc cref="Do{T}"/>
    public static void Do(string device, Action act) => Do(device, () =>
    {
        act();
        return true;
    });

    /// <summary>A command that the kind has not.</summary>
    public static DeviceException Unknown(string device, string member) => new(ErrorCodes.DeviceFault, $"{device} does not know {member}.");

    private static string Say(Exception fault)
    {
        Exception cause = fault.GetBaseException();
        string text = cause.Message.ReplaceLineEndings(" ").Trim();
        if (cause is UnauthorizedAccessException || Has("Permission denied") || Has("error 13")) return $"may not be used: {text} Add this user to the groups gpio and i2c.";
        if (cause is DllNotFoundException or PlatformNotSupportedException) return $"needs libgpiod or another kernel: {text} Install libgpiod2 (Debian 12) or libgpiod3 (Debian 13).";
        // errno 16 is a line that another program has; 121 a chip that does not answer.
        if (Has("busy") || Has("error 16") || Has("Error 16")) return $"is in use by another program or driver: {text}";
        if (Has("Remote I/O") || Has("121")) return $"does not answer: {text} Check the wiring, the address and the power.";
        if (cause is FileNotFoundException or DirectoryNotFoundException || Has("No such file")) return $"is not there: {text} Is the interface enabled, as by raspi-config or an overlay?";
        return $"failed: {text}";

        bool Has(string part) => text.Contains(part, StringComparison.Ordinal);
    }
}
