using CodeAct.Robotics.Models.Sampling;

namespace CodeAct.Robotics.Models.Tests.Sampling;

public sealed class PromptLookupTests
{
    [Fact]
    public void Guess_LastTokensStoodBefore_IsWhatFollowedThem() =>
        Assert.Equal([3, 4, 5], PromptLookup.Guess([9, 0, 1, 2, 3, 4, 5, 6], [0, 1, 2]));

    [Fact]
    public void Guess_SeveralPlaces_TakesTheLongestLikeness() =>
        Assert.Equal([30, 0, 1], PromptLookup.Guess([7, 0, 1, 2, 30, 0, 1, 2, 40, 0], [7, 0, 1, 2]));

    [Fact]
    public void Guess_PlacesAlikeAsLong_TakesTheLatest() =>
        Assert.Equal([40, 5, 0], PromptLookup.Guess([7, 0, 1, 2, 30, 6, 0, 1, 2, 40], [5, 0, 1, 2]));

    [Fact]
    public void Guess_PlaceAtTheVeryEnd_IsAsShortAsWhatFollows() =>
        Assert.Equal([1], PromptLookup.Guess([0], [1, 1, 1, 1, 1]));

    [Theory]
    [InlineData(new[] { 1, 2, 3, 9 }, new[] { 4, 2, 3 })]
    [InlineData(new[] { 1 }, new[] { 1 })]
    public void Guess_NothingAlike_IsEmpty(int[] prompt, int[] reply) => Assert.Empty(PromptLookup.Guess(prompt, reply));
}
