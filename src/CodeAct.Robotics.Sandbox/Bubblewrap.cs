using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CodeAct.Robotics.Sandbox;

/// <summary>
/// bubblewrap around a worker: namespaces of its own (users, processes, network, mounts, names) in which there is nothing but the
/// runtime, this program and the system's libraries, read only. Used where it is installed and the kernel allows it, without root.
/// </summary>
internal static class Bubblewrap
{
    private const int ProbeMilliseconds = 5_000;

    private static readonly string[] Programs = ["/usr/bin/bwrap", "/usr/local/bin/bwrap", "/bin/bwrap"];

    // As for Landlock: what the loader and the runtime read at their start.
    private static readonly string[] Places =
        ["/usr/lib", "/lib", "/lib64", "/etc/ld.so.cache", "/sys/fs/cgroup", "/sys/devices/system/cpu", "/sys/devices/system/node", "/sys/kernel/mm/transparent_hugepage"];

    private static readonly Lazy<string> State = new(Probe);

    /// <summary>Whether workers are put into it here.</summary>
    public static bool IsUsable => State.Value.Length == 0;

    /// <summary>Why they are not, or an empty text.</summary>
    public static string WhyNot => State.Value;

    /// <summary>The same command inside.</summary>
    /// <param name="command">A worker's.</param>
    /// <param name="folders">Folders that it reads besides the system's libraries.</param>
    public static ProcessStartInfo Around(ProcessStartInfo command, params string[] folders)
    {
        List<string> arguments = ["--unshare-all", "--die-with-parent", "--new-session", "--proc", "/proc", "--dev", "/dev", "--chdir", "/"];
        foreach (string place in Places.Concat(folders)) arguments.AddRange(["--ro-bind-try", place, place]);
        var wrapped = new ProcessStartInfo(Programs.First(File.Exists), [.. arguments, "--", command.FileName, .. command.ArgumentList])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        wrapped.Environment.Clear();
        foreach ((string name, string? value) in command.Environment) wrapped.Environment[name] = value;
        return wrapped;
    }

    /// <summary>The innermost process below one of bubblewrap's: the worker, as the host sees it.</summary>
    /// <param name="id">bubblewrap's process number.</param>
    public static int Innermost(int id)
    {
        try
        {
            while (File.ReadAllText($"/proc/{id}/task/{id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var child, ..])
                id = int.Parse(child, System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It is gone, or the kernel does not tell.
        }
        return id;
    }

    private static string Probe()
    {
        if (!Array.Exists(Programs, File.Exists)) return "not installed";
        string library = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        ProcessStartInfo start = Around(new ProcessStartInfo("/usr/bin/true"), "/usr/bin", library);
        try
        {
            using Process probe = Launcher.Start(start);
            Task<string> errors = probe.StandardError.ReadToEndAsync();
            if (!probe.WaitForExit(ProbeMilliseconds))
            {
                probe.Kill();
                return "it does not answer";
            }
            return probe.ExitCode == 0 ? "" : errors.GetAwaiter().GetResult().Trim() is { Length: > 0 } error ? error : $"it ended with {probe.ExitCode}";
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return e.Message;
        }
    }
}
