using CodeAct.Robotics.Evaluation.Attacks;
using CodeAct.Robotics.Sandbox.Worker;

namespace CodeAct.Robotics.Attacks;

public sealed class SuiteTests
{
    [Theory]
    [InlineData("attacks.jsonl", 146)]
    [InlineData("own.jsonl", 100)]
    [InlineData("controls.jsonl", 200)]
    public async Task Run_AllLayers_EveryProgramIsHeld(string file, int atLeast)
    {
        IReadOnlyList<AttackProgram> programs = Suite.Read(file);
        Assert.True(programs.Count >= atLeast);
        List<AttackRecord> records = await LayeredSandbox.RunAsync(programs, CheckSet.All);
        Assert.Empty(records.Where(r => !r.Held).Select(r => $"{r.Program.Id} {r.Outcome} {r.Why}"));
    }
}
