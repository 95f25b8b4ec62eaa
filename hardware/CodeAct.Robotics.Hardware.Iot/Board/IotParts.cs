using System.Device.I2c;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>What the drivers of a family share: the board, one lock a bus, and chips that several devices use. From one thread, but for the locks.</summary>
internal sealed class IotParts(IIotBoard board) : IDisposable
{
    private readonly Dictionary<int, Lock> _buses = [];
    private readonly Dictionary<I2cPlace, (Type Type, IDisposable Chip)> _chips = [];
    private readonly Dictionary<string, string> _owners = [];

    public IIotBoard Board => board;

    /// <summary>The chip at a place: made for the first device there, and the same for all others.</summary>
    /// <param name="device">Who asks, for messages.</param>
    /// <param name="place">Bus and address.</param>
    /// <param name="make">Opens and checks it.</param>
    /// <exception cref="DeviceException">It can't be had, or the place has another chip.</exception>
    public SharedChip<T> Chip<T>(DeviceSpec device, I2cPlace place, Func<I2cDevice, T> make)
        where T : IDisposable
    {
        if (_chips.TryGetValue(place, out (Type Type, IDisposable Chip) known))
        {
            if (known.Chip is SharedChip<T> chip) return chip;
            throw new DeviceException(ErrorCodes.DeviceFault, $"{device.Name} can't be a {typeof(T).Name}: another device has {place} as a {known.Type.Name}.");
        }
        if (!_buses.TryGetValue(place.Bus, out Lock? bus)) _buses[place.Bus] = bus = new Lock();
        SharedChip<T> made = IotFaults.Do(device.Name, () =>
        {
            I2cDevice wire = new GuardedI2c(board.OpenI2c(place.Bus, place.Address), bus);
            try
            {
                return new SharedChip<T>(make(wire), wire);
            }
            catch
            {
                wire.Dispose();
                throw;
            }
        });
        _chips[place] = (typeof(T), made);
        return made;
    }

    /// <summary>Takes an output for one device.</summary>
    /// <exception cref="DeviceException">Another device has it.</exception>
    public void Claim(DeviceSpec device, string output)
    {
        if (!_owners.TryAdd(output, device.Name)) throw new DeviceException(ErrorCodes.DeviceFault, $"{device.Name} can't have {output}: it belongs to {_owners[output]}. Give each device an output of its own.");
    }

    public void Dispose()
    {
        foreach ((_, IDisposable chip) in _chips.Values) chip.Dispose();
        _chips.Clear();
        board.Dispose();
    }
}

/// <summary>A chip that several devices may use, from any thread under its lock.</summary>
internal sealed class SharedChip<T>(T chip, I2cDevice wire) : IDisposable
    where T : IDisposable
{
    private readonly Lock _lock = new();

    /// <summary>Held by who uses it.</summary>
    public Lock Gate => _lock;

    /// <summary>Uses it alone.</summary>
    public TResult Use<TResult>(Func<T, TResult> use)
    {
        lock (_lock) return use(chip);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            chip.Dispose();
            // Not every binding does it.
            wire.Dispose();
        }
    }
}
