using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Contracts;

/// <summary>What the driver of a motor promises.</summary>
public abstract class MotorContract : DriverContract
{
    /// <inheritdoc/>
    protected override DeviceKind Kind => DeviceKinds.Motor;

    [Theory]
    [InlineData(1)]
    [InlineData(-0.5)]
    [InlineData(0)]
    public void Run_TakesEffectAtOnceInEitherDirection(double power)
    {
        using IDriverBench bench = Open();

        bench.Driver.Start(new DeviceCommand("Run", power));

        Assert.False(bench.Driver.IsBusy);
        Assert.Equal(power, bench.Driver.Read().Value, Tolerance);
        Assert.Equal(power, bench.Seen.Value, Tolerance);
    }

    [Fact]
    public void Stop_EndsARun()
    {
        using IDriverBench bench = Open();

        bench.Driver.Start(new DeviceCommand("Run", 1));
        bench.Driver.Start(new DeviceCommand("Stop"));

        Assert.Equal(0, bench.Driver.Read().Value);
        Assert.Equal(0, bench.Seen.Value);
    }

    [Theory]
    [InlineData(SafeWord.Stop)]
    [InlineData(SafeWord.Off)]
    public void MakeSafe_StopsIt(SafeWord word)
    {
        using IDriverBench bench = Open();
        bench.Driver.Start(new DeviceCommand("Run", -1));

        bench.Driver.MakeSafe(new SafeValue(word));

        Assert.Equal(0, bench.Seen.Value);
    }
}
