using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Pwm;

namespace CodeAct.Robotics.Hardware.Iot.Tests;

/// <summary>A board of fakes behind System.Device.Gpio's own abstract classes.</summary>
internal sealed class FakeBoard : IIotBoard
{
    private GpioController? _gpio;

    public FakeGpioDriver Pins { get; } = new();

    public Dictionary<int, FakePwm> Pwm { get; } = [];

    public Dictionary<int, I2cDevice> Chips { get; } = [];

    public GpioController Gpio(string? chip) => chip is null or "fake-chip" ? _gpio ??= new GpioController(Pins) : throw new IOException($"there is no GPIO chip '{chip}' here; there are: fake-chip.");

    public I2cDevice OpenI2c(int bus, int address) => Chips.TryGetValue(address, out I2cDevice? chip) ? chip : new AbsentChip(address);

    public PwmChannel OpenPwm(int chip, int channel, int hertz) => Pwm[channel] = new FakePwm { Frequency = hertz };

    public void Dispose() => _gpio?.Dispose();
}
