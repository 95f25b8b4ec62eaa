using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Contracts;

/// <summary>What the driver of a dimmer promises.</summary>
public abstract class DimmerContract : DriverContract
{
    /// <inheritdoc/>
    protected override DeviceKind Kind => DeviceKinds.Dimmer;

    [Theory]
    [InlineData(0)]
    [InlineData(0.25)]
    [InlineData(1)]
    public void Set_TakesEffectAtOnce(double level)
    {
        using IDriverBench bench = Open();

        bench.Driver.Start(new DeviceCommand("Set", level));

        Assert.False(bench.Driver.IsBusy);
        Assert.Equal(level, bench.Driver.Read().Value, Tolerance);
        Assert.Equal(level, bench.Seen.Value, Tolerance);
    }

    [Theory]
    [InlineData(SafeWord.Off, 0, 0)]
    [InlineData(SafeWord.Number, 0.3, 0.3)]
    [InlineData(SafeWord.On, 0, 1)]
    [InlineData(SafeWord.Stop, 0, 0.7)]
    public void MakeSafe_SetsTheSafeLevel(SafeWord word, double number, double expected)
    {
        using IDriverBench bench = Open();
        bench.Driver.Start(new DeviceCommand("Set", 0.7));

        bench.Driver.MakeSafe(new SafeValue(word, number));

        Assert.Equal(expected, bench.Seen.Value, Tolerance);
        Assert.Equal(expected, bench.Driver.Read().Value, Tolerance);
    }
}
