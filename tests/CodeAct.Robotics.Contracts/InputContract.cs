using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Contracts;

/// <summary>What the driver of an input promises.</summary>
public abstract class InputContract : DriverContract
{
    /// <inheritdoc/>
    protected override DeviceKind Kind => DeviceKinds.Input;

    [Fact]
    public void Read_FollowsTheInput()
    {
        using IDriverBench bench = Open();

        foreach (double active in new double[] { 0, 1, 0, 1 })
        {
            bench.Present(active);
            bench.Clock.Advance(bench.Clock.Step, CancellationToken.None);
            Assert.Equal(active, bench.Driver.Read().Value);
        }
    }
}
