using CodeAct.Robotics.Sandbox.Worker.Confinement;

namespace CodeAct.Robotics.Sandbox;

/// <summary>Tells the calls of one action that its worker is gone; once the action is over, nobody.</summary>
internal sealed class WorkerLoss(Agents.IHostCalls calls)
{
    private readonly Lock _lock = new();
    private bool _over;

    public void Tell()
    {
        lock (_lock)
            if (!_over) calls.WorkerLost();
    }

    /// <summary>The action is over: a late word would hit the next one.</summary>
    public void Close()
    {
        lock (_lock) _over = true;
    }
}

/// <summary>
/// Sees the end of a worker the moment it happens, also while the host is busy with a call of its code: the pipe that only the worker
/// writes hangs up.
/// </summary>
internal static class WorkerWatch
{
    private const int StackBytes = 128 * 1024;

    /// <summary>Watches on a thread of its own, which ends with the worker.</summary>
    /// <param name="output">The descriptor from which the host reads; a duplicate is watched.</param>
    /// <param name="died">Called once.</param>
    public static void Start(int output, Action died)
    {
        int watched = Libc.Dup(output);
        if (watched < 0) return;
        new Thread(() => Watch(watched, died), StackBytes) { IsBackground = true, Name = "worker watch" }.Start();
    }

    private static void Watch(int watched, Action died)
    {
        // No event is asked for, so waiting data does not wake it; hang-up and error always do.
        var poll = new Libc.PollFd { Fd = watched };
        while (Libc.Poll(ref poll, 1, -1) <= 0 || poll.Happened == 0) { }
        Libc.Close(watched);
        died();
    }
}
