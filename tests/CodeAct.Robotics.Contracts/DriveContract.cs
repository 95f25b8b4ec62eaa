using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Contracts;

/// <summary>What the driver of a drive promises.</summary>
public abstract class DriveContract : DriverContract
{
    /// <inheritdoc/>
    protected override DeviceKind Kind => DeviceKinds.Drive;

    [Fact]
    public void Forward_GoesAlongItsHeading()
    {
        using IDriverBench bench = Open();

        Do(bench, "Forward", 1);
        Do(bench, "Turn", 90);
        Do(bench, "Forward", 0.5);

        AssertPose(bench, 1, 0.5, 90);
    }

    [Fact]
    public void Forward_Negative_GoesBackwards()
    {
        using IDriverBench bench = Open();

        Do(bench, "Forward", -0.4);

        AssertPose(bench, -0.4, 0, 0);
    }

    [Fact]
    public void Turn_Negative_IsToTheRight()
    {
        using IDriverBench bench = Open();

        Do(bench, "Turn", -90);
        Do(bench, "Forward", 1);

        AssertPose(bench, 0, -1, -90);
    }

    [Fact]
    public void Forward_WithALargestSpeed_IsNoFaster()
    {
        using IDriverBench bench = Open();

        double start = bench.Clock.Now;
        bench.Driver.Start(new DeviceCommand("Forward", 0.2) { MaxSpeed = 0.1 });
        Settle(bench);

        Assert.True(bench.Clock.Now - start >= 1.99);
    }

    [Fact]
    public void Stop_EndsAMotionWhereItIs()
    {
        using IDriverBench bench = Open();
        bench.Driver.Start(new DeviceCommand("Forward", 1));
        bench.Clock.Advance(0.5, CancellationToken.None);
        Assert.True(bench.Driver.Read().Flag);

        bench.Driver.Start(new DeviceCommand("Stop"));

        AssertStandsBetween(bench);
    }

    [Theory]
    [InlineData(SafeWord.Stop)]
    [InlineData(SafeWord.Off)]
    public void MakeSafe_EndsAMotionWhereItIs(SafeWord word)
    {
        using IDriverBench bench = Open();
        bench.Driver.Start(new DeviceCommand("Forward", 1));
        bench.Clock.Advance(0.5, CancellationToken.None);

        bench.Driver.MakeSafe(new SafeValue(word));

        AssertStandsBetween(bench);
    }

    private static void Do(IDriverBench bench, string member, double amount)
    {
        bench.Driver.Start(new DeviceCommand(member, amount));
        Settle(bench);
    }

    private static void AssertStandsBetween(IDriverBench bench)
    {
        double x = bench.Seen.Value;
        bench.Clock.Advance(1, CancellationToken.None);
        Assert.InRange(x, 0.01, 0.99);
        Assert.Equal(x, bench.Seen.Value);
        Assert.False(bench.Driver.Read().Flag);
    }

    private void AssertPose(IDriverBench bench, double x, double y, double heading)
    {
        foreach (DeviceState state in new[] { bench.Driver.Read(), bench.Seen })
        {
            Assert.Equal(x, state.Value, Tolerance);
            Assert.Equal(y, state.Second, Tolerance);
            Assert.Equal(heading, state.Third, Tolerance);
            Assert.False(state.Flag);
        }
    }
}
