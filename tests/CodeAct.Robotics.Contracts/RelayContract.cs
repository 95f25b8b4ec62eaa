using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Contracts;

/// <summary>What the driver of a relay promises.</summary>
public abstract class RelayContract : DriverContract
{
    /// <inheritdoc/>
    protected override DeviceKind Kind => DeviceKinds.Relay;

    [Fact]
    public void Relay_AtFirst_IsOff()
    {
        using IDriverBench bench = Open();

        Assert.Equal(0, bench.Driver.Read().Value);
        Assert.Equal(0, bench.Seen.Value);
    }

    [Fact]
    public void On_TakesEffectAtOnce()
    {
        using IDriverBench bench = Open();

        bench.Driver.Start(new DeviceCommand("On"));

        Assert.False(bench.Driver.IsBusy);
        Assert.Equal(1, bench.Driver.Read().Value);
        Assert.Equal(1, bench.Seen.Value);
    }

    [Fact]
    public void Off_AfterOn_SwitchesOff()
    {
        using IDriverBench bench = Open();

        bench.Driver.Start(new DeviceCommand("On"));
        bench.Driver.Start(new DeviceCommand("Off"));

        Assert.Equal(0, bench.Driver.Read().Value);
        Assert.Equal(0, bench.Seen.Value);
    }

    [Theory]
    [InlineData(SafeWord.Off, 0)]
    [InlineData(SafeWord.On, 1)]
    public void MakeSafe_SetsTheSafeState(SafeWord word, double expected)
    {
        using IDriverBench bench = Open();
        bench.Driver.Start(new DeviceCommand(word == SafeWord.On ? "Off" : "On"));

        bench.Driver.MakeSafe(new SafeValue(word));

        Assert.Equal(expected, bench.Seen.Value);
        Assert.Equal(expected, bench.Driver.Read().Value);
    }
}
