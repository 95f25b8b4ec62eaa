namespace CodeAct.Robotics.Hardware.Linux.I2C;

/// <summary>One chip on a bus. The manifest's devices that use parts of it share it, and with it its locks and its configuration.</summary>
internal abstract class I2cChip(I2cDevice device)
{
    /// <summary>Where it is.</summary>
    protected I2cDevice Device { get; } = device;

    /// <summary>Its bus and address.</summary>
    public (int Bus, int Address) Place => (Device.Bus.Number, Device.Address);

    /// <summary>The name people call it by.</summary>
    public abstract string Name { get; }

    /// <summary>Checks that it is the chip it should be, and configures it. Called once, before it is shared.</summary>
    /// <exception cref="Chips.ChipException">It is another chip, or does not answer.</exception>
    public abstract void Begin();
}
