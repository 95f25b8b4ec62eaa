namespace CodeAct.Robotics.Hardware.Linux.Motion;

/// <summary>
/// The times of steps under constant acceleration: from step to step the square of the speed changes by twice the acceleration, and the time of a step
/// is twice over the sum of the speeds at its ends. It looks one step ahead, so that goal and speed may change at any step.
/// Exact in real numbers; D. Austin's "Generate stepper-motor speed profiles in real time" (2005) has the integer form.
/// </summary>
internal sealed class StepRamp
{
    private double _square;

    /// <summary>Where it is, in steps.</summary>
    public long Position { get; set; }

    /// <summary>Where it goes, in steps.</summary>
    public long Goal { get; set; }

    /// <summary>The way of the motion under way: 1, -1, or 0 where it stands.</summary>
    public int Direction { get; private set; }

    /// <summary>Steps a second at most.</summary>
    public double Speed { get; set; }

    /// <summary>Steps a second squared.</summary>
    public double Acceleration { get; set; }

    /// <summary>True where it stands and is there.</summary>
    public bool IsDone => Direction == 0 && Position == Goal;

    /// <summary>Stands at once, where it is.</summary>
    public void Stop()
    {
        _square = 0;
        Direction = 0;
        Goal = Position;
    }

    /// <summary>The seconds from now to the next step, which goes <see cref="Direction"/>; null where there is none to make.</summary>
    public double? Next()
    {
        if (_square == 0) Direction = Math.Sign(Goal - Position);
        if (Direction == 0) return null;
        long ahead = (Goal - Position) * Direction;
        double before = _square, change = 2 * Acceleration, most = Speed * Speed;
        // The last step ends at rest: as many steps are needed to brake as there are changes in the square. One that is past its goal brakes and turns.
        double reachable = change * Math.Max(0, ahead - 1);
        double target = Math.Min(most, reachable);
        double after = target > before ? Math.Min(before + change, target) : Math.Max(before - change, target);
        // Rounding must not leave a speed at the goal, since it would cost a step more.
        if (after - target < 1e-6 * change && after > target) after = target;
        _square = after;
        double sum = Math.Sqrt(before) + Math.Sqrt(after);
        // A single step from rest to rest: half a step up, half a step down.
        return sum > 0 ? 2 / sum : 2 / Math.Sqrt(Acceleration);
    }

    /// <summary>Books a step that was made.</summary>
    public void Made()
    {
        Position += Direction;
        if (_square == 0) Direction = 0;
    }
}
