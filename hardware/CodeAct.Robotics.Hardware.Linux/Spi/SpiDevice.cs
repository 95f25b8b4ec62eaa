using CodeAct.Robotics.Hardware.Linux.Chips;
using CodeAct.Robotics.Hardware.Linux.Kernel;

namespace CodeAct.Robotics.Hardware.Linux.Spi;

/// <summary>
/// One chip select of an SPI controller, <c>/dev/spidevB.C</c>, with a mode and a clock of its own. The kernel keeps transfers apart; any thread may call.
/// Source: Documentation/spi/spidev.rst of the kernel.
/// </summary>
internal sealed class SpiDevice : IDisposable
{
    // SPI_IOC_WR_MODE and SPI_IOC_WR_BITS_PER_WORD: _IOW('k', 1 and 3, __u8).
    private const uint SetMode = 0x4001_6B01, SetBits = 0x4001_6B03;

    private readonly IKernel _kernel;
    private readonly SpiPlace _place;
    private readonly int _descriptor;

    /// <summary>Opens a chip select.</summary>
    /// <exception cref="ChipException">It is not there or may not be used; the message says what to do.</exception>
    public SpiDevice(IKernel kernel, SpiPlace place, byte mode)
    {
        _kernel = kernel;
        _place = place;
        try
        {
            _descriptor = kernel.Open(place.Path, write: true);
        }
        catch (KernelException e)
        {
            throw Opening(e);
        }

        try
        {
            // Another program may have left another mode.
            kernel.Control(_descriptor, SetMode, [mode]);
            kernel.Control(_descriptor, SetBits, [8]);
        }
        catch (KernelException e)
        {
            kernel.Close(_descriptor);
            throw ChipException.Fault($"{place.Path} takes no SPI mode {mode} with 8 bits: {e.Message}.");
        }
    }

    /// <summary>Where it is, for messages.</summary>
    public string Place => _place.Path;

    /// <summary>As many bytes come in as go out.</summary>
    /// <exception cref="ChipException">The controller fails.</exception>
    public void Transfer(ReadOnlySpan<byte> write, Span<byte> read)
    {
        try
        {
            _kernel.TransferSpi(_descriptor, write, read, _place.Hertz);
        }
        catch (KernelException e)
        {
            throw ChipException.Fault(e.Errno is Errno.Enodev or Errno.Ebadf
                ? $"{_place.Path} is gone. Restart the robot."
                : $"{_place.Path} fails: {e.Message}.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _kernel.Close(_descriptor);

    private ChipException Opening(KernelException e) => ChipException.Fault(e.Errno switch
    {
        Errno.Enoent or Errno.Enodev or Errno.Enxio => $"there is no {_place.Path} ({Present()}). Enable SPI: on a Raspberry Pi dtparam=spi=on in /boot/firmware/config.txt and a restart; on a Jetson with jetson-io and the module spidev.",
        Errno.Eacces or Errno.Eperm => $"{_place.Path} may not be opened by this user. Add the user to the group spi (sudo usermod -aG spi NAME) and log in again.",
        Errno.Ebusy => $"{_place.Path} is in use by another program. Stop it.",
        _ => $"{_place.Path} can't be opened: {e.Message}.",
    });

    private string Present()
    {
        string[] there = [.. _kernel.List("/dev").Where(n => n.StartsWith("spidev", StringComparison.Ordinal))];
        return there.Length == 0 ? "this machine shows none" : $"there are: {string.Join(", ", there)}";
    }
}
