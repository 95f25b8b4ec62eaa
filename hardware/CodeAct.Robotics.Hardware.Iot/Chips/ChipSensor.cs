using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>A sensor or range finder that measures when it is read.</summary>
/// <param name="device">As the manifest has it.</param>
/// <param name="calibrate">From the chip's unit to the manifest's.</param>
/// <param name="sense">What the chip can measure, in its own unit; anything else is no reading.</param>
/// <param name="measure">One measurement in the chip's unit; null where the chip has none.</param>
internal sealed class ChipSensor(DeviceSpec device, Func<double, double> calibrate, ValueRange sense, Func<double?> measure) : IDeviceDriver
{
    public bool IsBusy => false;

    public void Start(DeviceCommand command) => throw IotFaults.Unknown(device.Name, command.Member);

    public DeviceState Read()
    {
        double value = IotFaults.Do(device.Name, measure, ErrorCodes.NoReading) ?? throw new DeviceException(ErrorCodes.NoReading, $"{device.Name} has no reading.");
        if (!sense.Contains(value)) throw new DeviceException(ErrorCodes.NoReading, $"{device.Name} measured {value:0.###}, which can't be: it measures {sense.Low:0.###} to {sense.High:0.###}.");
        return DeviceState.Of(calibrate(value));
    }

    /// <summary>Nothing: a sensor commands nothing.</summary>
    public void MakeSafe(SafeValue safe)
    {
    }
}
