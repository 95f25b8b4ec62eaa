using CodeAct.Robotics.Hardware.Linux.Motion;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux;

/// <summary>Drivers of what turns.</summary>
internal static partial class LinuxDrivers
{
    static partial void AddMotion(List<LinuxDriver> drivers)
    {
        drivers.Add(new LinuxDriver("linux.motor", [DeviceKinds.Motor], OpenMotor));
        drivers.Add(new LinuxDriver("linux.drive", [DeviceKinds.Drive], OpenDrive));
        drivers.Add(new LinuxDriver("linux.stepper", [DeviceKinds.Stepper], OpenStepper));
    }

    private static IDeviceDriver OpenMotor(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        MotorSettings settings = device.With.Read(MotorSettings.Read);
        return new MotorDriver(device, settings, MotorBridge.Open(board, device.Name, settings), board.Pulses);
    }

    private static IDeviceDriver OpenDrive(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        DriveSettings settings = device.With.Read(DriveSettings.Read);
        MotorBridge[] bridges = Opening.All([settings.Left, settings.Right], m => MotorBridge.Open(board, device.Name, m));
        return new DriveDriver(device, settings, bridges[0], bridges[1], board.Pulses);
    }

    private static IDeviceDriver OpenStepper(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        StepperSettings settings = device.With.Read(map => StepperSettings.Read(map, device));
        return new StepperDriver(device, settings, StepperLines.Open(board, device.Name, settings), board.Pulses);
    }
}
