using CodeAct.Robotics.Agents.Grammar;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Tests.Agents.Grammar;

/// <summary>What a device is for stands in the manifest's words after its name, and is put in whole.</summary>
public sealed class ThoughtTests
{
    private static readonly ActionGrammar Grammar = new(ManifestReader.Parse("""
        robot: r
        simulator: generic
        devices:
          - { name: Pump, kind: relay, description: "wäscht (kalt) `ab`", safe: off }
          - { name: Pump2, kind: relay, description: fills the tank, safe: off }
          - { name: Mute, kind: relay, safe: off }
        """));

    [Theory]
    [InlineData("Pump2 (", "fills the tank)")]
    [InlineData("Run Pump2 (fills", " the tank)")]
    [InlineData("Then 3 times Pump (", "wäscht (kalt) `ab`)")]
    [InlineData("Pump Pump2 (", "fills the tank)")]
    [InlineData("(Pump2 (", "fills the tank)")]
    public void From_NameAndBracket_IsItsDescription(string thought, string forced) => Assert.Equal(forced, ForcedText.From(After(thought), out _));

    [Theory]
    [InlineData("Pump2 (fills the tank) until 3.")]
    [InlineData("Pump2(x)")]
    [InlineData("Pump2  (x)")]
    [InlineData("pump2 (x)")]
    [InlineData("SumPump (x)")]
    [InlineData("Pump22 (x)")]
    [InlineData("Mute (x)")]
    [InlineData("Pump2, the second (x), and Pump (wäscht (kalt) `ab`).")]
    public void TryAdvance_OtherBrackets_AreFree(string thought) => Assert.Equal("", Grammars.Refusal(Grammar, $"{thought}\n```csharp\nDone();\n```"));

    [Theory]
    [InlineData("Pump2 (wäscht")]
    [InlineData("Pump2 (fills the tank and")]
    public void TryAdvance_AnotherDescription_IsRefused(string thought) => Assert.False(Grammar.Start().TryAdvance(thought, out _, out _));

    [Fact]
    public void TryAdvance_AfterADescription_GivesTheSameStateAsWithout() =>
        Assert.Equal(After("Do it.\n```csharp\n"), After("Pump2 (fills the tank).\n```csharp\n"));

    private static ReplyState After(string text) => Grammar.Start().TryAdvance(text, out ReplyState state, out _) ? state : throw new ArgumentException(text);
}
