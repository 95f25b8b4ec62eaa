namespace CodeAct.Robotics.Sandbox.Worker.Analysis;

/// <summary>The analysis refuses the code.</summary>
/// <param name="Message">What is refused and what to use; without "Nothing ran."</param>
/// <param name="Line">From 1.</param>
internal sealed record Refusal(string Message, int Line);
