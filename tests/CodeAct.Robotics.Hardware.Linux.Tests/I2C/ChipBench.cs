using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

/// <summary>A device on a model of its chip, opened as a manifest opens it.</summary>
internal sealed class ChipBench : IDriverBench
{
    private readonly LinuxFamily _family;
    private readonly ChipKernel _kernel;
    private readonly Func<DeviceState> _seen;
    private readonly Action<double> _present;

    /// <param name="spec">With its driver and settings.</param>
    /// <param name="clock">The time of the chip and the driver.</param>
    /// <param name="kernel">With the chip.</param>
    /// <param name="present">Puts what is to be measured, in the device's unit.</param>
    /// <param name="seen">What the chip's pins do.</param>
    public ChipBench(DeviceSpec spec, VirtualTime clock, ChipKernel kernel, Action<double>? present = null, Func<DeviceState>? seen = null)
    {
        Clock = clock;
        _kernel = kernel;
        _family = new LinuxFamily(kernel, null, clock, new StillTime());
        _present = present ?? (_ => throw new NotSupportedException());
        _seen = seen ?? (() => throw new NotSupportedException());
        Driver = _family.Open(spec, clock);
    }

    public IDeviceDriver Driver { get; }

    public IRobotClock Clock { get; }

    public DeviceState Seen => _seen();

    public void Present(double value) => _present(value);

    public void Dispose()
    {
        (Driver as IDisposable)?.Dispose();
        _family.Dispose();
        // Whatever a driver opened it closes again.
        Assert.Empty(_kernel.OpenPaths);
    }
}
