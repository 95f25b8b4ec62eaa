using System.Device.I2c;

namespace CodeAct.Robotics.Hardware.Iot;

/// <summary>A chip on a bus that others use, too: one transfer at a time, and one that fails is tried twice more, since a plug that shakes costs single transfers (errno 121).</summary>
internal sealed class GuardedI2c(I2cDevice device, Lock bus) : I2cDevice
{
    private const int Tries = 3;

    /// <inheritdoc/>
    public override I2cConnectionSettings ConnectionSettings => device.ConnectionSettings;

    /// <inheritdoc/>
    public override void Read(Span<byte> buffer)
    {
        for (int left = Tries; ; left--)
        {
            try
            {
                lock (bus) device.Read(buffer);
                return;
            }
            catch (IOException) when (left > 1)
            {
                // Once more.
            }
        }
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        for (int left = Tries; ; left--)
        {
            try
            {
                lock (bus) device.Write(buffer);
                return;
            }
            catch (IOException) when (left > 1)
            {
                // Once more.
            }
        }
    }

    /// <inheritdoc/>
    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        for (int left = Tries; ; left--)
        {
            try
            {
                lock (bus) device.WriteRead(writeBuffer, readBuffer);
                return;
            }
            catch (IOException) when (left > 1)
            {
                // Once more.
            }
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) device.Dispose();
        base.Dispose(disposing);
    }
}
