using CodeAct.Robotics.Hardware.Linux.Chips;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>
/// One I2C adapter, <c>/dev/i2c-N</c>, shared by all drivers of the process. One lock a bus: a transfer, or a sequence under <see cref="Lock"/>,
/// is never cut in two by another thread's. A transfer that was not acknowledged is tried again, since long wires and busy chips do that.
/// Sources: Documentation/i2c/dev-interface.rst and fault-codes.rst of the kernel.
/// </summary>
internal sealed class I2cBus
{
    /// <summary>How often a transfer is tried in all.</summary>
    public const int Tries = 4;

    /// <summary>Seconds between two tries.</summary>
    public const double Pause = 0.001;

    private readonly IKernel _kernel;

    /// <summary>Opens an adapter.</summary>
    /// <exception cref="ChipException">It is not there or may not be used; the message says what to do.</exception>
    public I2cBus(IKernel kernel, int number)
    {
        _kernel = kernel;
        Number = number;
        try
        {
            Descriptor = kernel.Open($"/dev/i2c-{number}", write: true);
        }
        catch (KernelException e)
        {
            throw I2cFaults.Opening(kernel, number, e);
        }
    }

    /// <summary>The N of <c>/dev/i2c-N</c>.</summary>
    public int Number { get; }

    /// <summary>The open adapter, for the guardian to duplicate.</summary>
    public int Descriptor { get; }

    /// <summary>Held over transfers that belong together. Never over a wait for a measurement: other chips go on meanwhile.</summary>
    public Lock Lock { get; } = new();

    /// <summary>A write, then a read in the same transfer; either may be empty.</summary>
    /// <exception cref="ChipException">Not acknowledged after all tries, or the bus fails.</exception>
    public void Transfer(int address, ReadOnlySpan<byte> write, Span<byte> read, IRobotClock clock)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                lock (Lock) _kernel.TransferI2c(Descriptor, address, write, read);
                return;
            }
            catch (KernelException e) when (attempt < Tries && I2cFaults.MayPass(e.Errno))
            {
                clock.Advance(Pause, CancellationToken.None);
            }
            catch (KernelException e)
            {
                throw I2cFaults.Transferring(Number, address, e);
            }
        }
    }

    /// <summary>Closes the adapter; its registry calls it after the last device.</summary>
    public void Close() => _kernel.Close(Descriptor);
}
