using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Chips;

/// <summary>A sensor or range finder that measures when it is read. What each chip adds is how it measures, and what it can't have measured.</summary>
/// <param name="device">As the manifest has it.</param>
/// <param name="calibration">From the chip's unit to the manifest's.</param>
/// <param name="sense">What the chip can measure, in its own unit; anything else is no reading.</param>
/// <param name="measure">One measurement in the chip's unit; throws <see cref="ChipException"/>.</param>
/// <param name="close">Lets the chip go.</param>
internal sealed class ChipSensor(DeviceSpec device, Calibration calibration, ValueRange sense, Func<double> measure, Action close) : IDeviceDriver, IDisposable
{
    /// <inheritdoc/>
    public bool IsBusy => false;

    /// <inheritdoc/>
    public void Start(DeviceCommand command) => throw ChipException.Fault($"does not know {command.Member}.").For(device.Name);

    /// <inheritdoc/>
    public DeviceState Read()
    {
        try
        {
            double raw = measure();
            if (!sense.Contains(raw)) throw ChipException.NoReading($"measured {raw:0.###}, which can't be: it measures {sense.Low:0.###} to {sense.High:0.###}.");
            return DeviceState.Of(calibration.Apply(raw));
        }
        catch (ChipException e)
        {
            throw e.For(device.Name);
        }
    }

    /// <summary>Nothing: a sensor commands nothing.</summary>
    public void MakeSafe(SafeValue safe)
    {
    }

    /// <inheritdoc/>
    public void Dispose() => close();
}
