namespace CodeAct.Robotics.Robots;

/// <summary>Drivers that share an interface to the world, such as the kernel's or a broker. Disposed after the drivers that it opened.</summary>
public interface IDriverFamily : IDisposable
{
    /// <summary>The names that a manifest may say as <c>driver:</c>, such as <c>linux.gpio</c>.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>
    /// Opens a device, at its safe value where it can be set in the same step. A driver that is <see cref="IDisposable"/> is disposed with the robot.
    /// </summary>
    /// <param name="device">Its kind and its settings (<see cref="DeviceSpec.With"/>).</param>
    /// <param name="clock">The robot's time.</param>
    /// <exception cref="Files.InvalidFileException">Its settings are bad, or the driver is none for its kind.</exception>
    /// <exception cref="DeviceException">The device can't be had: absent, busy, or no permission. The message says what to do.</exception>
    IDeviceDriver Open(DeviceSpec device, IRobotClock clock);
}
