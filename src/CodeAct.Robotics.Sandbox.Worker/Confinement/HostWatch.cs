namespace CodeAct.Robotics.Sandbox.Worker.Confinement;

/// <summary>Ends this process when the host is gone, whatever the code is doing.</summary>
internal static class HostWatch
{
    /// <summary>
    /// Watches the pipe from the host on a thread of its own: a parent-death signal would be bound to the host's thread that started us.
    /// </summary>
    public static void Start(int fd)
    {
        var thread = new Thread(() => Watch(fd), 128 * 1024) { IsBackground = true, Name = "host watch" };
        thread.Start();
    }

    private static void Watch(int fd)
    {
        // No event is asked for, so waiting data does not wake it; hang-up and error always do.
        var poll = new Libc.PollFd { Fd = fd };
        while (Libc.Poll(ref poll, 1, -1) <= 0 || poll.Happened == 0) { }
        Libc.Exit(3);
    }
}
