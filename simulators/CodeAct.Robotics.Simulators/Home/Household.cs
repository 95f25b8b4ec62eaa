using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Simulators.Home;

/// <summary>What people do by chance where no scenario says otherwise.</summary>
internal static class Household
{
    // Seconds for which chance is drawn beforehand; later nobody moves. An action may take 24 h of the robot's clock.
    private const double Horizon = 48 * 3600;

    /// <summary>Somebody comes home once, between 5 and 55 minutes after the start: the door is open for 20 to 120 s.</summary>
    public static IReadOnlyList<TimeWindow> FrontDoor(SeededChance chance)
    {
        double from = chance.Between(300, 3300);
        return [new TimeWindow(from, from + chance.Between(20, 120))];
    }

    /// <summary>Bursts of 5 to 40 s with 4 minutes of rest between them on average, the less the more people there are; none in an empty room.</summary>
    public static IReadOnlyList<TimeWindow> Motion(SeededChance chance, double people)
    {
        var windows = new List<TimeWindow>();
        if (people <= 0) return windows;
        for (double time = 0; time < Horizon;)
        {
            double from = time + chance.Exponential(240 / people);
            time = from + chance.Between(5, 40);
            windows.Add(new TimeWindow(from, time));
        }

        return windows;
    }
}
