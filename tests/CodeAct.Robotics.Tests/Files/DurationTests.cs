using CodeAct.Robotics.Files;

namespace CodeAct.Robotics.Tests.Files;

public sealed class DurationTests
{
    [Theory]
    [InlineData("30s", 30)]
    [InlineData("250ms", 0.25)]
    [InlineData("1.5h", 5400)]
    [InlineData("2d", 172800)]
    [InlineData("10", 10)]
    [InlineData("5 m", 300)]
    public void TryParse_Duration_GivesSeconds(string text, double seconds)
    {
        Assert.True(Duration.TryParse(text, out double value));
        Assert.Equal(seconds, value, 9);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("-3s")]
    [InlineData("1e400")]
    [InlineData("NaN")]
    [InlineData("3 weeks")]
    public void TryParse_NoDuration_IsFalse(string text) => Assert.False(Duration.TryParse(text, out _));

    [Theory]
    [InlineData("Pumpp", "Pump")]
    [InlineData("pump", "Pump")]
    [InlineData("Siol", "Soil")]
    [InlineData("Xyzzy", null)]
    public void NearestName_Misspelt_IsFound(string word, string? expected) => Assert.Equal(expected, NearestName.Of(word, ["Pump", "Soil", "Heater"]));
}
