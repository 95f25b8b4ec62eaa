using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Sandbox.Worker.Protocol;

namespace CodeAct.Robotics.Sandbox;

/// <summary>What one action may spend, and what the worker process may have. Read once, when the sandbox is made.</summary>
public sealed record SandboxOptions
{
    /// <summary>The longest code in characters. Default 16,384.</summary>
    public int SourceLength { get; init; } = 16 << 10;

    /// <summary>Statements and function entries that run. Default 50 million.</summary>
    public long Statements { get; init; } = 50_000_000;

    /// <summary>How deep calls may nest, 1 to 4,000. Default 64.</summary>
    public int CallDepth { get; init; } = 64;

    /// <summary>Printed characters. Default 16,384.</summary>
    public int OutputLength { get; init; } = 16 << 10;

    /// <summary>Calls to the host, the polls of a WaitUntil not counted. Default 20,000.</summary>
    public int DeviceCalls { get; init; } = 20_000;

    /// <summary>Running code, without the time that calls to the host take. Default 5 s.</summary>
    public TimeSpan RunTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Analysing and compiling. Default 5 s; a warm worker needs some milliseconds.</summary>
    public TimeSpan CompileTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How much later than <see cref="RunTime"/> the worker is killed where it did not stop itself. Default 0.5 s.</summary>
    public TimeSpan KillAfter { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Starting and warming up a worker. Default 60 s: a slow board needs some.</summary>
    public TimeSpan StartTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The worker's managed heap in bytes, compiler included. Default 128 MiB.</summary>
    public long HeapBytes { get; init; } = 128 << 20;

    /// <summary>
    /// How many sessions one worker may serve, one after the other. Default 1: what a task's code left behind in its process ends with it.
    /// More saves the start of a process where all code is one's own, as when a dataset is made.
    /// </summary>
    public int SessionsPerWorker { get; init; } = 1;

    /// <summary>
    /// Whether another worker is warmed while one serves, for the next session or where that one dies. Default true; without it, each is
    /// started when it is wanted.
    /// </summary>
    public bool Reserve { get; init; } = true;

    /// <summary>Whether bubblewrap stands around the worker where it is installed and the kernel allows it. Default true.</summary>
    public bool Bubblewrap { get; init; } = true;

    /// <summary>Told the process number of each worker when it is warm, so that who watches over this process can end it, too. From any thread.</summary>
    public Action<int>? Started { get; init; }

    /// <summary>The same for a machine that is so many times slower; the start gets at most ten times as long.</summary>
    public SandboxOptions Patient(double factor) => this with
    {
        RunTime = RunTime * factor,
        CompileTime = CompileTime * factor,
        KillAfter = KillAfter * factor,
        StartTime = StartTime * Math.Min(factor, 10),
    };

    /// <summary>What a worker is told first of a session.</summary>
    internal InitMessage Init(SandboxApi api) => new()
    {
        Source = api.Source,
        HostType = api.HostType,
        Seed = api.Seed,
        Usings = api.Usings,
        Budgets = new Budgets
        {
            SourceLength = SourceLength,
            Statements = Statements,
            CallDepth = CallDepth,
            OutputLength = OutputLength,
            DeviceCalls = DeviceCalls,
            RunSeconds = RunTime.TotalSeconds,
        },
    };

    /// <summary>Measures <see cref="RunTime"/> and <see cref="CompileTime"/> on the host. Default the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
