using System.Globalization;

namespace CodeAct.Robotics.Hardware.Linux.Guardian;

/// <summary>Asks the kernel to be served before others. Each is given or not: without permission things work, and wait longer on a busy machine.</summary>
public static class RealTime
{
    // Above all ordinary threads, below the kernel's interrupt threads (50).
    private const int Priority = 10;

    /// <summary>Puts the calling thread before all ordinary ones (SCHED_FIFO; needs CAP_SYS_NICE, or LimitRTPRIO= in a unit).</summary>
    /// <returns>Whether it was permitted.</returns>
    public static unsafe bool RaiseThread()
    {
        int priority = Priority;
        return GuardianNative.SetScheduler(0, GuardianNative.FirstInFirstOut, &priority) == 0;
    }

    /// <summary>Keeps this process's pages in memory as they are used (needs CAP_IPC_LOCK, or LimitMEMLOCK=infinity in a unit).</summary>
    /// <returns>Whether it was permitted.</returns>
    public static bool KeepInMemory() => GuardianNative.LockMemory(GuardianNative.LockCurrent | GuardianNative.LockFuture | GuardianNative.LockOnFault) == 0;

    /// <summary>Asks the memory killer to take others first.</summary>
    /// <param name="score">-1000 (never) to 1000; below the present score it needs CAP_SYS_RESOURCE.</param>
    /// <returns>Whether it was permitted.</returns>
    public static bool SpareFromMemoryKiller(int score)
    {
        try
        {
            File.WriteAllText("/proc/self/oom_score_adj", score.ToString(CultureInfo.InvariantCulture));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
