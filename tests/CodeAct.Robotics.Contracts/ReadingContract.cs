using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Contracts;

/// <summary>What sensor and range promise alike.</summary>
public abstract class ReadingContract : DriverContract
{
    /// <inheritdoc/>
    protected override ValueRange? Range => new ValueRange(0, 100);

    [Theory]
    [InlineData(0)]
    [InlineData(12.5)]
    [InlineData(100)]
    public void Read_GivesWhatIsThere(double value)
    {
        using IDriverBench bench = Open();

        bench.Present(value);

        Assert.Equal(value, bench.Driver.Read().Value, Tolerance);
    }

    [Fact]
    public void Read_FollowsAChange()
    {
        using IDriverBench bench = Open();

        bench.Present(10);
        double first = bench.Driver.Read().Value;
        bench.Present(20);
        bench.Clock.Advance(bench.Clock.Step, CancellationToken.None);

        Assert.Equal(10, bench.Driver.Read().Value - first, 2 * Tolerance);
    }

    [Theory]
    [InlineData(-3, 1)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(15, 15)]
    [InlineData(100_000, 1440)]
    public void History_OfADriverThatRemembers_HasThatManyNumbers(int minutes, int expected)
    {
        using IDriverBench bench = Open();
        if (bench.Driver is not ISensorHistory history) return;
        bench.Present(10);

        IReadOnlyList<double> values = history.History(minutes);

        Assert.Equal(expected, values.Count);
        Assert.All(values, v => Assert.True(double.IsFinite(v)));
        Assert.Equal(10, values[^1], Tolerance);
    }
}

/// <summary>What the driver of a sensor promises.</summary>
public abstract class SensorContract : ReadingContract
{
    /// <inheritdoc/>
    protected override DeviceKind Kind => DeviceKinds.Sensor;
}

/// <summary>What the driver of a range finder promises.</summary>
public abstract class RangeContract : ReadingContract
{
    /// <inheritdoc/>
    protected override DeviceKind Kind => DeviceKinds.Range;
}
