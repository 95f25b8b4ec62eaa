using CodeAct.Robotics.Sandbox;

namespace CodeAct.Robotics.Benchmarks;

/// <summary>Ten thousand actions in fifty tasks through one host: what stays behind.</summary>
internal static class LeakBenchmark
{
    private const int Tasks = 50, Actions = 200;

    public static async IAsyncEnumerable<Figure> RunAsync()
    {
        string[] descriptors = [];
        int children = 0;
        long before = 0;
        await using (var sandbox = new ActionSandbox())
        {
            for (int task = 0; task < Tasks; task++)
            {
                await using (BenchRobot robot = await BenchRobot.OpenAsync(sandbox))
                    for (int i = 0; i < Actions; i++) await robot.ActAsync($"var soil = Soil.Read(); Lamp.On(); Wait(1); Lamp.Off(); Print($\"{i}: {{soil:F1}}\");");
                // Each time with one worker, the one in reserve, and that one warm.
                await sandbox.WaitForSpareAsync();
                // The first tasks load and compile what the host needs for good.
                if (task == 4)
                {
                    before = Resident();
                    (descriptors, children) = (Descriptors(), Children());
                }
            }
            // Before the first figure is printed: the console opens a descriptor of its own.
            (long grown, string[] after, int left) = (Resident() - before, Descriptors(), Children());
            yield return new Figure("growth of the host over 9,000 actions", grown / 1e6, "MB", AtMost: 20);
            yield return new Figure("open files more than before", after.Length - descriptors.Length, "", AtMost: 0);
            if (after.Length > descriptors.Length) foreach (string one in after.Except(descriptors)) Console.Error.WriteLine($"  new: {one}");
            yield return new Figure("processes more than before", left - children, "", AtMost: 0);
        }
        yield return new Figure("processes after the end", Children(), "", AtMost: 0);
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Environment.WorkingSet;
    }

    // Assemblies are loaded when they are first needed, and stay.
    private static string[] Descriptors() =>
        [.. Directory.GetFileSystemEntries("/proc/self/fd").Select(fd => $"{fd} {new FileInfo(fd).LinkTarget}").Where(fd => !fd.EndsWith(".dll", StringComparison.Ordinal))];

    private static int Children() => Directory.GetDirectories("/proc/self/task").Sum(t => File.ReadAllText(Path.Combine(t, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
}
