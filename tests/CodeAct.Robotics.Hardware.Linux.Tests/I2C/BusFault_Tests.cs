using CodeAct.Robotics.Hardware.Linux.I2C;
using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Tests.I2C;

public sealed class BusFault_Tests
{
    private static readonly DeviceSpec Air = Devices.Sensor("linux.bme280", ("channel", "temperature"));

    private readonly VirtualTime _clock = new();
    private readonly ChipKernel _kernel = new();
    private readonly FakeBme280 _chip;

    public BusFault_Tests()
    {
        _chip = new FakeBme280(_clock) { Celsius = 21 };
        _kernel.With(1, 0x76, _chip);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(I2cBus.Tries - 1)]
    public void Read_WhenATransferIsNotAcknowledgedAFewTimes_TriesAgainAndReads(int times)
    {
        IDeviceDriver driver = Air.Open(_kernel, _clock);
        _chip.NotAcknowledged = times;

        Assert.Equal(21, driver.Read().Value, 0.02);
    }

    [Fact]
    public void Read_WhenNothingAnswersAnyMore_GivesUpAfterItsTriesAndSaysWhatToCheck()
    {
        IDeviceDriver driver = Air.Open(_kernel, _clock);
        _chip.IsPlugged = false;
        int before = _kernel.Transfers;

        var error = Assert.Throws<DeviceException>(() => driver.Read());

        Assert.Equal(I2cBus.Tries, _kernel.Transfers - before);
        Assert.Equal(ErrorCodes.DeviceFault, error.Code);
        Assert.StartsWith("Device: nothing answers at address 0x76 of I2C bus 1.", error.Message, StringComparison.Ordinal);
        Assert.Contains("i2cdetect -y 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AfterTheChipIsPluggedInAgain_Reads()
    {
        IDeviceDriver driver = Air.Open(_kernel, _clock);
        _chip.IsPlugged = false;
        Assert.Throws<DeviceException>(() => driver.Read());
        _chip.PowerUp();
        _chip.IsPlugged = true;

        Assert.Equal(21, driver.Read().Value, 0.02);
    }

    [Theory]
    [InlineData(Errno.Etimedout, "hangs: SDA or SCL stays low")]
    [InlineData(Errno.Ebusy, "belongs to a driver of the kernel")]
    [InlineData(Errno.Enodev, "is gone")]
    [InlineData(Errno.Enxio, "nothing answers at address 0x76")]
    [InlineData(Errno.Eopnotsupp, "SMBus adapter")]
    [InlineData(Errno.Eacces, "group i2c")]
    [InlineData(Errno.Einval, "fails at address 0x76")]
    public void Read_WhenTheAdapterFails_SaysHow(int errno, string words)
    {
        IDeviceDriver driver = Air.Open(_kernel, _clock);
        _chip.Error = errno;

        var error = Assert.Throws<DeviceException>(() => driver.Read());

        Assert.Equal(ErrorCodes.DeviceFault, error.Code);
        Assert.StartsWith("Device: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfABusThatIsNotThere_NamesThoseThatAreAndHowToEnableIt()
    {
        var error = Assert.Throws<DeviceException>(() => Devices.Sensor("linux.bme280", ("bus", "3"), ("channel", "humidity")).Open(_kernel, _clock));

        Assert.Contains("there is no I2C bus 3 (there are: 1)", error.Message, StringComparison.Ordinal);
        Assert.Contains("dtparam=i2c_arm=on", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WithoutPermission_NamesTheGroup()
    {
        _kernel.OpenErrors["/dev/i2c-1"] = Errno.Eacces;

        var error = Assert.Throws<DeviceException>(() => Air.Open(_kernel, _clock));

        Assert.Contains("usermod -aG i2c", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bme280", "0x76 of I2C bus 1 (bme280) belongs to a driver of the kernel")]
    [InlineData(null, "0x76 of I2C bus 1 belongs to a driver of the kernel")]
    public void Open_OfAnAddressThatTheKernelDrives_IsRefusedBeforeATransfer(string? name, string words)
    {
        _kernel.Files["/sys/bus/i2c/devices/1-0076/driver"] = "";
        if (name is not null) _kernel.Files["/sys/bus/i2c/devices/1-0076/name"] = name;

        var error = Assert.Throws<DeviceException>(() => Air.Open(_kernel, _clock));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Contains("linux.iio", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, _kernel.Transfers);
        Assert.Empty(_kernel.OpenPaths);
    }

    [Fact]
    public void Open_WhenTheChipIsNotThere_FailsAndLeavesTheBusClosed()
    {
        _chip.IsPlugged = false;

        Assert.Throws<DeviceException>(() => Air.Open(_kernel, _clock));

        Assert.Empty(_kernel.OpenPaths);
    }

    [Fact]
    public void Dispose_OfTheLastDeviceOfABus_ClosesIt()
    {
        using var family = new LinuxFamily(_kernel, null, _clock, new StillTime());
        var first = (IDisposable)family.Open(Air, _clock);
        var second = (IDisposable)family.Open(Devices.Sensor("linux.bme280", ("channel", "humidity")), _clock);
        Assert.Single(_kernel.OpenPaths);

        first.Dispose();
        Assert.Single(_kernel.OpenPaths);
        second.Dispose();

        Assert.Empty(_kernel.OpenPaths);
    }

    [Fact]
    public async Task Transfers_OfTwoChipsFromTwoThreads_NeverMeet()
    {
        var other = new FakeMcp9808(_clock) { Celsius = 30 };
        _kernel.With(1, 0x18, other);
        using var family = new LinuxFamily(_kernel, null, _clock, new StillTime());
        IDeviceDriver a = family.Open(Air, _clock), b = family.Open(Devices.Sensor("linux.mcp9808"), _clock);

        Task[] readers = [Repeat(200, () => Assert.Equal(21, a.Read().Value, 0.02)), Repeat(600, () => Assert.Equal(30, b.Read().Value, 0.05))];
        await Task.WhenAll(readers).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(0, _kernel.Overlaps);
    }

    [Fact]
    public async Task Sequences_OfAChip_AreNotCutByAnotherThreadsTransfers()
    {
        _kernel.With(1, 0x18, new FakeMcp9808(_clock)).With(1, 0x23, new FakeBh1750(_clock) { Lux = 100 });
        using var family = new LinuxFamily(_kernel, null, _clock, new StillTime());
        IDeviceDriver light = family.Open(Devices.Sensor("linux.bh1750"), _clock), warmth = family.Open(Devices.Sensor("linux.mcp9808"), _clock);

        Task[] readers = [Repeat(300, () => Assert.Equal(100, light.Read().Value, 0.5)), Repeat(1500, () => warmth.Read())];
        await Task.WhenAll(readers).WaitAsync(TimeSpan.FromSeconds(30));

        // Both halves of the measurement time, then the start.
        int[] begins = [.. Enumerable.Range(0, _kernel.Trace.Count).Where(i => _kernel.Trace[i] == (0x23, 0x42))];
        Assert.Equal(300, begins.Length);
        Assert.All(begins, i => Assert.True(_kernel.Trace[i + 1] == (0x23, 0x65) && _kernel.Trace[i + 2] == (0x23, 0x20), $"transfer {i} is followed by another chip's"));
    }

    [Fact]
    public void Conversion_OfAnInput_IsNotDisturbedByAnotherThreadInItsMiddle()
    {
        var chip = new FakeAds1115(_clock);
        (chip.Volts[0], chip.Volts[1]) = (1, 3);
        _kernel.With(1, 0x48, chip);
        using var family = new LinuxFamily(_kernel, null, _clock, new StillTime());
        IDeviceDriver first = family.Open(Devices.Sensor("linux.ads1115", ("channel", "0")), _clock), second = family.Open(Devices.Sensor("linux.ads1115", ("channel", "1")), _clock);
        double seen = 0;
        var other = new Thread(() => seen = second.Read().Value);
        // Unless something holds it, the other thread is done long before the join gives up; that it is held is what is to be shown.
        _clock.At(_clock.Nanoseconds + 2 * VirtualTime.Millisecond, () =>
        {
            other.Start();
            Assert.False(other.Join(200), "the second conversion did not wait for the first");
        });

        Assert.Equal(1, first.Read().Value, 0.001);

        Assert.True(other.Join(TimeSpan.FromSeconds(30)));
        Assert.Equal(3, seen, 0.001);
    }

    // Threads of their own, which begin together: tasks of a pool might run one after the other.
    private static Task Repeat(int times, Action act) => Task.Factory.StartNew(() =>
    {
        for (int i = 0; i < times; i++) act();
    }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
