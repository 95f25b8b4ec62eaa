using CodeAct.Robotics.Evaluation.Attacks;

namespace CodeAct.Robotics.Attacks;

public sealed class LayerTests
{
    public static TheoryData<string> Layers => [.. Suite.Layers.Select(l => l.Name)];

    [Theory]
    [MemberData(nameof(Layers))]
    public async Task Run_OnlyTheNamedLayer_StopsItsPrograms(string layer)
    {
        AttackProgram[] programs = [.. Suite.Attacks.Where(p => p.Layer == layer)];
        Assert.NotEmpty(programs);
        List<AttackRecord> records = await LayeredSandbox.RunAsync(programs, Suite.Named(programs[0])!.Value);
        Assert.Empty(records.Where(r => !r.Held && !EndedByItself(r)).Select(r => $"{r.Program.Id} {r.Outcome} {r.Why}"));
    }

    // Where a layer takes the harm out of a program (a filter that never runs), there is nothing left for a budget to stop.
    private static bool EndedByItself(AttackRecord record) => record is { NextActionOk: true, Outcome: AttackOutcome.Contained, Why: null, Program.Expected: AttackOutcome.Budget };
}
