using CodeAct.Robotics.Contracts;
using CodeAct.Robotics.Hardware.Linux.Boards;
using CodeAct.Robotics.Hardware.Linux.Gpio;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

/// <summary>A board in memory: time, kernel, a GPIO chip like a Raspberry Pi's, and the family of drivers on them.</summary>
public sealed class FakeMachine : IDisposable
{
    public FakeMachine(IHeader? header = null, Func<FakeGpioChip, ILineHolder>? holder = null)
    {
        Kernel = new FakeKernel(Time);
        Gpio = new FakeGpioChip(Kernel, "gpiochip0", "pinctrl-rp1", 54);
        for (int i = 0; i < 28; i++) Gpio.Lines[i].Name = $"GPIO{i}";
        Family = new LinuxFamily(Kernel, header, Time, Time, holder?.Invoke(Gpio));
    }

    public VirtualTime Time { get; } = new();

    public FakeKernel Kernel { get; }

    public FakeGpioChip Gpio { get; }

    public LinuxFamily Family { get; }

    /// <summary>Opens a device as a robot does.</summary>
    public IDeviceDriver Open(DeviceSpec device) => Family.Open(device, Time);

    /// <summary>A device of a kind with settings.</summary>
    public static DeviceSpec Device(DeviceKind kind, string driver, params (string Key, string Value)[] settings) => new()
    {
        Name = "Device",
        Kind = kind,
        Driver = driver,
        With = DriverSettings.Of(settings),
        Range = kind == DeviceKinds.Servo || kind == DeviceKinds.Stepper ? new ValueRange(0, 90) : null,
        Safe = kind.IsActuator ? new SafeValue(SafeWord.Off) : null,
    };

    public void Dispose() => Family.Dispose();
}

/// <summary>A driver on a machine in memory, with somebody who looks at the pins.</summary>
internal sealed class LinuxBench : IDriverBench
{
    private readonly FakeMachine _machine;
    private readonly Func<DeviceState> _seen;
    private readonly Action<double> _present;

    public LinuxBench(DeviceSpec device, FakeMachine machine, Func<DeviceState>? seen = null, Action<double>? present = null)
    {
        _machine = machine;
        _seen = seen ?? (() => throw new NotSupportedException());
        _present = present ?? (_ => throw new NotSupportedException());
        Driver = machine.Open(device);
    }

    public IDeviceDriver Driver { get; }

    public IRobotClock Clock => _machine.Time;

    public DeviceState Seen => _seen();

    public void Present(double value) => _present(value);

    // Whatever a driver opened it closes again.
    public void Dispose()
    {
        (Driver as IDisposable)?.Dispose();
        _machine.Dispose();
        Assert.Equal(0, _machine.Kernel.OpenDescriptors);
    }
}
