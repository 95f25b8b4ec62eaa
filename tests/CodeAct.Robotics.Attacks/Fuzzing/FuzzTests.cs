namespace CodeAct.Robotics.Attacks.Fuzzing;

public sealed class FuzzTests
{
    [Fact]
    public async Task Run_SomeRounds_NothingFalls()
    {
        FuzzResult result = await new Fuzzer(LayeredSandbox.Greenhouse(), seed: 7).RunAsync(r => r.Programs < 60, _ => { });
        Assert.Empty(result.Fell);
        Assert.Equal(60, result.Outcomes.Values.Sum());
        // Mutants that never run would try nothing.
        Assert.True(result.Outcomes.GetValueOrDefault("contained") > 5, string.Join(", ", result.Outcomes));
    }

    [Fact]
    public void Next_SameSeed_SameMutants()
    {
        var mutator = new SyntaxMutator(Suite.Read("controls.jsonl").Select(p => p.Code), []);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => mutator.Next(new Random(i))), Enumerable.Range(0, 20).Select(i => mutator.Next(new Random(i))));
        Assert.Equal(FrameMutator.Next(new Random(3)), FrameMutator.Next(new Random(3)));
        Assert.All(Enumerable.Range(0, 20_000), i => FrameMutator.Next(new Random(i)));
    }
}
