using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Pwm;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>Where pins, buses and pulses come from: System.Device.Gpio on a board, fakes in tests. Called from one thread.</summary>
public interface IIotBoard : IDisposable
{
    /// <summary>The pins of a chip, the same object each time; it is disposed with the board.</summary>
    /// <param name="chip">The chip's label, such as <c>pinctrl-rp1</c>; null for what System.Device.Gpio takes for this board.</param>
    GpioController Gpio(string? chip);

    /// <summary>A chip on an I2C bus; who asks for it disposes it.</summary>
    /// <param name="bus">The N of <c>/dev/i2c-N</c>.</param>
    /// <param name="address">7 bits.</param>
    I2cDevice OpenI2c(int bus, int address);

    /// <summary>A PWM output, at duty cycle 0 and not started; who asks for it disposes it.</summary>
    /// <param name="chip">The N of <c>/sys/class/pwm/pwmchipN</c>.</param>
    /// <param name="channel">The output of that chip.</param>
    /// <param name="hertz">Periods a second.</param>
    PwmChannel OpenPwm(int chip, int channel, int hertz);
}
