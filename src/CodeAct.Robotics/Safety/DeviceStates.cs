using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Safety;

/// <summary>Reads states off drivers in the governor's terms.</summary>
internal static class DeviceStates
{
    /// <summary>True where the device could be read.</summary>
    public static bool TryRead(IDeviceDriver driver, out DeviceState state)
    {
        try
        {
            state = driver.Read();
            return true;
        }
        catch (DeviceException)
        {
            state = default;
            return false;
        }
    }

    /// <summary>On, above 0, or moving.</summary>
    public static bool IsActive(DeviceKind kind, in DeviceState state) => kind.Name switch
    {
        "relay" or "dimmer" or "motor" => state.Value != 0,
        "color-light" => state.Value != 0 || state.Second != 0 || state.Third != 0,
        "stepper" or "drive" or "buzzer" => state.Flag,
        _ => false,
    };

    /// <summary>A reading, held against the device's range.</summary>
    /// <exception cref="DeviceException">No valid reading.</exception>
    public static DeviceState Read(DeviceSpec device, IDeviceDriver driver)
    {
        DeviceState state = driver.Read();
        if (device.Kind != DeviceKinds.Sensor && device.Kind != DeviceKinds.Range) return state;
        if (!double.IsFinite(state.Value)) throw new DeviceException(ErrorCodes.NoReading, $"{device.Name} gives no reading.");
        if (device.Range is { } range && !range.Contains(state.Value))
            throw new DeviceException(ErrorCodes.NoReading, $"{device.Name} gives no valid reading: {state.Value:0.###} is outside {range.Low} to {range.High}.");
        return state;
    }
}
