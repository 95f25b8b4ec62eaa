using CodeAct.Robotics.Hardware.Linux.Sensors;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Chips;

/// <summary>A sensor or range finder that measures when it is read, and remembers a value a minute. What each chip adds is how it measures, and what it can't have measured.</summary>
internal sealed class ChipSensor : IDeviceDriver, ISensorHistory, IDisposable
{
    private readonly DeviceSpec _device;
    private readonly Calibration _calibration;
    private readonly ValueRange _sense;
    private readonly Func<double> _measure;
    private readonly Action _close;
    private readonly MinuteHistory _history;
    private readonly Lock _lock = new();
    private bool _closed;

    /// <summary>A sensor on a chip.</summary>
    /// <param name="device">As the manifest has it.</param>
    /// <param name="time">Whose minutes the history counts.</param>
    /// <param name="calibration">From the chip's unit to the manifest's.</param>
    /// <param name="sense">What the chip can measure, in its own unit; anything else is no reading.</param>
    /// <param name="measure">One measurement in the chip's unit; throws <see cref="ChipException"/>.</param>
    /// <param name="close">Lets the chip go.</param>
    public ChipSensor(DeviceSpec device, TimeProvider time, Calibration calibration, ValueRange sense, Func<double> measure, Action close)
    {
        _device = device;
        _calibration = calibration;
        _sense = sense;
        _measure = measure;
        _close = close;
        _history = new MinuteHistory(Value, time);
    }

    /// <inheritdoc/>
    public bool IsBusy => false;

    /// <inheritdoc/>
    public void Start(DeviceCommand command) => throw KernelFault.NoMember(_device, command.Member);

    /// <inheritdoc/>
    public DeviceState Read() => DeviceState.Of(Value());

    /// <inheritdoc/>
    public IReadOnlyList<double> History(int minutes) => _history.Last(minutes);

    /// <summary>Nothing: a sensor commands nothing.</summary>
    public void MakeSafe(SafeValue safe)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _history.Dispose();
        lock (_lock)
        {
            if (_closed) return;
            _closed = true;
            _close();
        }
    }

    // The history's timer reads, too, and may still do so while the device is closed.
    private double Value()
    {
        lock (_lock)
        {
            try
            {
                if (_closed) throw ChipException.NoReading("it is closed.");
                double raw = _measure();
                if (!_sense.Contains(raw)) throw ChipException.NoReading($"measured {raw:0.###}, which can't be: it measures {_sense.Low:0.###} to {_sense.High:0.###}.");
                return _calibration.Apply(raw);
            }
            catch (ChipException e)
            {
                throw e.For(_device.Name);
            }
        }
    }
}
