using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Contracts;

/// <summary>What the driver of a gripper promises; something is near enough to hold.</summary>
public abstract class GripperContract : DriverContract
{
    /// <inheritdoc/>
    protected override DeviceKind Kind => DeviceKinds.Gripper;

    /// <inheritdoc/>
    protected override DeviceSpec Spec => base.Spec with { Simulation = new SimulationSpec { Near = true } };

    [Fact]
    public void Close_HoldsWhatIsThere()
    {
        using IDriverBench bench = Open();

        bench.Driver.Start(new DeviceCommand("Close"));
        Assert.True(bench.Driver.IsBusy);
        Assert.False(bench.Driver.Read().Flag);
        Settle(bench);

        Assert.Equal(1, bench.Driver.Read().Value);
        Assert.True(bench.Driver.Read().Flag);
        Assert.True(bench.Seen.Flag);
    }

    [Fact]
    public void Open_LetsGo()
    {
        using IDriverBench bench = Open();
        bench.Driver.Start(new DeviceCommand("Close"));
        Settle(bench);

        bench.Driver.Start(new DeviceCommand("Open"));
        Settle(bench);

        Assert.Equal(0, bench.Driver.Read().Value);
        Assert.False(bench.Seen.Flag);
    }

    [Fact]
    public void MakeSafe_Stop_KeepsHolding()
    {
        using IDriverBench bench = Open();
        bench.Driver.Start(new DeviceCommand("Close"));
        Settle(bench);

        bench.Driver.MakeSafe(new SafeValue(SafeWord.Stop));
        bench.Clock.Advance(1, CancellationToken.None);

        Assert.True(bench.Seen.Flag);
    }

    [Fact]
    public void MakeSafe_Open_LetsGo()
    {
        using IDriverBench bench = Open();
        bench.Driver.Start(new DeviceCommand("Close"));
        Settle(bench);

        bench.Driver.MakeSafe(new SafeValue(SafeWord.Open));
        bench.Clock.Advance(2, CancellationToken.None);

        Assert.Equal(0, bench.Seen.Value);
        Assert.False(bench.Seen.Flag);
    }
}
