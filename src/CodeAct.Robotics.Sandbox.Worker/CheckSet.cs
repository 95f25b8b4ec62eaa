namespace CodeAct.Robotics.Sandbox.Worker;

/// <summary>The checks that a worker makes, each a layer. A user's worker makes all; the attack suite's own makes some, to try each alone.</summary>
[Flags]
internal enum CheckSet
{
    /// <summary>None: what the operating system allows is possible.</summary>
    None = 0,

    /// <summary>Text and tokens: length, nesting, odd characters.</summary>
    Text = 1,

    /// <summary>The language's features, and the size of expressions.</summary>
    Language = 2,

    /// <summary>Types and members by symbol.</summary>
    Symbols = 4,

    /// <summary>Budgets woven into the code.</summary>
    Budgets = 8,

    /// <summary>What was emitted.</summary>
    Metadata = 16,

    /// <summary>Landlock and the system-call filter.</summary>
    OperatingSystem = 32,

    /// <summary>All.</summary>
    All = Text | Language | Symbols | Budgets | Metadata | OperatingSystem,
}
