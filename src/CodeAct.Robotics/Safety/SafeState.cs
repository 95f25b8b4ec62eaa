using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Safety;

/// <summary>Brings a robot that no process holds into its safe state: each actuator by itself, whatever became of the others.</summary>
public static class SafeState
{
    /// <summary>Opens each actuator anew, sets its safe value, and closes it.</summary>
    /// <param name="manifest">The robot.</param>
    /// <param name="families">All families there are here; the caller disposes them.</param>
    /// <param name="clock">The robot's time.</param>
    /// <returns>Those that could not be made safe, and why; empty where all is well.</returns>
    public static IReadOnlyList<(string Device, string Why)> Apply(RobotManifest manifest, IReadOnlyList<IDriverFamily> families, IRobotClock clock)
    {
        var failed = new List<(string, string)>();
        foreach (DeviceSpec device in manifest.Devices)
        {
            if (device.Safe is not { } safe) continue;
            try
            {
                IDeviceDriver driver = HardwareBackend.Find(manifest, device, families).Open(device, clock);
                driver.MakeSafe(safe);
                (driver as IDisposable)?.Dispose();
            }
            catch (Exception e) when (e is InvalidFileException or DeviceException)
            {
                failed.Add((device.Name, e.Message));
            }
        }

        return failed;
    }
}
