using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Contracts;

/// <summary>What servo and stepper promise alike: an axis that takes its time and says when it is there.</summary>
public abstract class PositionContract : DriverContract
{
    /// <inheritdoc/>
    protected override ValueRange? Range => new ValueRange(0, 90);

    [Fact]
    public void MoveTo_IsBusyUntilItIsThere()
    {
        using IDriverBench bench = Open();

        bench.Driver.Start(new DeviceCommand("MoveTo", 60));
        Assert.True(bench.Driver.IsBusy);
        Settle(bench);

        Assert.Equal(60, bench.Driver.Read().Value, Tolerance);
        Assert.Equal(60, bench.Seen.Value, Tolerance);
    }

    [Fact]
    public void MoveTo_WhereItIs_IsDoneAtOnce()
    {
        using IDriverBench bench = Open();

        bench.Driver.Start(new DeviceCommand("MoveTo", bench.Driver.Read().Value));

        Assert.False(bench.Driver.IsBusy);
    }

    [Fact]
    public void MoveTo_WhileItMoves_TurnsToTheNewGoal()
    {
        using IDriverBench bench = Open();

        bench.Driver.Start(new DeviceCommand("MoveTo", 90));
        bench.Clock.Advance(0.1, CancellationToken.None);
        bench.Driver.Start(new DeviceCommand("MoveTo", 10));
        Settle(bench);

        Assert.Equal(10, bench.Seen.Value, Tolerance);
    }

    [Fact]
    public void MoveTo_WithALargestSpeed_TakesItsTime()
    {
        using IDriverBench bench = Open();

        double start = bench.Clock.Now;
        bench.Driver.Start(new DeviceCommand("MoveTo", 30) { MaxSpeed = 10 });
        Settle(bench);

        Assert.InRange(bench.Clock.Now - start, 2.99, 4);
    }

    [Fact]
    public void MakeSafe_Stop_StaysWhereItIs()
    {
        using IDriverBench bench = Open();
        bench.Driver.Start(new DeviceCommand("MoveTo", 90) { MaxSpeed = 45 });
        bench.Clock.Advance(0.5, CancellationToken.None);

        bench.Driver.MakeSafe(new SafeValue(SafeWord.Stop));
        double stopped = bench.Seen.Value;
        bench.Clock.Advance(1, CancellationToken.None);

        Assert.InRange(stopped, 1, 89);
        Assert.Equal(stopped, bench.Seen.Value, Tolerance);
        Assert.False(bench.Driver.IsBusy);
    }

    [Fact]
    public void MakeSafe_Number_GoesThere()
    {
        using IDriverBench bench = Open();

        bench.Driver.MakeSafe(new SafeValue(SafeWord.Number, 45));
        bench.Clock.Advance(20, CancellationToken.None);

        Assert.Equal(45, bench.Seen.Value, Tolerance);
    }
}

/// <summary>What the driver of a servo promises.</summary>
public abstract class ServoContract : PositionContract
{
    /// <inheritdoc/>
    protected override DeviceKind Kind => DeviceKinds.Servo;
}

/// <summary>What the driver of a stepper promises.</summary>
public abstract class StepperContract : PositionContract
{
    /// <inheritdoc/>
    protected override DeviceKind Kind => DeviceKinds.Stepper;

    [Fact]
    public void MoveBy_GoesOnFromWhereItIs()
    {
        using IDriverBench bench = Open();

        bench.Driver.Start(new DeviceCommand("MoveBy", 20));
        Settle(bench);
        bench.Driver.Start(new DeviceCommand("MoveBy", -5));
        Settle(bench);

        Assert.Equal(15, bench.Driver.Read().Value, Tolerance);
        Assert.Equal(15, bench.Seen.Value, Tolerance);
    }

    [Fact]
    public void Read_WhileItMoves_SaysSo()
    {
        using IDriverBench bench = Open();

        bench.Driver.Start(new DeviceCommand("MoveTo", 90));
        bench.Clock.Advance(0.1, CancellationToken.None);

        Assert.True(bench.Driver.Read().Flag);
    }
}
