using CodeAct.Robotics.Hardware.Linux.Gpio;
using CodeAct.Robotics.Hardware.Linux.Outputs;
using CodeAct.Robotics.Hardware.Linux.Pwm;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux;

/// <summary>Drivers of PWM channels.</summary>
internal static partial class LinuxDrivers
{
    static partial void AddPwm(List<LinuxDriver> drivers)
    {
        drivers.Add(new LinuxDriver("linux.pwm", [DeviceKinds.Dimmer, DeviceKinds.ColorLight], OpenPwm));
        drivers.Add(new LinuxDriver("linux.servo", [DeviceKinds.Servo], OpenServo));
        drivers.Add(new LinuxDriver("linux.buzzer", [DeviceKinds.Buzzer], OpenBuzzer));
    }

    private static IDeviceDriver OpenPwm(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        double safe = SafeLevel.Of(device.Safe) ?? 0;
        if (device.Kind == DeviceKinds.Dimmer)
        {
            (PwmAddress address, PwmWave wave) = device.With.Read(map => (PwmAddress.Read(map), PwmWave.Read(map)));
            return new DimmerDriver(device, wave.Open(board, device.Name, address, safe));
        }

        (PwmAddress[] colors, PwmWave shared) = device.With.Read(map =>
        {
            string? chip = map.Text("chip");
            return (new[] { "red", "green", "blue" }.Select(c => PwmAddress.ReadChannel(map, chip, "chip", c)).ToArray(), PwmWave.Read(map));
        });
        ILevelOutput[] outputs = Opening.All(colors, c => shared.Open(board, device.Name, c, safe));
        return new ColorLightDriver(device, outputs[0], outputs[1], outputs[2]);
    }

    private static IDeviceDriver OpenServo(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        (PwmAddress address, ServoSettings settings) = device.With.Read(map => (PwmAddress.Read(map), ServoSettings.Read(map, device)));
        // Still, until the first command: where the horn stands is not known, and a first pulse would throw it somewhere.
        double? first = device.Safe is { Word: SafeWord.Number, Number: var angle } ? angle : null;
        long duty = first is { } known ? settings.Pulse(known) : 0;
        return new ServoDriver(device, settings, PwmChannel.Open(board, device.Name, address, settings.Period, duty, activeLow: false), clock, board.Pulses);
    }

    private static IDeviceDriver OpenBuzzer(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        ITone tone = device.With.Read<Func<ITone>>(map =>
        {
            if (map.Has("line"))
            {
                LineAddress line = LineAddress.OfOneLine(map);
                LineOptions options = LineOptions.ReadOutput(map, false);
                return () => new LineTone(GpioLine.Open(board, device.Name, line, options));
            }

            PwmAddress address = PwmAddress.Read(map);
            map.Find("line");
            bool activeLow = LineOptions.ReadActive(map) != 0;
            return () => new PwmTone(PwmChannel.Open(board, device.Name, address, PwmTone.FirstPeriod, 0, activeLow));
        })();
        return new BuzzerDriver(device, tone, board.Time);
    }
}
