using CodeAct.Robotics.Hardware.Linux.Boards;
using CodeAct.Robotics.Hardware.Linux.Gpio;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Hardware.Linux.Timing;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux;

/// <summary>
/// The drivers over the kernel's own interfaces: GPIO character device, PWM, IIO, hwmon, LEDs, one-wire, I2C and SPI. No root, no other library.
/// </summary>
public sealed class LinuxFamily : IDriverFamily
{
    private readonly LinuxBoard _board;

    /// <summary>A family; nothing is opened before the first device.</summary>
    /// <param name="kernel">The system calls.</param>
    /// <param name="header">The board's pin header; null where no board is known.</param>
    /// <param name="pulses">Time for pulses; null for threads of this machine.</param>
    /// <param name="time">Time for timers; null for the system's.</param>
    /// <param name="holder">Who holds lines of an earlier owner, asked when the first of them is found busy; null for nobody.</param>
    public LinuxFamily(IKernel kernel, IHeader? header = null, IPulseTime? pulses = null, TimeProvider? time = null, ILineHolder? holder = null) =>
        _board = new LinuxBoard(kernel, header ?? new UnknownHeader(), pulses ?? new ThreadPulseTime(), time ?? TimeProvider.System, holder);

    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; } = [.. LinuxDrivers.All.Keys.Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public IDeviceDriver Open(DeviceSpec device, IRobotClock clock) => LinuxDrivers.All[device.Driver ?? ""].Open(device, _board, clock);

    /// <inheritdoc/>
    public void Dispose() => _board.Dispose();
}
