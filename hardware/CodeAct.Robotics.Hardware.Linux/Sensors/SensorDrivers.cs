using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.Sensors;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux;

/// <summary>Drivers of what the kernel measures.</summary>
internal static partial class LinuxDrivers
{
    static partial void AddSensors(List<LinuxDriver> drivers)
    {
        drivers.Add(new LinuxDriver("linux.iio", [DeviceKinds.Sensor, DeviceKinds.Range], OpenIio));
        drivers.Add(new LinuxDriver("linux.hwmon", [DeviceKinds.Sensor], OpenHwmon));
        drivers.Add(new LinuxDriver("linux.w1", [DeviceKinds.Sensor], OpenOneWire));
    }

    private static IDeviceDriver OpenIio(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        (string name, string channel, (double Scale, double Offset) line) = device.With.Read(map =>
            (map.Required("device", "Write the name of an IIO device, such as ads1115."), map.Required("channel", "Write a channel, such as voltage0."), Line(map)));
        return new FileSensorDriver(device, IioChannel.Find(board.Kernel, device.Name, name, channel), board, line.Scale, line.Offset);
    }

    private static IDeviceDriver OpenHwmon(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        (string name, string channel, (double Scale, double Offset) line) = device.With.Read(map =>
            (map.Required("device", "Write the name of a hardware monitor, such as cpu_thermal."), map.Required("channel", "Write a channel, such as temp1."), Line(map)));
        return new FileSensorDriver(device, HwmonChannel.Find(board.Kernel, device.Name, name, channel), board, line.Scale, line.Offset);
    }

    private static IDeviceDriver OpenOneWire(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        (string? id, (double Scale, double Offset) line) = device.With.Read(map => (map.Text("id"), Line(map)));
        return new FileSensorDriver(device, OneWireThermometer.Find(board.Kernel, device.Name, id), board, line.Scale, line.Offset);
    }

    private static (double Scale, double Offset) Line(YamlMap map) => (map.Number("scale") ?? 1, map.Number("offset") ?? 0);
}
