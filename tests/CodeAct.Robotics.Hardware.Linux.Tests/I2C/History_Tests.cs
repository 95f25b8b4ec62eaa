using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

public sealed class History_Tests
{
    private readonly VirtualTime _clock = new();
    private readonly ChipKernel _kernel = new();

    [Fact]
    public void History_OfASensor_HasAValueAMinute()
    {
        var chip = new FakeSht3x(_clock) { Celsius = 10 };
        _kernel.With(1, 0x44, chip);
        using var family = new LinuxFamily(_kernel, null, _clock, _clock);
        IDeviceDriver driver = family.Open(Devices.Sensor("linux.sht3x", ("channel", "temperature")), _clock);
        _clock.Advance(1);
        for (int minute = 1; minute <= 5; minute++)
        {
            chip.Celsius = 10 + minute;
            _clock.Advance(60);
        }

        double[] values = [.. ((ISensorHistory)driver).History(5).Select(v => Math.Round(v, 1))];

        Assert.Equal([12, 13, 14, 15, 15], values);
    }

    [Fact]
    public void History_OfASensorThatWasUnpluggedForAWhile_KeepsTheLastValue()
    {
        var chip = new FakeMcp9808(_clock) { Celsius = 10 };
        _kernel.With(1, 0x18, chip);
        using var family = new LinuxFamily(_kernel, null, _clock, _clock);
        IDeviceDriver driver = family.Open(Devices.Sensor("linux.mcp9808"), _clock);
        _clock.Advance(90);
        chip.IsPlugged = false;
        _clock.Advance(120);

        Assert.Equal([10.0, 10.0, 10.0], ((ISensorHistory)driver).History(3));
        Assert.Throws<DeviceException>(() => driver.Read());
    }

    [Fact]
    public void Read_AfterDispose_IsNoReadingAndTouchesNoBus()
    {
        _kernel.With(1, 0x18, new FakeMcp9808(_clock));
        using var family = new LinuxFamily(_kernel, null, _clock, _clock);
        IDeviceDriver driver = family.Open(Devices.Sensor("linux.mcp9808"), _clock);
        ((IDisposable)driver).Dispose();
        int transfers = _kernel.Transfers;

        _clock.Advance(120);

        Assert.Equal(ErrorCodes.NoReading, Assert.Throws<DeviceException>(() => driver.Read()).Code);
        Assert.Equal(transfers, _kernel.Transfers);
    }
}
