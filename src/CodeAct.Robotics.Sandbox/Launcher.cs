using System.Collections.Concurrent;
using System.Diagnostics;

namespace CodeAct.Robotics.Sandbox;

/// <summary>
/// Starts processes on one thread that lives as long as the program: bubblewrap dies with its parent, and to the kernel that parent
/// is the thread that started it (prctl(2), PR_SET_PDEATHSIG). Safe for many callers.
/// </summary>
internal static class Launcher
{
    private static readonly BlockingCollection<Action> Due = [];

    static Launcher() => new Thread(Serve) { IsBackground = true, Name = "launcher" }.Start();

    /// <summary>Starts it.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">It does not start.</exception>
    public static Process Start(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Due.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception e)
            {
                started.SetException(e);
            }
        });
        return started.Task.GetAwaiter().GetResult();
    }

    private static void Serve()
    {
        foreach (Action start in Due.GetConsumingEnumerable()) start();
    }
}
