namespace CodeAct.Robotics.Cli;

/// <summary>Where things lie, by the XDG base directory specification 0.8.</summary>
internal static class Paths
{
    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>Configuration folders, the system's first.</summary>
    public static IReadOnlyList<string> Configuration =>
        ["/etc/codeact", Path.Combine(Variable("XDG_CONFIG_HOME") ?? Path.Combine(Home, ".config"), "codeact")];

    /// <summary>Episodes and latches.</summary>
    public static string State => Path.Combine(Variable("XDG_STATE_HOME") ?? Path.Combine(Home, ".local", "state"), "codeact");

    /// <summary>Episode records.</summary>
    public static string Episodes => Path.Combine(State, "episodes");

    /// <summary>What the embedded model computed for robots' system messages. May be deleted at any time.</summary>
    public static string Prefixes => Path.Combine(Variable("XDG_CACHE_HOME") ?? Path.Combine(Home, ".cache"), "codeact", "prefixes");

    /// <summary>Sockets of running processes; private to the user.</summary>
    public static string Runtime => Variable("XDG_RUNTIME_DIR") is { } folder && Directory.Exists(folder)
        ? Path.Combine(folder, "codeact")
        : Path.Combine(Path.GetTempPath(), $"codeact-{Environment.UserName}");

    /// <summary>Makes the folder of sockets.</summary>
    /// <exception cref="IOException">It can't be made.</exception>
    public static void MakeRuntime() => Directory.CreateDirectory(Runtime, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <summary>The tasks of a served robot.</summary>
    public static string Queue(string robot) => Path.Combine(State, "queue", $"{robot}.db");

    /// <summary>Locked by the process that serves a robot.</summary>
    public static string Owner(string robot) => Path.Combine(State, "owner", robot);

    /// <summary>The latch of a robot's e-stop.</summary>
    public static string Latch(string robot) => Path.Combine(State, "estop", robot);

    /// <summary>A folder of the checkout or installation, such as hardware/robots: beside the program or above it. Null where there is none.</summary>
    public static string? Shipped(string relative)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, relative);
            if (Directory.Exists(path)) return path;
        }

        return null;
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value && Path.IsPathRooted(value) ? value : null;
}
