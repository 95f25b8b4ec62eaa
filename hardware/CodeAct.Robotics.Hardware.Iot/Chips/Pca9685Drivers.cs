using System.Device.Pwm;
using CodeAct.Robotics.Robots;
using Iot.Device.Pwm;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>
/// <c>iot.pca9685</c>: dimmer or servo on one of sixteen outputs. Settings: bus, address (default 0x40), channel (0 to 15), hertz (24 to 1526, one for
/// the whole chip; default 1000 for a dimmer, 50 for a servo); then those of <c>iot.pwm</c> or <c>iot.servo</c>.
/// </summary>
internal static class Pca9685Drivers
{
    public static IDeviceDriver Open(DeviceSpec device, IotParts parts, IRobotClock clock)
    {
        bool isServo = device.Kind == DeviceKinds.Servo;
        var settings = device.With.Read(map => (
            Place: I2cPlace.Read(map, 0x40),
            Channel: map.RequiredWhole("channel", "Write the number of the output, 0 to 15.", 0, 15),
            Hertz: map.Within("hertz", isServo ? 50 : 1000, 24, 1526),
            Pulse: isServo ? ServoPulse.Read(map, device) : null,
            IsLow: !isServo && map.Word("active", "high", "low") == "low"));
        SharedChip<Pca9685> chip = parts.Chip(device, settings.Place, wire => new Pca9685(wire, settings.Hertz));
        parts.Claim(device, $"output {settings.Channel} of the PCA9685 at {settings.Place}");
        double has = chip.Use(c => c.PwmFrequency);
        if (Divider(has) != Divider(settings.Hertz)) throw new DeviceException(ErrorCodes.DeviceFault, $"{device.Name} asks for {settings.Hertz} Hz, and its PCA9685 runs at {has:0} Hz for another device. Write the same hertz at all devices of a chip; servos need 50.");
        return IotFaults.Do<IDeviceDriver>(device.Name, () =>
        {
            // What another program left there may be a pulse that the binding can't read.
            double first = isServo ? 0 : settings.IsLow ? 1 - SafeLevel.AtFirst(device) : SafeLevel.AtFirst(device);
            PwmChannel pwm = chip.Use(c =>
            {
                c.SetDutyCycle(settings.Channel, first);
                return c.CreatePwmChannel(settings.Channel);
            });
            return settings.Pulse is { } pulse ? new PwmServo(device, pwm, chip.Gate, pulse, clock) : new PwmDimmer(device, pwm, chip.Gate, settings.IsLow);
        });
    }

    // Of its 25 MHz, in whole steps (PCA9685 datasheet, section 7.3.5).
    private static int Divider(double hertz) => (int)Math.Clamp(Math.Round(25e6 / 4096 / hertz - 1), 3, 255);
}
