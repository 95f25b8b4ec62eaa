using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Safety;
using CodeAct.Robotics.Simulators;

namespace CodeAct.Robotics.Evaluation.Dataset;

/// <summary>A task, the reply that does it, and how to know that it was done.</summary>
/// <param name="Family">What sort of task.</param>
/// <param name="Task">The person's words.</param>
/// <param name="Thought">The line before the code.</param>
/// <param name="Code">The lines of C#.</param>
/// <param name="Holds">What must be true at the end.</param>
internal sealed record Draft(string Family, string Task, string Thought, IReadOnlyList<string> Code, Func<Facts, bool> Holds)
{
    /// <summary>Where devices start.</summary>
    public IReadOnlyDictionary<string, StartValue> Start { get; init; } = new Dictionary<string, StartValue>();

    /// <summary>The device that the task is about; slips are made on it.</summary>
    public SynthDevice? Subject { get; init; }

    /// <summary>A first reply that meets an error.</summary>
    public Hasty? Hasty { get; init; }

    /// <summary>What fails meanwhile.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>True where it ends with Fail.</summary>
    public bool Refuses { get; init; }
}

/// <summary>What a hasty person would reply first: it meets an error, and the draft's own code comes after, unless <see cref="Second"/> says otherwise.</summary>
internal sealed record Hasty(string Thought, IReadOnlyList<string> Code, string Error)
{
    /// <summary>The reply after it.</summary>
    public (string Thought, IReadOnlyList<string> Code)? Second { get; init; }

    /// <summary>The thought of the reply after it, where the code is the draft's own.</summary>
    public string? SecondThought { get; init; }

    /// <summary>True where it is a right reply, and what it meets is not its fault.</summary>
    public bool IsRight { get; init; }

    /// <summary>True where the draft is always met so.</summary>
    public bool Always { get; init; }
}

/// <summary>What is true after an episode.</summary>
internal sealed record Facts(SynthRobot Robot, Simulation Simulation, Governor Governor, ActionEnd? End)
{
    public DeviceState State(SynthDevice device)
    {
        for (int i = 0; i < Robot.Devices.Count; i++)
            if (ReferenceEquals(Robot.Devices[i], device)) return Simulation.Truth(i);
        throw new ArgumentException(device.Name);
    }

    public IEnumerable<TracedCommand> Obeyed(SynthDevice device) => Governor.Trace.Where(c => c.Device == device.Name && c.Refused is null);

    public bool Did(SynthDevice device, string member) => Obeyed(device).Any(c => c.Member == member);

    /// <summary>Nothing else was commanded.</summary>
    public bool Only(params SynthDevice[] devices) => Governor.Trace.All(c => devices.Any(d => d.Name == c.Device));

    public static bool Near(double a, double b, double tolerance) => Math.Abs(a - b) <= tolerance;
}
