using CodeAct.Robotics.Hardware.Linux.Motion;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

public sealed class StepRamp_Tests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(-500)]
    [InlineData(12_345)]
    public void Next_ToAGoal_MakesExactlyTheStepsAndEndsAtRest(long goal)
    {
        var ramp = new StepRamp { Speed = 1234.5, Acceleration = 777.7, Goal = goal };

        List<double> times = Run(ramp);

        Assert.Equal(Math.Abs(goal), times.Count);
        Assert.Equal(goal, ramp.Position);
        Assert.True(ramp.IsDone);
    }

    [Fact]
    public void Next_OfALongWay_IsATrapezoid()
    {
        // 0.5 s to 1000 steps/s over 250 steps, 500 steps at speed, 0.5 s to rest.
        var ramp = new StepRamp { Speed = 1000, Acceleration = 2000, Goal = 1000 };

        List<double> times = Run(ramp);

        Assert.Equal(1.5, times.Sum(), 1e-3);
        Assert.Equal(0.5, times.Take(250).Sum(), 1e-3);
        Assert.All(times.Skip(251).Take(498), t => Assert.Equal(0.001, t, 1e-9));
        Assert.Equal(times[0], times[^1], 1e-9);
    }

    [Fact]
    public void Next_OfAShortWay_IsATriangle()
    {
        var ramp = new StepRamp { Speed = 1000, Acceleration = 2000, Goal = 200 };

        Assert.Equal(2 * Math.Sqrt(200 / 2000.0), Run(ramp).Sum(), 1e-6);
    }

    [Fact]
    public void Next_NeverIsFasterThanTheSpeedNorItsAcceleration()
    {
        var ramp = new StepRamp { Speed = 500, Acceleration = 1000, Goal = 3000 };
        double before = 0, secondsBefore = 0;
        for (int i = 0; ramp.Next() is { } seconds; i++)
        {
            double speed = ramp.Direction / seconds;
            Assert.True(Math.Abs(speed) <= 500 + 1e-6);
            // A step's mean speed is the speed in its middle.
            Assert.True(Math.Abs(speed - before) <= 1000 * (seconds + secondsBefore) / 2 * (1 + 1e-6), $"step {i}: {before} to {speed} steps/s");
            (before, secondsBefore) = (speed, seconds);
            if (i == 700) ramp.Goal = -200;
            if (i == 1500) ramp.Speed = 100;
            ramp.Made();
        }

        Assert.Equal(-200, ramp.Position);
    }

    [Fact]
    public void Next_WithAGoalBehind_BrakesAndTurns()
    {
        var ramp = new StepRamp { Speed = 1000, Acceleration = 2000, Goal = 1000 };
        for (int i = 0; i < 400; i++)
        {
            ramp.Next();
            ramp.Made();
        }

        ramp.Goal = 300;
        long furthest = 0;
        while (ramp.Next() is not null)
        {
            ramp.Made();
            furthest = Math.Max(furthest, ramp.Position);
        }

        Assert.Equal(300, ramp.Position);
        Assert.Equal(650, furthest);
    }

    [Fact]
    public void Stop_StandsAtOnce()
    {
        var ramp = new StepRamp { Speed = 1000, Acceleration = 2000, Goal = 1000 };
        for (int i = 0; i < 100; i++)
        {
            ramp.Next();
            ramp.Made();
        }

        ramp.Stop();

        Assert.Null(ramp.Next());
        Assert.Equal(100, ramp.Position);
    }

    private static List<double> Run(StepRamp ramp)
    {
        var times = new List<double>();
        while (ramp.Next() is { } seconds)
        {
            times.Add(seconds);
            ramp.Made();
            Assert.True(times.Count < 20_000);
        }

        return times;
    }
}
