using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>How a bridge is wired to a PCA9685: what a power from −1 to 1 means for its outputs.</summary>
internal abstract class MotorOutputs
{
    /// <summary>All outputs it uses.</summary>
    public abstract IReadOnlyList<int> Channels { get; }

    /// <summary>Sets a power; the other direction is off before this one is on.</summary>
    public abstract void Set(Pca9685 chip, double power);

    /// <summary>The power that the outputs give.</summary>
    public abstract double Read(Pca9685 chip);

    /// <summary>The writes that stop it.</summary>
    public IReadOnlyList<SafeOutput> Stop(Pca9685 chip) => [.. Channels.Select(c => chip.Step(c, 0))];
}

/// <summary>Two inputs with PWM, one for each direction: DRV8833, DRV8871, L9110, BTS7960.</summary>
internal sealed class TwoInputs(int forward, int backward) : MotorOutputs
{
    /// <inheritdoc/>
    public override IReadOnlyList<int> Channels => [forward, backward];

    /// <inheritdoc/>
    public override void Set(Pca9685 chip, double power)
    {
        (int on, int off) = power >= 0 ? (forward, backward) : (backward, forward);
        chip.Set(off, 0);
        chip.Set(on, Math.Abs(power));
    }

    /// <inheritdoc/>
    public override double Read(Pca9685 chip) => chip.Read(forward) - chip.Read(backward);
}

/// <summary>One input with PWM and two for the direction: TB6612, L298N.</summary>
internal sealed class EnableAndDirection(int pwm, int in1, int in2) : MotorOutputs
{
    /// <inheritdoc/>
    public override IReadOnlyList<int> Channels => [pwm, in1, in2];

    /// <inheritdoc/>
    public override void Set(Pca9685 chip, double power)
    {
        (double first, double second) = power switch { > 0 => (1, 0), < 0 => (0, 1), _ => (0, 0) };
        bool turns = chip.Read(in1) != first || chip.Read(in2) != second;
        if (turns)
        {
            chip.Set(pwm, 0);
            chip.Set(in1, first);
            chip.Set(in2, second);
        }

        chip.Set(pwm, Math.Abs(power));
    }

    /// <inheritdoc/>
    public override double Read(Pca9685 chip) => chip.Read(pwm) * (chip.Read(in1) - chip.Read(in2));
}
