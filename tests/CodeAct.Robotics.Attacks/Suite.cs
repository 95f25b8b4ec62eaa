using CodeAct.Robotics.Evaluation.Attacks;
using CodeAct.Robotics.Sandbox.Worker;

namespace CodeAct.Robotics.Attacks;

/// <summary>The programs of this project, and the layer that each names.</summary>
internal static class Suite
{
    /// <summary>The layers that can be tried alone.</summary>
    public static readonly (string Name, CheckSet Checks)[] Layers =
        [("precheck", CheckSet.Text | CheckSet.Language), ("language", CheckSet.Language), ("symbols", CheckSet.Symbols), ("metadata", CheckSet.Metadata), ("budget", CheckSet.Budgets), ("os", CheckSet.OperatingSystem)];

    public static IReadOnlyList<AttackProgram> Attacks => [.. Read("attacks.jsonl"), .. Read("own.jsonl")];

    public static IReadOnlyList<AttackProgram> Read(string file) => AttackProgram.Read(Path.Combine(LayeredSandbox.Folder, file));

    /// <summary>The checks of the layer that a program names; null where it has none that can be tried alone.</summary>
    public static CheckSet? Named(AttackProgram program) => Layers.Where(l => l.Name == program.Layer).Select(l => (CheckSet?)l.Checks).FirstOrDefault();
}
