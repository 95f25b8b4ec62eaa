using System.Device.Gpio;
using System.Device.Pwm;
using CodeAct.Robotics.Files;
using CodeAct.Robotics.Robots;
using Iot.Device.DCMotor;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>
/// Drivers over a PWM output of the board, named by <c>pwmchip</c> (default 0), <c>channel</c> (default 0) and the frequency in <c>hertz</c>.
/// <c>iot.pwm</c>, a dimmer: active (high or low). <c>iot.servo</c>: see <see cref="ServoPulse"/>. <c>iot.motor</c>: a bridge with the PWM output at its
/// enable and the lines forward and backward (L298N, TB6612); or with one line, direction, and bridge: two-input (DRV8833) or phase-enable (DRV8838);
/// or no line at all, for a motor that turns one way. chip is the label of the lines' GPIO chip.
/// </summary>
internal static class PwmDrivers
{
    public static IDeviceDriver OpenDimmer(DeviceSpec device, IotParts parts, IRobotClock clock)
    {
        var settings = device.With.Read(map => (Output: Output.Read(map, 1000), IsLow: map.Word("active", "high", "low") == "low"));
        return IotFaults.Do<IDeviceDriver>(device.Name, () => new PwmDimmer(device, settings.Output.Open(device, parts), new Lock(), settings.IsLow));
    }

    public static IDeviceDriver OpenServo(DeviceSpec device, IotParts parts, IRobotClock clock)
    {
        var settings = device.With.Read(map => (Output: Output.Read(map, 50), Pulse: ServoPulse.Read(map, device)));
        return IotFaults.Do<IDeviceDriver>(device.Name, () => new PwmServo(device, settings.Output.Open(device, parts), new Lock(), settings.Pulse, clock));
    }

    public static IDeviceDriver OpenMotor(DeviceSpec device, IotParts parts, IRobotClock clock)
    {
        var settings = device.With.Read(map =>
        {
            bool two = map.Has("forward") || map.Has("backward"), one = map.Has("direction");
            if (two && one) map.Refuse("direction", "is one wiring, forward and backward another.", "Write one of them.");
            int[] lines = two ? [GpioDrivers.Line(map, "backward"), GpioDrivers.Line(map, "forward")] : one ? [GpioDrivers.Line(map, "direction")] : [];
            if (two && lines[0] == lines[1]) map.Refuse("backward", "is the same line as forward.", "Write the other line.");
            return (Output: Output.Read(map, 1000), Chip: map.Text("chip"), Lines: lines, IsPhase: map.Word("bridge", "two-input", "phase-enable") == "phase-enable");
        });
        foreach (int line in settings.Lines) parts.Claim(device, GpioDrivers.Name(settings.Chip, line));
        return IotFaults.Do<IDeviceDriver>(device.Name, () =>
        {
            PwmChannel pwm = settings.Output.Open(device, parts);
            if (settings.Lines.Length == 0)
            {
                // The binding would take a GPIO controller, and there may be none.
                pwm.Start();
                return new PwmMotor(device, power => pwm.DutyCycle = power, turnsBack: false, pwm.Dispose);
            }
            GpioController gpio = parts.Board.Gpio(settings.Chip);
            DCMotor motor = settings.Lines is [var backward, var forward]
                ? DCMotor.Create(pwm, backward, forward, gpio, shouldDispose: false)
                : DCMotor.Create(pwm, settings.Lines[0], gpio, shouldDispose: false, settings.IsPhase);
            return new PwmMotor(device, power => motor.Speed = power, turnsBack: true, () =>
            {
                motor.Dispose();
                foreach (int line in settings.Lines) if (gpio.IsPinOpen(line)) gpio.ClosePin(line);
            });
        });
    }

    private readonly record struct Output(int Chip, int Channel, int Hertz)
    {
        public static Output Read(YamlMap map, int hertz) => new(map.Whole("pwmchip", 0, 0, 63), map.Whole("channel", 0, 0, 63), map.Whole("hertz", hertz, 1, 100_000));

        public PwmChannel Open(DeviceSpec device, IotParts parts)
        {
            parts.Claim(device, $"output {Channel} of pwmchip{Chip}");
            return parts.Board.OpenPwm(Chip, Channel, Hertz);
        }
    }
}
