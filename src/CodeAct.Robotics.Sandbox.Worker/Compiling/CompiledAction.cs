using CodeAct.Robotics.Sandbox.Worker.Protocol;
using Microsoft.CodeAnalysis.CSharp;

namespace CodeAct.Robotics.Sandbox.Worker.Compiling;

/// <summary>An action that may run.</summary>
/// <param name="Compilation">For the next action to stand on.</param>
/// <param name="Image">The assembly.</param>
/// <param name="HasResult">True where its last expression has a value.</param>
internal sealed record CompiledAction(CSharpCompilation Compilation, byte[] Image, bool HasResult);

/// <summary>An action that may run, or why it may not.</summary>
internal sealed record CompileOutcome(CompiledAction? Action, WorkerStage Stage, WorkerError? Error)
{
    public static CompileOutcome Refused(Analysis.Refusal refusal) =>
        new(null, WorkerStage.Analysis, new WorkerError("not-allowed", refusal.Message + " Nothing ran.", refusal.Line));

    public static CompileOutcome Failed(WorkerError error) =>
        new(null, error.Code == "not-allowed" ? WorkerStage.Analysis : WorkerStage.Compile, error);
}
