using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Simulators;

namespace CodeAct.Robotics.Evaluation;

/// <summary>A graded task.</summary>
public sealed record Scenario
{
    /// <summary>Names it, and its replay file.</summary>
    public required string Id { get; init; }

    /// <summary>The robot that does it.</summary>
    public required RobotManifest Robot { get; init; }

    /// <summary>Seeds the simulator and the sandbox.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Where devices and the world's variables start.</summary>
    public IReadOnlyDictionary<string, StartValue> Start { get; init; } = new Dictionary<string, StartValue>();

    /// <summary>What goes wrong on the way.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>The person's words.</summary>
    public required string Task { get; init; }

    /// <summary>C# expressions that must all hold at the end.</summary>
    public IReadOnlyList<string> Check { get; init; } = [];

    /// <summary>Replies that the model has.</summary>
    public int MaxTurns { get; init; } = 8;

    /// <summary>Where it stands, for messages.</summary>
    public string Source { get; init; } = "";
}
