using CodeAct.Robotics.Files;
using CodeAct.Robotics.Hardware.Linux.Chips;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>Which PCA9685, and the one frequency of its outputs: the settings <c>bus</c>, <c>address</c> and <c>hertz</c>.</summary>
/// <param name="Bus">Bus and address.</param>
/// <param name="Hertz">What the device asks for, or null: whatever the chip has.</param>
/// <param name="UsualHertz">What the chip gets where nobody asks.</param>
internal sealed record Pca9685Place(I2cPlace Bus, double? Hertz, double UsualHertz)
{
    // A servo takes pulses this often; analogue ones hum above 60.
    private const double LowestServo = 40, HighestServo = 333;

    private bool IsServo => UsualHertz == 50;

    /// <summary>Reads it.</summary>
    public static Pca9685Place Read(YamlMap map, DeviceKind kind)
    {
        bool servo = kind == DeviceKinds.Servo;
        (double low, double high, double usual) = servo ? (LowestServo, HighestServo, 50.0) : (Pca9685.LowestFrequency, Pca9685.HighestFrequency, 1000.0);
        double? hertz = map.Has("hertz") ? map.Number("hertz", usual, low, high, "") : map.Number("hertz");
        return new Pca9685Place(I2cPlace.Read(map, "PCA9685", 0x40, (0x40, 0x6f), (0x71, 0x7f)), hertz, usual);
    }

    /// <summary>Refuses a device whose frequency is not the chip's.</summary>
    /// <exception cref="InvalidFileException">It is not.</exception>
    public void CheckFrequency(DeviceSpec device, Pca9685 chip)
    {
        bool fits = Hertz is { } asked
            ? Pca9685.Prescale(asked) == Pca9685.Prescale(chip.Asked)
            : !IsServo || chip.Frequency is >= LowestServo and <= HighestServo;
        if (!fits) throw device.With.Refused("hertz", $"a PCA9685 has one frequency for all its outputs, and another device has it at {chip.Asked} Hz.", "Write the same hertz at all devices of a chip; servos need 50.");
    }
}
