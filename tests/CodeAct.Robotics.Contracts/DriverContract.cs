using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Contracts;

/// <summary>What the driver of any kind promises.</summary>
public abstract class DriverContract
{
    /// <summary>The kind under test.</summary>
    protected abstract DeviceKind Kind { get; }

    /// <summary>The device under test; a driver of real hardware adds its driver and settings.</summary>
    protected virtual DeviceSpec Spec => new()
    {
        Name = "Device",
        Kind = Kind,
        Range = Range,
        Safe = Kind.IsActuator ? new SafeValue(SafeWord.Off) : null,
    };

    /// <summary>The range of the device under test, where its kind has one.</summary>
    protected virtual ValueRange? Range => null;

    /// <summary>How far an analogue value may be off, in the device's unit.</summary>
    protected virtual double Tolerance => 1e-6;

    /// <summary>A fresh device at rest.</summary>
    protected abstract IDriverBench Open(DeviceSpec spec);

    /// <summary>A fresh device at rest.</summary>
    protected IDriverBench Open() => Open(Spec);

    /// <summary>Lets time pass until the driver is no longer busy; fails after that many seconds.</summary>
    protected static void Settle(IDriverBench bench, double limit = 60)
    {
        double end = bench.Clock.Now + limit;
        while (bench.Driver.IsBusy)
        {
            Assert.True(bench.Clock.Now < end, $"still busy after {limit} s");
            bench.Clock.Advance(bench.Clock.Step, CancellationToken.None);
        }
    }

    [Fact]
    public void IsBusy_AtRest_IsFalse()
    {
        using IDriverBench bench = Open();

        Assert.False(bench.Driver.IsBusy);
    }

    [Fact]
    public void Start_OfAMemberThatTheKindHasNot_FailsWithDeviceFault()
    {
        using IDriverBench bench = Open();

        var error = Assert.Throws<DeviceException>(() => bench.Driver.Start(new DeviceCommand("Levitate")));

        Assert.Equal(ErrorCodes.DeviceFault, error.Code);
        Assert.Contains(Spec.Name, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SafeWord.Off)]
    [InlineData(SafeWord.On)]
    [InlineData(SafeWord.Stop)]
    [InlineData(SafeWord.Open)]
    [InlineData(SafeWord.Close)]
    [InlineData(SafeWord.Number)]
    public void MakeSafe_OfAnyWord_NeverThrows(SafeWord word)
    {
        using IDriverBench bench = Open();

        bench.Driver.MakeSafe(new SafeValue(word));
    }

    [Fact]
    public async Task MakeSafe_FromManyThreadsWhileTimePasses_NeverThrows()
    {
        using IDriverBench bench = Open();
        using var stop = new CancellationTokenSource();
        var threads = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            while (!stop.IsCancellationRequested) bench.Driver.MakeSafe(new SafeValue(SafeWord.Stop));
        })).ToArray();

        for (int i = 0; i < 20; i++) bench.Clock.Advance(bench.Clock.Step, CancellationToken.None);
        await stop.CancelAsync();

        await Task.WhenAll(threads).WaitAsync(TimeSpan.FromSeconds(10));
    }
}
