using CodeAct.Robotics.Hardware.Linux.Chips;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>
/// <c>linux.pca9685</c>: dimmer, servo or motor. Settings: bus, address (0x40 to 0x7f but 0x70), frequency (one for the whole chip);
/// dimmer: channel, active; servo: channel, min-pulse, max-pulse, speed; motor: forward and backward, or pwm, in1 and in2.
/// </summary>
internal static class Pca9685Driver
{
    /// <summary>Opens it at its safe value.</summary>
    public static IDeviceDriver Open(DeviceSpec device, LinuxBoard board, IRobotClock clock)
    {
        Pca9685Settings settings = Pca9685Settings.Read(device);
        I2cBuses buses = I2cBuses.Of(board);
        double usual = device.Kind == DeviceKinds.Servo ? 50 : 1000;
        Pca9685 chip = buses.Join(device, settings.Place, clock, d => new Pca9685(d, settings.Frequency ?? usual));
        var claims = new List<string>();
        void Close()
        {
            foreach (string claim in claims) board.Release(claim);
            buses.Leave(chip);
        }

        try
        {
            CheckFrequency(device, settings, chip);
            foreach (int channel in settings.Channels) Claim(device, board, settings, channel, claims);
            IDeviceDriver driver = Make(device, settings, chip, clock, Close);
            // The servo sets its own, since it may not have one.
            if (device.Kind == DeviceKinds.Motor) driver.Start(new DeviceCommand("Stop"));
            else if (device.Kind == DeviceKinds.Dimmer && device.Safe is { } safe && safe.Word != SafeWord.Stop) driver.Start(new DeviceCommand("Set", safe.Word switch { SafeWord.On => 1, SafeWord.Number => safe.Number, _ => 0 }));
            return driver;
        }
        catch (ChipException e)
        {
            Close();
            throw e.For(device.Name);
        }
        catch
        {
            Close();
            throw;
        }
    }

    private static IDeviceDriver Make(DeviceSpec device, Pca9685Settings settings, Pca9685 chip, IRobotClock clock, Action close)
    {
        if (settings.Motor is { } motor) return new Pca9685Motor(device, chip, motor, close);
        if (settings.Pulse is { } pulse) return new Pca9685Servo(device, chip, pulse, clock, close);
        return new Pca9685Dimmer(device, chip, settings.Channels[0], settings.IsLow, close);
    }

    private static void CheckFrequency(DeviceSpec device, Pca9685Settings settings, Pca9685 chip)
    {
        bool fits = settings.Frequency is { } asked
            ? Pca9685.Prescale(asked) == Pca9685.Prescale(chip.Asked)
            : device.Kind != DeviceKinds.Servo || chip.Frequency is >= 40 and <= 333;
        if (!fits) throw device.With.Refused("frequency", $"the chip has one frequency for all outputs, and another device asks for {chip.Asked} Hz.", "Write the same frequency at all devices of a chip; servos need 50.");
    }

    private static void Claim(DeviceSpec device, LinuxBoard board, Pca9685Settings settings, int channel, List<string> claims)
    {
        string thing = $"pca9685 {settings.Place.Bus} {settings.Place.Address} {channel}";
        if (board.Claim(thing, device.Name) is { } other) throw device.With.Refused("channel", $"output {channel} of this PCA9685 belongs to {other}.", "Give each device an output of its own.");
        claims.Add(thing);
    }
}
