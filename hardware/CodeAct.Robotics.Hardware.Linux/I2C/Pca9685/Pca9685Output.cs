using CodeAct.Robotics.Hardware.Linux.Chips;
using CodeAct.Robotics.Hardware.Linux.Outputs;
using CodeAct.Robotics.Hardware.Linux.Pwm;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>One output of a PCA9685, for one device alone. Its level is what the chip says it is.</summary>
internal sealed class Pca9685Output : ILevelOutput, IPulseOutput
{
    private readonly Pca9685 _chip;
    private readonly string _device;
    private readonly int _channel;
    private readonly bool _isLow;
    private readonly Action _close;

    private Pca9685Output(Pca9685 chip, string device, int channel, bool isLow, Action close)
    {
        _chip = chip;
        _device = device;
        _channel = channel;
        _isLow = isLow;
        _close = close;
    }

    /// <inheritdoc/>
    public double Level
    {
        get
        {
            try
            {
                double share = _chip.Read(_channel);
                return _isLow ? 1 - share : share;
            }
            catch (ChipException e)
            {
                throw e.For(_device);
            }
        }
    }

    /// <summary>Takes an output of a chip, which begins with its first output.</summary>
    /// <param name="board">The machine.</param>
    /// <param name="device">Whose it will be.</param>
    /// <param name="place">The chip's.</param>
    /// <param name="channel">0 to 15, and the setting that says so.</param>
    /// <param name="isLow">True where the load is on while the output is low.</param>
    /// <param name="clock">What the chip's waits run on.</param>
    /// <exception cref="DeviceException">The chip can't be had.</exception>
    /// <exception cref="Files.InvalidFileException">Another device has the output, or needs another frequency.</exception>
    public static Pca9685Output Open(LinuxBoard board, DeviceSpec device, Pca9685Place place, (string Key, int Number) channel, bool isLow, IRobotClock clock)
    {
        I2cBuses buses = I2cBuses.Of(board);
        Pca9685 chip = buses.Join(device, place.Bus, clock, d => new Pca9685(d, place.Hertz ?? place.UsualHertz));
        string claim = $"pca9685 {place.Bus.Bus} {place.Bus.Address} {channel.Number}";
        try
        {
            place.CheckFrequency(device, chip);
            if (board.Claim(claim, device.Name) is { } other)
                throw device.With.Refused(channel.Key, $"output {channel.Number} of this PCA9685 is already {other}'s.", "Give each device an output of its own.");
        }
        catch
        {
            buses.Leave(chip);
            throw;
        }

        return new Pca9685Output(chip, device.Name, channel.Number, isLow, () =>
        {
            board.Release(claim);
            buses.Leave(chip);
        });
    }

    /// <inheritdoc/>
    public void Set(double level)
    {
        try
        {
            _chip.Set(_channel, Share(level));
        }
        catch (ChipException e)
        {
            throw e.For(_device);
        }
    }

    /// <inheritdoc/>
    public bool TrySet(double level)
    {
        try
        {
            _chip.Set(_channel, Share(level));
            return true;
        }
        catch (ChipException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<SafeOutput> Safe(double level) => [_chip.Step(_channel, Share(level))];

    /// <inheritdoc/>
    public void SetDuty(long duty) => Set(OfPulse(duty));

    /// <inheritdoc/>
    public bool TrySetDuty(long duty) => TrySet(OfPulse(duty));

    /// <inheritdoc/>
    public SafeOutput Safe(long duty) => _chip.Step(_channel, Share(OfPulse(duty)));

    /// <inheritdoc/>
    public void Dispose() => _close();

    private double OfPulse(long duty) => duty * 1e-9 * _chip.Frequency;

    private double Share(double level) => Math.Clamp(_isLow ? 1 - level : level, 0, 1);
}
