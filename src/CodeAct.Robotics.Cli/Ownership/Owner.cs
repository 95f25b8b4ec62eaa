namespace CodeAct.Robotics.Cli;

/// <summary>One process serves a robot at a time: a lock on a file, which the kernel releases however the process ends.</summary>
internal static class Owner
{
    /// <summary>Takes it; disposing gives it back.</summary>
    /// <exception cref="OwnedException">Another process has it.</exception>
    public static IDisposable Take(string robot)
    {
        string path = Paths.Owner(robot);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new OwnedException($"{robot} is served by another process. Send it tasks with: codeact send --robot {robot} \"…\"");
        }
    }
}

/// <summary>A robot belongs to another process.</summary>
internal sealed class OwnedException(string message) : Exception(message);
