using System.Text.Json.Serialization;

namespace CodeAct.Robotics.Sandbox.Worker.Protocol;

/// <summary>What a session's code may use, and how much of it.</summary>
internal sealed record InitMessage
{
    /// <summary>C# of the facade.</summary>
    public required string Source { get; init; }

    /// <summary>Full name of the class whose members are in scope.</summary>
    public required string HostType { get; init; }

    /// <summary>Seeds <c>new Random()</c>.</summary>
    public int Seed { get; init; }

    /// <summary>Namespaces in scope.</summary>
    public IReadOnlyList<string> Usings { get; init; } = [];

    /// <summary>What one action may spend.</summary>
    public Budgets Budgets { get; init; } = new();

    /// <summary>True where the other asks for the same.</summary>
    public bool IsSame(InitMessage other) =>
        Source == other.Source && HostType == other.HostType && Seed == other.Seed && Budgets == other.Budgets && Usings.SequenceEqual(other.Usings);
}

/// <summary>What one action may spend.</summary>
internal sealed record Budgets
{
    public int SourceLength { get; init; } = 16 << 10;

    public long Statements { get; init; } = 50_000_000;

    public int CallDepth { get; init; } = 64;

    public int OutputLength { get; init; } = 16 << 10;

    public int DeviceCalls { get; init; } = 20_000;

    public double RunSeconds { get; init; } = 5;
}

/// <summary>Where an action ended; the same words as in the host's type.</summary>
internal enum WorkerStage
{
    Analysis,
    Compile,
    Run,
    Done,
}

/// <summary>What came of an action.</summary>
internal sealed record FinishedMessage
{
    public required WorkerStage Stage { get; init; }

    public WorkerError? Error { get; init; }

    public string? Returned { get; init; }

    public WorkerEnd? Done { get; init; }

    /// <summary>True where the memory ran out: the worker is of no more use.</summary>
    public bool Spent { get; init; }
}

/// <summary>An error in the terms of the model's code.</summary>
internal sealed record WorkerError(string Code, string Message, int? Line = null, string? Hint = null);

/// <summary>Done or Fail, with what was said.</summary>
internal sealed record WorkerEnd(bool Ok, string Answer);

/// <summary>Source-generated, so that a cold worker does not pay for reflection.</summary>
[JsonSerializable(typeof(InitMessage))]
[JsonSerializable(typeof(FinishedMessage))]
internal sealed partial class MessageJson : JsonSerializerContext;
