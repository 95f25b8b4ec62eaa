using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Sensors;

/// <summary>Where a sensor's number comes from.</summary>
internal interface IReadingSource
{
    /// <summary>Its folder, for messages.</summary>
    string Place { get; }

    /// <summary>The number in the unit of the kernel's interface, before the manifest's scale.</summary>
    /// <exception cref="KernelException">The kernel says no.</exception>
    /// <exception cref="DeviceException">It says something that is no reading.</exception>
    double Read(IKernel kernel);
}

/// <summary>
/// A sensor that the kernel has a driver for: value × scale + offset, both of the manifest. It remembers a value a minute.
/// </summary>
internal sealed class FileSensorDriver : IDeviceDriver, ISensorHistory, IDisposable
{
    private readonly DeviceSpec _device;
    private readonly IReadingSource _source;
    private readonly IKernel _kernel;
    private readonly double _scale;
    private readonly double _offset;
    private readonly MinuteHistory _history;
    private readonly Lock _lock = new();

    /// <summary>A sensor on a source.</summary>
    public FileSensorDriver(DeviceSpec device, IReadingSource source, LinuxBoard board, double scale, double offset)
    {
        _device = device;
        _source = source;
        _kernel = board.Kernel;
        _scale = scale;
        _offset = offset;
        _history = new MinuteHistory(Value, board.Time);
    }

    /// <inheritdoc/>
    public bool IsBusy => false;

    /// <inheritdoc/>
    public void Start(DeviceCommand command) => throw KernelFault.NoMember(_device, command.Member);

    /// <inheritdoc/>
    public DeviceState Read() => DeviceState.Of(Value());

    /// <inheritdoc/>
    public IReadOnlyList<double> History(int minutes) => _history.Last(minutes);

    /// <summary>A sensor is always safe.</summary>
    public void MakeSafe(SafeValue safe)
    {
    }

    /// <inheritdoc/>
    public void Dispose() => _history.Dispose();

    // One at a time: a chip that converts on demand answers a second reader with EBUSY.
    private double Value()
    {
        lock (_lock)
        {
            try
            {
                return _source.Read(_kernel) * _scale + _offset;
            }
            catch (KernelException e) when (e.Errno == Errno.Enoent)
            {
                throw new DeviceException(ErrorCodes.DeviceFault, $"{_device.Name}: {_source.Place} is gone (ENOENT); plug it in and start the robot anew.");
            }
            catch (KernelException e)
            {
                throw KernelFault.OfReading(_device.Name, _source.Place, e, null);
            }
            catch (FormatException)
            {
                throw new DeviceException(ErrorCodes.NoReading, $"{_device.Name}: {_source.Place} gives no number.");
            }
        }
    }
}
