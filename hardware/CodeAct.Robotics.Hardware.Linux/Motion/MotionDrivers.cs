using CodeAct.Robotics.Hardware.Linux.Gpio;
using CodeAct.Robotics.Hardware.Linux.Motion;
using CodeAct.Robotics.Hardware.Linux.Pwm;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux;

/// <summary>Drivers of what turns.</summary>
internal static partial class LinuxDrivers
{
    static partial void AddMotion(List<LinuxDriver> drivers)
    {
        drivers.Add(new LinuxDriver("linux.motor", [DeviceKinds.Motor], OpenMotor));
        drivers.Add(new LinuxDriver("linux.stepper", [DeviceKinds.Stepper], OpenStepper));
    }

    private static IDeviceDriver OpenMotor(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        MotorSettings settings = device.With.Read(MotorSettings.Read);
        LineAddress[] addresses = settings.Backward is { } backward ? [settings.Forward, backward] : [settings.Forward];
        var options = new LineOptions(GpioUapi.Output | settings.ActiveLow, false);
        // The power first, at 0: the lines then choose a direction for nothing.
        PwmChannel pwm = PwmChannel.Open(board, device.Name, settings.Pwm, settings.Period, 0, activeLow: false);
        try
        {
            return new MotorDriver(device, settings, Opening.All(addresses, a => GpioLine.Open(board, device.Name, a, options)), pwm, board.Pulses);
        }
        catch
        {
            pwm.Dispose();
            throw;
        }
    }

    private static IDeviceDriver OpenStepper(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        StepperSettings settings = device.With.Read(map => StepperSettings.Read(map, device));
        return new StepperDriver(device, settings, StepperLines.Open(board, device.Name, settings), board.Pulses);
    }
}
