namespace CodeAct.Robotics.Simulators.Tests;

public sealed class Clock_Tests
{
    [Fact]
    public void Clock_StartsAtZeroAndStandsStill()
    {
        Twin twin = Twin.Of("greenhouse");

        twin.Read("Soil");

        Assert.Equal(0, twin.Now);
        Assert.Equal("sim", twin.Simulation.Name);
        Assert.Equal(0.1, twin.Simulation.Clock.Step);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Advance_OfNoTime_IsRefused(double seconds)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Twin.Of("greenhouse").Wait(seconds));
    }

    [Fact]
    public void Advance_Cancelled_EndsBeforeItsTime()
    {
        Twin twin = Twin.Of("greenhouse");
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));

        Assert.Throws<OperationCanceledException>(() => twin.Simulation.Advance(1e9, source.Token));

        Assert.True(twin.Now < 1e9);
        twin.Wait(1);
    }

    [Theory]
    [InlineData("greenhouse")]
    [InlineData("home")]
    [InlineData("workbench")]
    public void Advance_AllocatesNothing(string robot)
    {
        Twin twin = Twin.Of(robot);
        twin.Wait(1000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        twin.Wait(5000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
