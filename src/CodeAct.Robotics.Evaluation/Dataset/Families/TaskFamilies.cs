namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>All families and how often each is drawn.</summary>
internal static class TaskFamilies
{
    /// <summary>How a task is made, and how often.</summary>
    internal static readonly (Func<SynthRobot, Talk, Draft?> Make, int Weight)[] All =
    [
        (ReadingFamilies.Read, 12), (ReadingFamilies.ReadMany, 4), (ReadingFamilies.Compare, 3), (ReadingFamilies.Average, 4), (ReadingFamilies.History, 4), (ReadingFamilies.Plot, 2),
        (ReadingFamilies.Extremes, 2), (ReadingFamilies.Input, 5), (ReadingFamilies.State, 4),
        (SwitchingFamilies.One, 16), (SwitchingFamilies.Listed, 8), (SwitchingFamilies.Need, 8), (SwitchingFamilies.Relative, 4), (SwitchingFamilies.StepBy, 8), (SwitchingFamilies.Blink, 2),
        (SwitchingFamilies.AllOff, 1),
        (ControlFamilies.Until, 12), (ControlFamilies.HoldPoint, 3), (ControlFamilies.Condition, 9), (ControlFamilies.WaitInput, 6), (ControlFamilies.WaitValue, 3), (ControlFamilies.Sequence, 10),
        (ControlFamilies.CountEvents, 2), (ControlFamilies.ShowValue, 2), (ControlFamilies.Ramp, 2), (ControlFamilies.DriveUntil, 6),
        (RefusalFamilies.Missing, 4), (RefusalFamilies.Other, 4), (RefusalFamilies.OutOfRange, 3), (RefusalFamilies.Rule, 8), (RefusalFamilies.Prepared, 5),
        (PrepareFamilies.TooLow, 4), (PrepareFamilies.FillFirst, 5),
        (CompoundFamilies.UntilThen, 5), (CompoundFamilies.ActAndRead, 5), (CompoundFamilies.FirstIf, 4), (CompoundFamilies.TwoWhen, 4), (CompoundFamilies.Quiet, 4), (CompoundFamilies.MoveBack, 5), (GroupFamilies.Off, 7),
        (TimingFamilies.Bursts, 5), (TimingFamilies.TotalRun, 7), (TimingFamilies.LevelFor, 5), (TimingFamilies.BeepGap, 3), (TimingFamilies.ColorSteps, 2), (TimingFamilies.Sos, 2),
        (FaultFamilies.Watch, 5), (FaultFamilies.Fallback, 6), (FaultFamilies.PowerCut, 4), (FaultFamilies.Offset, 4), (FaultFamilies.ThereAndBack, 8),
        (DrivingFamilies.Drive, 20), (DrivingFamilies.TurnAndGo, 15), (DrivingFamilies.Corner, 8), (DrivingFamilies.Square, 4), (DrivingFamilies.Fetch, 15), (ReportFamilies.OrSay, 5), (ReportFamilies.Flaky, 5),
        (StatisticsFamilies.Spread, 1), (StatisticsFamilies.Median, 1), (StatisticsFamilies.Trend, 2), (StatisticsFamilies.Above, 2), (StatisticsFamilies.Change, 2), (StatisticsFamilies.PlotWithFigure, 3), (StatisticsFamilies.OtherUnit, 3), (StatisticsFamilies.FahrenheitGoal, 2),
        (InputFamilies.Condition, 10), (InputFamilies.Over, 3), (InputFamilies.EachTime, 3),
        (RelativeFamilies.ReachBy, 6), (RelativeFamilies.ServoBy, 5), (RelativeFamilies.Scale, 4), (RelativeFamilies.Pause, 3), (RelativeFamilies.ShortOf, 2),
        (TogetherFamilies.Meanwhile, 4), (TogetherFamilies.LongAndShort, 2), (TogetherFamilies.HalfSeconds, 3),
        (ListedFamilies.Grip, 2), (ListedFamilies.Motor, 2), (ListedFamilies.Text, 2), (ListedFamilies.Beep, 2), (ListedFamilies.VerbFor, 3),
    ];

    private static readonly int Total = All.Sum(f => f.Weight);

    /// <summary>A task for this robot; null where the drawn family has no device here.</summary>
    public static Draft? Draw(SynthRobot robot, Talk talk)
    {
        int at = talk.Dice.Next(Total);
        foreach ((Func<SynthRobot, Talk, Draft?> make, int weight) in All)
            if ((at -= weight) < 0) return make(robot, talk) is { } draft ? Among(talk, draft) : null;
        return null;
    }

    // People give reasons; they are not to be acted on.
    private static Draft Among(Talk talk, Draft draft)
    {
        if (!talk.Dice.Chance(0.08)) return draft;
        string aside = talk.Fill("aside"), whole = ".!?".Contains(draft.Task[^1], StringComparison.Ordinal) ? draft.Task : draft.Task + ".";
        return draft with { Task = talk.Dice.Chance(0.6) ? $"{Ended(aside)} {SwitchingFamilies.Capital(draft.Task)}" : $"{whole} {SwitchingFamilies.Capital(aside)}" };
    }

    private static string Ended(string text) => ".!?".Contains(text[^1], StringComparison.Ordinal) ? text : text + ".";
}
