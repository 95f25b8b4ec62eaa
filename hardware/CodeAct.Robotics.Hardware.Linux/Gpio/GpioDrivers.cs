using CodeAct.Robotics.Hardware.Linux.Gpio;
using CodeAct.Robotics.Hardware.Linux.Outputs;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux;

/// <summary>Drivers of lines.</summary>
internal static partial class LinuxDrivers
{
    static partial void AddGpio(List<LinuxDriver> drivers)
    {
        drivers.Add(new LinuxDriver("linux.gpio", [DeviceKinds.Relay, DeviceKinds.Input], OpenGpio));
        drivers.Add(new LinuxDriver("linux.hcsr04", [DeviceKinds.Range], OpenEcho));
    }

    private static IDeviceDriver OpenGpio(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        if (device.Kind == DeviceKinds.Input)
        {
            (LineAddress address, LineOptions options) = device.With.Read(map => (LineAddress.OfOneLine(map), LineOptions.ReadInput(map)));
            return new InputDriver(device, GpioLine.Open(board, device.Name, address, options), board.Pulses);
        }

        bool value = SafeLevel.Of(device.Safe) > 0;
        (LineAddress line, LineOptions output) = device.With.Read(map => (LineAddress.OfOneLine(map), LineOptions.ReadOutput(map, value)));
        return new RelayDriver(device, new LineLevel(GpioLine.Open(board, device.Name, line, output)));
    }

    private static IDeviceDriver OpenEcho(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        EchoSettings settings = device.With.Read(EchoSettings.Read);
        GpioLine trigger = GpioLine.Open(board, device.Name, settings.Trigger, new LineOptions(GpioUapi.Output, false));
        try
        {
            GpioLine echo = GpioLine.Open(board, device.Name, settings.Echo, new LineOptions(GpioUapi.Input | GpioUapi.EdgeRising | GpioUapi.EdgeFalling));
            return new EchoDriver(device, settings, trigger, echo, board.Pulses);
        }
        catch
        {
            trigger.Dispose();
            throw;
        }
    }
}
