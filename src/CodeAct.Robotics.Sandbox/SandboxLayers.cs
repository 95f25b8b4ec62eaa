namespace CodeAct.Robotics.Sandbox;

/// <summary>Which layers of the operating system stand around a worker. Analysis, budgets and process limits are always there.</summary>
/// <param name="Landlock">The version of Landlock in force, 0 where the kernel has none.</param>
/// <param name="SystemCalls">Whether system calls are filtered.</param>
/// <param name="Bubblewrap">Whether bubblewrap's namespaces stand around it.</param>
public sealed record SandboxLayers(int Landlock, bool SystemCalls, bool Bubblewrap = false)
{
    /// <summary>In one word each: <c>bubblewrap+landlock+seccomp+rlimits</c>. Without seccomp it is weak: nothing but analysis stands between code and kernel.</summary>
    public string Tier => string.Join('+', ((string?[])[Bubblewrap ? "bubblewrap" : null, Landlock > 0 ? "landlock" : null, SystemCalls ? "seccomp" : null, "rlimits"]).OfType<string>());

    /// <summary>Why bubblewrap is not used on this machine; empty where it is.</summary>
    public static string WhyNoBubblewrap => Sandbox.Bubblewrap.WhyNot;

    /// <summary>Whether real hardware may be driven: seccomp, rlimits and the watchdog are the least.</summary>
    public bool FitForHardware => SystemCalls;
}

/// <summary>One way out that a confined worker tried.</summary>
/// <param name="What">What it tried.</param>
/// <param name="Error">The kernel's error number (errno) that stopped it; 0 where nothing did.</param>
public sealed record EscapeAttempt(string What, int Error)
{
    /// <summary>Whether it was stopped.</summary>
    public bool Held => Error != 0;
}

/// <summary>What a worker found when it tried to get out.</summary>
/// <param name="Layers">The layers that it says stand around it.</param>
/// <param name="Attempts">What it tried.</param>
public sealed record SandboxExamination(SandboxLayers Layers, IReadOnlyList<EscapeAttempt> Attempts);
