using CodeAct.Robotics.Hardware.Linux.Chips;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>
/// NXP PCA9685: sixteen PWM outputs of 12 bits with one frequency. Outputs keep what they do when this program ends; the drivers set them safe.
/// Any thread may call. Source: NXP, PCA9685 Rev. 4, sections 7.3.1 (mode), 7.3.3 (outputs), 7.3.5 (prescaler).
/// </summary>
/// <param name="device">Where it is.</param>
/// <param name="frequency">Hertz; the nearest that the prescaler can do is taken.</param>
internal sealed class Pca9685(I2cDevice device, double frequency) : I2cChip(device)
{
    /// <summary>Steps of a period.</summary>
    public const int Steps = 4096;

    /// <summary>What the prescaler can do, in hertz.</summary>
    public const double LowestFrequency = 24, HighestFrequency = 1526;

    private const byte Mode1 = 0x00, Mode2 = 0x01, FirstOutput = 0x06, AllOff = 0xFD, Prescaler = 0xFE;
    private const byte Sleep = 0x10, AutoIncrement = 0x20, FullBit = 0x10, TotemPole = 0x04;
    private const double Oscillator = 25_000_000, WakeTime = 0.0005;

    private readonly byte _prescale = Prescale(frequency);

    /// <inheritdoc/>
    public override string Name => "PCA9685";

    /// <summary>The frequency that was asked for.</summary>
    public double Asked { get; } = frequency;

    /// <summary>The frequency that the prescaler makes of it.</summary>
    public double Frequency => Oscillator / Steps / (_prescale + 1);

    /// <summary>The prescaler's value for a frequency.</summary>
    public static byte Prescale(double hertz) => (byte)Math.Clamp(Math.Round(Oscillator / Steps / hertz) - 1, 3, 255);

    /// <summary>The nearest step to a share of a period.</summary>
    public static int StepsOf(double share) => (int)Math.Round(Math.Clamp(share, 0, 1) * Steps);

    /// <inheritdoc/>
    public override void Begin()
    {
        lock (Device.Bus.Lock)
        {
            byte mode = Device.ReadByte(Mode1);
            byte prescale = Device.ReadByte(Prescaler);
            // A chip that runs as it should is left alone: what its outputs do must not falter when the program starts again.
            if (IsAwake(mode) && prescale == _prescale) return;
            Configure();
            prescale = Device.ReadByte(Prescaler);
            if (prescale != _prescale) throw ChipException.Fault($"the chip at {Device.Place} does not keep its prescaler (0x{_prescale:x2} was written, 0x{prescale:x2} read); check whether it is a PCA9685.");
        }
    }

    /// <summary>Sets an output for a share of each period, 0 to 1; wakes a chip that lost its power.</summary>
    public void Set(int channel, double share)
    {
        lock (Device.Bus.Lock)
        {
            if (!IsAwake(Device.ReadByte(Mode1))) Configure();
            Device.Write(Registers(channel, share));
        }
    }

    /// <summary>The share of each period that an output is on, as the chip has it; 0 while it sleeps.</summary>
    public double Read(int channel)
    {
        Span<byte> output = stackalloc byte[4];
        lock (Device.Bus.Lock)
        {
            if (!IsAwake(Device.ReadByte(Mode1))) return 0;
            Device.ReadFrom((byte)(FirstOutput + 4 * channel), output);
        }

        if ((output[3] & FullBit) != 0) return 0;
        if ((output[1] & FullBit) != 0) return 1;
        int on = output[0] | (output[1] & 0x0F) << 8, off = output[2] | (output[3] & 0x0F) << 8;
        return ((off - on + Steps) % Steps) / (double)Steps;
    }

    /// <summary>The one write that sets an output, as a guardian makes it.</summary>
    public SafeOutput Step(int channel, double share) => new SafeOutput.WriteI2c(Device.Bus.Descriptor, Device.Address, Registers(channel, share));

    // On at the start of the period, off at a step; whole periods have a bit of their own.
    private static byte[] Registers(int channel, double share)
    {
        int steps = StepsOf(share);
        byte register = (byte)(FirstOutput + 4 * channel);
        return steps switch
        {
            0 => [register, 0, 0, 0, FullBit],
            Steps => [register, 0, FullBit, 0, 0],
            _ => [register, 0, 0, (byte)steps, (byte)(steps >> 8)],
        };
    }

    // With auto-increment, or the four bytes of an output would all go to its first register.
    private static bool IsAwake(byte mode) => (mode & (Sleep | AutoIncrement)) == AutoIncrement;

    private void Configure()
    {
        // The prescaler can be written asleep only, and outputs must not come back as somebody left them.
        Device.Write(Mode1, Sleep | AutoIncrement);
        Device.Write(AllOff, FullBit);
        Device.Write(Prescaler, _prescale);
        Device.Write(Mode2, TotemPole);
        Device.Write(Mode1, AutoIncrement);
        Device.Wait(WakeTime);
    }
}
