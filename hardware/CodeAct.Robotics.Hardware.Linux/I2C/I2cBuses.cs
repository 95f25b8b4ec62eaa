using CodeAct.Robotics.Hardware.Linux.Chips;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>The adapters and chips that this process has open. An adapter opens with its first chip and closes with its last.</summary>
internal sealed class I2cBuses
{
    private readonly IKernel _kernel;
    private readonly Lock _lock = new();
    private readonly Dictionary<int, I2cBus> _buses = [];
    private readonly Dictionary<(int Bus, int Address), (I2cChip Chip, string First, int Users)> _chips = [];

    private I2cBuses(IKernel kernel) => _kernel = kernel;

    /// <summary>Those of a board: all drivers meet at them, and so at one lock a bus.</summary>
    public static I2cBuses Of(LinuxBoard board) => board.Shared("i2c", b => new I2cBuses(b.Kernel));

    /// <summary>The chip of a device, opened if it is the first device there.</summary>
    /// <param name="device">For messages.</param>
    /// <param name="place">Its bus and address.</param>
    /// <param name="clock">What its waits run on.</param>
    /// <param name="create">Makes the chip.</param>
    /// <exception cref="DeviceException">It can't be had.</exception>
    /// <exception cref="Files.InvalidFileException">Another device has another chip at that address.</exception>
    public T Join<T>(DeviceSpec device, I2cPlace place, IRobotClock clock, Func<I2cDevice, T> create)
        where T : I2cChip
    {
        lock (_lock)
        {
            if (_chips.TryGetValue((place.Bus, place.Address), out var known))
            {
                if (known.Chip is not T same)
                    throw device.With.Refused("address", $"0x{place.Address:x2} of I2C bus {place.Bus} is the {known.Chip.Name} of {known.First}.", "Two chips need two addresses or two buses.");
                _chips[(place.Bus, place.Address)] = known with { Users = known.Users + 1 };
                return same;
            }

            try
            {
                I2cFaults.RefuseKernelDriver(_kernel, place.Bus, place.Address);
                T chip = create(new I2cDevice(Bus(place.Bus), place.Address, clock));
                chip.Begin();
                _chips[(place.Bus, place.Address)] = (chip, device.Name, 1);
                return chip;
            }
            catch (ChipException e)
            {
                CloseUnused(place.Bus);
                throw e.For(device.Name);
            }
        }
    }

    /// <summary>One device less uses a chip.</summary>
    public void Leave(I2cChip chip)
    {
        lock (_lock)
        {
            if (!_chips.TryGetValue(chip.Place, out var known) || !ReferenceEquals(known.Chip, chip)) return;
            if (known.Users > 1)
            {
                _chips[chip.Place] = known with { Users = known.Users - 1 };
                return;
            }

            _chips.Remove(chip.Place);
            CloseUnused(chip.Place.Bus);
        }
    }

    private I2cBus Bus(int number)
    {
        if (!_buses.TryGetValue(number, out I2cBus? bus)) _buses[number] = bus = new I2cBus(_kernel, number);
        return bus;
    }

    private void CloseUnused(int number)
    {
        if (_chips.Keys.Any(k => k.Bus == number) || !_buses.Remove(number, out I2cBus? bus)) return;
        bus.Close();
    }
}
