using CodeAct.Robotics.Models.Sampling;

namespace CodeAct.Robotics.Models.Tests.Sampling;

public sealed class SamplingTests
{
    [Fact]
    public void Choose_GreedyTie_TakesTheLowestId() =>
        Assert.Equal(2, new TokenSampler(new()).Choose([0, 1, 5, 3, 4, 5, 1, 1, 1, 5, 2]));

    [Fact]
    public void Choose_SameSeed_DrawsTheSame()
    {
        float[] scores = [.. Enumerable.Range(0, 100).Select(i => MathF.Sin(i))];
        List<int> Draw(long seed)
        {
            var sampler = new TokenSampler(new() { Temperature = 1, Seed = seed });
            return [.. Enumerable.Range(0, 50).Select(_ => sampler.Choose(scores))];
        }
        Assert.Equal(Draw(5), Draw(5));
        Assert.NotEqual(Draw(5), Draw(6));
    }

    [Fact]
    public void Choose_TopK_DrawsOnlyAmongTheLikeliest()
    {
        var sampler = new TokenSampler(new() { Temperature = 100, TopK = 2, TopP = 1 });
        Assert.Equal([1, 3], Enumerable.Range(0, 100).Select(_ => sampler.Choose([0, 9, 1, 8, 2])).Distinct().Order());
    }

    [Fact]
    public void Choose_TopP_DropsTheTail()
    {
        var sampler = new TokenSampler(new() { Temperature = 1, TopK = 0, TopP = 0.5 });
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(1, sampler.Choose([0, 9, 1, 2])));
    }

    [Fact]
    public void Choose_ScoresThatAreNoNumbers_Throws() =>
        Assert.Throws<InvalidDataException>(() => new TokenSampler(new()).Choose([.. Enumerable.Repeat(float.NaN, 16)]));

    [Theory]
    [InlineData(-1, 0.5)]
    [InlineData(double.NaN, 0.5)]
    [InlineData(1, 0)]
    [InlineData(1, 1.1)]
    public void Constructor_SettingOutOfRange_Throws(double temperature, double topP) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenSampler(new() { Temperature = temperature, TopP = topP }));

    [Theory]
    [InlineData("abSTOPcd", "ab")]
    [InlineData("abSTO", "abSTO")]
    [InlineData("SSTOSTOP", "SSTO")]
    [InlineData("xENDSTOP", "x")]
    public void Push_TextLetterByLetter_EndsBeforeTheFirstStop(string text, string expected)
    {
        var stops = new StopStrings(["STOP", "END"]);
        var given = string.Concat(text.Select(letter => stops.Push(letter.ToString()))) + stops.Finish();
        Assert.Equal(expected, given);
    }
}
