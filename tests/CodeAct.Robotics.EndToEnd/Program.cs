using System.Globalization;
using CodeAct.Robotics.EndToEnd.Chaos;

namespace CodeAct.Robotics.EndToEnd;

/// <summary>Beside the tests: what takes long.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["chaos", var rounds, var tasks, var seed]:
                return await ChaosRun.RunAsync(Number(rounds), Number(tasks), Number(seed), Console.Out);
            case ["fleet", var robots, var tasks, var seed]:
                return await FleetRun.RunAsync(Number(robots), Number(tasks), Number(seed), Console.Out);
            default:
                Console.Error.WriteLine("usage: chaos ROUNDS TASKS SEED    kills host, worker or broker at random moments while tasks arrive");
                Console.Error.WriteLine("       fleet ROBOTS TASKS SEED    several robots share the tasks of a fleet, two are killed and started again");
                return 2;
        }

        static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }
}
