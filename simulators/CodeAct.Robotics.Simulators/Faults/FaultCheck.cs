using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators;

/// <summary>Refuses faults that the robot cannot have, so that a scenario never tests nothing by mistake.</summary>
internal static class FaultCheck
{
    private const double LongestDelay = 3600;

    /// <summary>Checks one fault.</summary>
    /// <exception cref="SimulationException">What is wrong, and what would be right.</exception>
    public static void Check(Fault fault, RobotManifest manifest)
    {
        string kind = FaultKinds.Names[(int)fault.Kind];
        Require(double.IsFinite(fault.After) && fault.After >= 0, $"fault {kind}: 'after' must be 0 or more seconds.");
        Require(fault.For is null or > 0, $"fault {kind}: 'for' must be above 0 seconds, or left out for ever.");
        if (fault.Kind == FaultKind.Brownout)
        {
            Require(fault.Device is null, "fault brownout: takes no device, since it befalls every actuator.");
            return;
        }

        string names = string.Join(", ", manifest.Devices.Select(d => d.Name));
        Require(fault.Device is not null, $"fault {kind}: needs a device. Devices: {names}.");
        DeviceSpec? device = manifest.Device(fault.Device!);
        Require(device is not null, $"fault {kind}: there is no device '{fault.Device}'. Devices: {names}.");
        switch (fault.Kind)
        {
            case FaultKind.Noise:
                Require(Measures(device!), $"fault noise: needs a sensor or range; {device!.Name} is a {device.Kind}.");
                Require(double.IsFinite(fault.Sigma) && fault.Sigma > 0, "fault noise: 'sigma' must be above 0.");
                break;
            case FaultKind.Bias:
                Require(Measures(device!), $"fault bias: needs a sensor or range; {device!.Name} is a {device.Kind}.");
                Require(double.IsFinite(fault.Offset) && fault.Offset != 0, "fault bias: 'offset' must be a number other than 0.");
                break;
            case FaultKind.Slow:
                Require(fault.Seconds is > 0 and <= LongestDelay, $"fault slow: 'seconds' must be above 0 and at most {LongestDelay}.");
                break;
        }
    }

    private static bool Measures(DeviceSpec device) => device.Kind == DeviceKinds.Sensor || device.Kind == DeviceKinds.Range;

    private static void Require(bool holds, string message)
    {
        if (!holds) throw new SimulationException(message);
    }
}
