using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.Chips;
using CodeAct.Robotics.Hardware.Linux.Motion;
using CodeAct.Robotics.Hardware.Linux.Outputs;
using CodeAct.Robotics.Hardware.Linux.Pwm;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>
/// <c>linux.pca9685</c>: relay, dimmer, colour light, servo or motor. Settings: bus, address (0x40 to 0x7f but 0x70), hertz (one for the whole chip);
/// relay and dimmer: channel, active; colour light: red, green, blue, active; servo: channel and what <c>linux.servo</c> takes;
/// motor: forward, backward, pwm (where the bridge has three inputs), dead-time, reverse.
/// </summary>
internal static class Pca9685Driver
{
    /// <summary>The kinds it drives.</summary>
    public static readonly DeviceKind[] Kinds = [DeviceKinds.Relay, DeviceKinds.Dimmer, DeviceKinds.ColorLight, DeviceKinds.Servo, DeviceKinds.Motor];

    /// <summary>Opens it at its safe value.</summary>
    public static IDeviceDriver Open(DeviceSpec device, LinuxBoard board, IRobotClock clock) => device.Kind.Name switch
    {
        "servo" => OpenServo(device, board, clock),
        "motor" => OpenMotor(device, board, clock),
        _ => OpenLevels(device, board, clock),
    };

    private static IDeviceDriver OpenLevels(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        bool color = device.Kind == DeviceKinds.ColorLight;
        var settings = device.With.Read(map =>
            (Place: Pca9685Place.Read(map, device.Kind), Channels: color ? Channels(map, "red", "green", "blue") : Channels(map, "channel"), IsLow: map.Word("active", "high", "high", "low") == "low"));
        Pca9685Output[] outputs = Open(device, board, clock, settings.Place, settings.Channels, settings.IsLow);
        double? safe = SafeLevel.Of(device.Safe);
        Begin(outputs, () =>
        {
            foreach (Pca9685Output output in outputs) output.Set(safe ?? 0);
        });
        return color ? new ColorLightDriver(device, outputs[0], outputs[1], outputs[2])
            : device.Kind == DeviceKinds.Relay ? new RelayDriver(device, outputs[0])
            : new DimmerDriver(device, outputs[0]);
    }

    private static ServoDriver OpenServo(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        var settings = device.With.Read(map => (Servo: ServoSettings.Read(map, device), Place: Pca9685Place.Read(map, device.Kind), Channels: Channels(map, "channel")));
        Pca9685Output[] outputs = Open(device, board, clock, settings.Place, settings.Channels, isLow: false);
        // Without a safe angle still, until the first command: where the horn stands is not known.
        long first = device.Safe is { Word: SafeWord.Number, Number: var angle } ? settings.Servo.Pulse(angle) : 0;
        Begin(outputs, () => outputs[0].SetDuty(first));
        return new ServoDriver(device, settings.Servo, outputs[0], clock, board.Pulses);
    }

    private static BridgeDriver OpenMotor(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        var settings = device.With.Read(map =>
        {
            (string, int)[] channels = map.Has("pwm") ? Channels(map, "forward", "backward", "pwm") : Channels(map, "forward", "backward");
            map.Find("pwm");
            double dead = map.Seconds("dead-time") ?? 0.005;
            if (dead is < 0 or > 1) map.Refuse("dead-time", "is longer than a second.", "Write some milliseconds, such as 5ms.");
            return (Place: Pca9685Place.Read(map, device.Kind), Channels: channels, Dead: (long)(dead * 1e9), Reverse: map.Truth("reverse"));
        });
        Pca9685Output[] outputs = Open(device, board, clock, settings.Place, settings.Channels, isLow: false);
        Begin(outputs, () =>
        {
            foreach (Pca9685Output output in outputs.Reverse()) output.Set(0);
        });
        (int forward, int backward) = settings.Reverse ? (1, 0) : (0, 1);
        return new BridgeDriver(device, outputs[forward], outputs[backward], outputs.Length > 2 ? outputs[2] : null, settings.Dead, board.Pulses);
    }

    private static Pca9685Output[] Open(DeviceSpec device, LinuxBoard board, IRobotClock clock, Pca9685Place place, (string Key, int Number)[] channels, bool isLow) =>
        Opening.All(channels, channel => Pca9685Output.Open(board, device, place, channel, isLow, clock));

    // What was opened is given back where the first value can't be set.
    private static void Begin(Pca9685Output[] outputs, Action set)
    {
        try
        {
            set();
        }
        catch
        {
            foreach (Pca9685Output output in outputs) output.Dispose();
            throw;
        }
    }

    private static (string Key, int Number)[] Channels(YamlMap map, params string[] keys)
    {
        var channels = new List<(string, int)>();
        foreach (string key in keys)
        {
            bool written = map.Required(key, "Write the number of an output, 0 to 15.").Length > 0;
            channels.Add((key, written ? map.Whole(key, 0, 0, 15) : -1));
        }

        return [.. channels];
    }
}
