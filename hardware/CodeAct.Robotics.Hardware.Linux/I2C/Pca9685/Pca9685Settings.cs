using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.Chips;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>The settings of a device on a PCA9685.</summary>
/// <param name="Place">Bus and address.</param>
/// <param name="Frequency">Hertz, or null: as other devices of the chip have it, else what suits the kind.</param>
/// <param name="Channels">The outputs it uses.</param>
internal sealed record Pca9685Settings(I2cPlace Place, double? Frequency, IReadOnlyList<int> Channels)
{
    /// <summary>Dimmer: true where low is on.</summary>
    public bool IsLow { get; private init; }

    /// <summary>Servo: its pulses.</summary>
    public ServoPulse? Pulse { get; private init; }

    /// <summary>Motor: how the bridge is wired.</summary>
    public MotorOutputs? Motor { get; private init; }

    /// <summary>Reads them.</summary>
    public static Pca9685Settings Read(DeviceSpec device) => device.With.Read(map =>
    {
        I2cPlace place = I2cPlace.Read(map, "PCA9685", 0x40, (0x40, 0x6f), (0x71, 0x7f));
        double? frequency = ReadFrequency(map, device.Kind);
        if (device.Kind == DeviceKinds.Motor)
        {
            MotorOutputs motor = ReadMotor(map);
            return new Pca9685Settings(place, frequency, motor.Channels) { Motor = motor };
        }

        int channel = Channel(map, "channel");
        var settings = new Pca9685Settings(place, frequency, [channel]);
        return device.Kind == DeviceKinds.Servo
            ? settings with { Pulse = ReadPulse(map, channel, device.Range ?? new ValueRange(0, 180), frequency ?? 50) }
            : settings with { IsLow = map.Word("active", "high", "high", "low") == "low" };
    });

    private static double? ReadFrequency(YamlMap map, DeviceKind kind)
    {
        if (!map.Has("frequency")) return map.Number("frequency");
        return kind == DeviceKinds.Servo
            ? map.Number("frequency", 50, 40, 333, " Hz")
            : map.Number("frequency", 1000, Pca9685.LowestFrequency, Pca9685.HighestFrequency, " Hz");
    }

    private static ServoPulse ReadPulse(YamlMap map, int channel, ValueRange range, double frequency)
    {
        double least = Length(map, "min-pulse", 0.0005), most = Length(map, "max-pulse", 0.0025);
        if (least == most) map.Refuse("max-pulse", "it is the same as min-pulse.", "Write the pulses at the two ends of the range, such as 0.5ms and 2.5ms.");
        if (Math.Max(least, most) * frequency > 0.9) map.Refuse("frequency", $"a pulse of {Math.Max(least, most) * 1000:0.##} ms does not fit into a period of {1000 / frequency:0.##} ms.", "Write 50.");
        return new ServoPulse(channel, range, least, most, map.Number("speed", 120, 1, 2000, " degrees a second"));
    }

    private static double Length(YamlMap map, string key, double otherwise)
    {
        if (map.Seconds(key) is not { } seconds) return otherwise;
        if (seconds is >= 0.0001 and <= 0.005) return seconds;
        map.Refuse(key, $"{seconds * 1000:0.###} ms is no pulse of a servo.", "Write 0.1ms to 5ms, with the unit.");
        return otherwise;
    }

    private static MotorOutputs ReadMotor(YamlMap map)
    {
        if (map.Has("pwm"))
        {
            int pwm = Channel(map, "pwm"), in1 = Channel(map, "in1"), in2 = Channel(map, "in2");
            if (pwm == in1 || pwm == in2 || in1 == in2) map.Refuse("in2", "pwm, in1 and in2 need three outputs.", "Write three numbers from 0 to 15.");
            return new EnableAndDirection(pwm, in1, in2);
        }

        int forward = Channel(map, "forward", "Write forward and backward for a bridge with two inputs (DRV8833), or pwm, in1 and in2 (TB6612)."), backward = Channel(map, "backward");
        if (forward == backward) map.Refuse("backward", "forward and backward need two outputs.", "Write two numbers from 0 to 15.");
        return new TwoInputs(forward, backward);
    }

    private static int Channel(YamlMap map, string key, string remedy = "Write the number of the output, 0 to 15.")
    {
        map.Required(key, remedy);
        return map.Has(key) ? map.Whole(key, 0, 0, 15) : 0;
    }
}
