namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>All families and how often each is drawn.</summary>
internal static class TaskFamilies
{
    private static readonly (Func<SynthRobot, Talk, Draft?> Make, int Weight)[] All =
    [
        (ReadingFamilies.Read, 9), (ReadingFamilies.ReadMany, 4), (ReadingFamilies.Compare, 3), (ReadingFamilies.Average, 4), (ReadingFamilies.History, 4), (ReadingFamilies.Plot, 2),
        (ReadingFamilies.Extremes, 2), (ReadingFamilies.Input, 5), (ReadingFamilies.State, 4),
        (SwitchingFamilies.One, 16), (SwitchingFamilies.Listed, 8), (SwitchingFamilies.Need, 8), (SwitchingFamilies.Relative, 3), (SwitchingFamilies.StepBy, 3), (SwitchingFamilies.Blink, 2),
        (SwitchingFamilies.LongRun, 2), (SwitchingFamilies.AllOff, 1),
        (ControlFamilies.Until, 12), (ControlFamilies.HoldPoint, 3), (ControlFamilies.Condition, 9), (ControlFamilies.WaitInput, 6), (ControlFamilies.WaitValue, 3), (ControlFamilies.Sequence, 10),
        (ControlFamilies.CountEvents, 2), (ControlFamilies.ShowValue, 2), (ControlFamilies.Ramp, 2), (ControlFamilies.DriveUntil, 2),
        (RefusalFamilies.Missing, 4), (RefusalFamilies.Other, 2), (RefusalFamilies.OutOfRange, 3), (RefusalFamilies.Rule, 4), (RefusalFamilies.Prepared, 5),
    ];

    private static readonly int Total = All.Sum(f => f.Weight);

    /// <summary>A task for this robot; null where the drawn family has no device here.</summary>
    public static Draft? Draw(SynthRobot robot, Talk talk)
    {
        int at = talk.Dice.Next(Total);
        foreach ((Func<SynthRobot, Talk, Draft?> make, int weight) in All)
            if ((at -= weight) < 0) return make(robot, talk);
        return null;
    }
}
