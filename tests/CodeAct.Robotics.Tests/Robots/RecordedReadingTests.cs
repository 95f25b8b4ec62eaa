using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Tests.Robots;

public sealed class RecordedReadingTests
{
    private static readonly DeviceSpec Sensor = new() { Name = "Soil", Kind = DeviceKinds.Sensor, Range = new ValueRange(0, 100) };
    private readonly Clock _clock = new();
    private readonly Probe _probe = new();

    [Fact]
    public void Around_OfWhatIsNoSensorOrRemembersItself_IsTheDriverItself()
    {
        var relay = new DeviceSpec { Name = "Pump", Kind = DeviceKinds.Relay, Safe = new SafeValue(SafeWord.Off) };
        var remembering = new RememberingProbe();

        Assert.Same(_probe, RecordedReading.Around(_probe, relay, _clock));
        Assert.Same(remembering, RecordedReading.Around(remembering, Sensor, _clock));
    }

    [Fact]
    public void History_OfTheFirstMinute_IsTheReadingOfNow()
    {
        Assert.Equal([20], History(1440));
    }

    [Fact]
    public void History_HasTheLastValueOfEachMinuteOldestFirst()
    {
        IDeviceDriver driver = Driver();
        foreach ((double at, double value) in new[] { (0.0, 1.0), (30, 2), (60, 3), (119, 4), (120, 5) }) ReadAt(driver, at, value);

        Assert.Equal([2, 4, 5], ((ISensorHistory)driver).History(10));
        Assert.Equal([4, 5], ((ISensorHistory)driver).History(2));
        Assert.Equal([5], ((ISensorHistory)driver).History(-1));
    }

    [Fact]
    public void History_OverMinutesWithoutReadings_DrawsALine()
    {
        IDeviceDriver driver = Driver();
        ReadAt(driver, 0, 10);
        ReadAt(driver, 240, 30);

        Assert.Equal([10, 15, 20, 25, 30], ((ISensorHistory)driver).History(60));
    }

    [Fact]
    public void History_KeepsADay()
    {
        IDeviceDriver driver = Driver();
        for (int minute = 0; minute < 3000; minute++) ReadAt(driver, minute * 60, minute % 100);

        IReadOnlyList<double> values = ((ISensorHistory)driver).History(5000);

        Assert.Equal(1440, values.Count);
        Assert.Equal(Enumerable.Range(1560, 1440).Select(m => (double)(m % 100)), values);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(101)]
    public void Read_OfAnInvalidValue_IsPassedOnAndNotRemembered(double value)
    {
        IDeviceDriver driver = Driver();
        ReadAt(driver, 0, 20);

        _clock.Now = 60;
        _probe.Value = value;

        Assert.Equal(value, driver.Read().Value);
        Assert.Equal([20], ((ISensorHistory)driver).History(10));
    }

    [Fact]
    public void History_OfASensorThatCannotBeRead_IsItsError()
    {
        _probe.Error = new DeviceException(ErrorCodes.Stale, "Soil is stale.");

        Assert.Equal(ErrorCodes.Stale, Assert.Throws<DeviceException>(() => History(5)).Code);
    }

    [Fact]
    public void Dispose_DisposesTheDriver()
    {
        ((IDisposable)Driver()).Dispose();

        Assert.True(_probe.IsDisposed);
    }

    private IDeviceDriver Driver() => RecordedReading.Around(_probe, Sensor, _clock);

    private IReadOnlyList<double> History(int minutes) => ((ISensorHistory)Driver()).History(minutes);

    private void ReadAt(IDeviceDriver driver, double at, double value)
    {
        (_clock.Now, _probe.Value) = (at, value);
        driver.Read();
    }

    private sealed class Clock : IRobotClock
    {
        public double Now { get; set; }

        public double Step => 1;

        public void Advance(double seconds, CancellationToken cancellation) => Now += seconds;
    }

    private class Probe : IDeviceDriver, IDisposable
    {
        public double Value { get; set; } = 20;

        public DeviceException? Error { get; set; }

        public bool IsDisposed { get; private set; }

        public bool IsBusy => false;

        public void Start(DeviceCommand command)
        {
        }

        public DeviceState Read() => Error is null ? DeviceState.Of(Value) : throw Error;

        public void MakeSafe(SafeValue safe)
        {
        }

        public void Dispose() => IsDisposed = true;
    }

    private sealed class RememberingProbe : Probe, ISensorHistory
    {
        public IReadOnlyList<double> History(int minutes) => [];
    }
}
