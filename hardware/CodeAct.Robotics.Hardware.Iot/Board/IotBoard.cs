using System.Device.Gpio;
using System.Device.Gpio.Drivers;
using System.Device.I2c;
using System.Device.Pwm;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>This machine's pins, buses and pulses, by System.Device.Gpio.</summary>
public sealed class IotBoard : IIotBoard
{
    private readonly Dictionary<string, GpioController> _gpio = [];

    /// <inheritdoc/>
    public GpioController Gpio(string? chip)
    {
        if (_gpio.TryGetValue(chip ?? "", out GpioController? known)) return known;
        // The board's own choice goes by model; a label finds the chip on any kernel, whatever number it has there.
        GpioController made = chip is null ? new GpioController() : new GpioController(Find(chip));
        _gpio[chip ?? ""] = made;
        return made;
    }

    /// <inheritdoc/>
    public I2cDevice OpenI2c(int bus, int address) => I2cDevice.Create(new I2cConnectionSettings(bus, address));

    /// <inheritdoc/>
    public PwmChannel OpenPwm(int chip, int channel, int hertz) => PwmChannel.Create(chip, channel, hertz, 0);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (GpioController controller in _gpio.Values) controller.Dispose();
        _gpio.Clear();
    }

    // libgpiod 2 (libgpiod.so.3, Debian 13) or 1.x (libgpiod.so.2, Debian 12): their interfaces have nothing in common.
    private static UnixDriver Find(string label)
    {
        try
        {
            return new LibGpiodV2Driver(One(LibGpiodV2Driver.GetAvailableChips(), label));
        }
        // The library's own exception stands around the one that says so.
        catch (Exception e) when (e.GetBaseException() is DllNotFoundException or EntryPointNotFoundException or PlatformNotSupportedException)
        {
            return new LibGpiodDriver(One(LibGpiodDriver.GetAvailableChips(), label).Id);
        }
    }

    private static GpioChipInfo One(IList<GpioChipInfo> chips, string label) =>
        chips.FirstOrDefault(c => c.Label == label) ?? throw new IOException($"there is no GPIO chip '{label}' here; there are: {string.Join(", ", chips.Select(c => c.Label).Distinct())}.");
}
