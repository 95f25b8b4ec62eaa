using CodeAct.Robotics.Agents.Grammar;

namespace CodeAct.Robotics.Tests.Agents.Grammar;

/// <summary>Amounts are understood as people say them, or not at all.</summary>
public sealed class SaidAmountsTests
{
    [Theory]
    [InlineData("62cm", 0.62)]
    [InlineData("sixty-two centimetres ahead", 0.62)]
    [InlineData("one and a half metres", 1.5)]
    [InlineData("two meters and a quarter", 2.25)]
    [InlineData("half a metre", 0.5)]
    [InlineData("three quarters of a metre", 0.75)]
    [InlineData("a tenth of a meter, I'd say", 0.1)]
    [InlineData("a metre", 1)]
    [InlineData("1,5 m", 1.5)]
    [InlineData("one point two five metres", 1.25)]
    [InlineData("a hundred and twenty centimetres", 1.2)]
    [InlineData("two hundred and five mm", 0.205)]
    [InlineData("a couple of metres", 2)]
    [InlineData("a dozen centimetres", 0.12)]
    [InlineData("half a dozen centimetres", 0.06)]
    [InlineData("forward and half a metre back", 0.5)]
    public void Metres_OneLength_IsUnderstood(string task, double metres) => Assert.Equal(metres, Assert.Single(new SaidAmounts(task).Metres), 1e-9);

    [Theory]
    [InlineData("half a second", "0.5")]
    [InlineData("a second and a half on, a quarter of a second off", "1.5 0.25")]
    [InlineData("on for half a second and off for half a second, eight times over", "0.5 0.5")]
    [InlineData("2 min 10 s", "120 10 130")]
    [InlineData("an hour and 5 minutes", "3600 300 3900")]
    [InlineData("an hour and a half", "5400")]
    [InlineData("10 s on, then 2 minutes off", "10 120")]
    [InlineData("2 minutes on and a half power", "120")]
    public void Seconds_Times_AreUnderstoodAndAddedWhereTheyBelongTogether(string task, string seconds) =>
        Assert.Equal(seconds.Split(' ').Select(s => double.Parse(s)), new SaidAmounts(task).Seconds);

    [Theory]
    [InlineData("several minutes, then 5 s")]
    [InlineData("the second one for 5 s")]
    [InlineData("within minutes")]
    [InlineData("a minute thirty")]
    [InlineData("500 ms on, 30 s off")]
    [InlineData("a second time")]
    [InlineData("I'm off, it's done")]
    [InlineData("")]
    public void Seconds_AnyThatIsNotUnderstood_AreNone(string task) => Assert.Empty(new SaidAmounts(task).Seconds);
}
