using CodeAct.Robotics.Agents.Grammar;

namespace CodeAct.Robotics.Tests.Agents.Grammar;

/// <summary>Valid actions are never refused.</summary>
public sealed class AcceptedTests
{
    [Fact]
    public void TryAdvance_EveryExpertReply_IsTaken() =>
        Assert.All(Grammars.ExpertReplies(), r => Assert.Equal("", Grammars.Refusal(r.Grammar, r.Reply)));

    [Theory]
    [MemberData(nameof(ValidCode.SmallNames), MemberType = typeof(ValidCode))]
    [MemberData(nameof(ValidCode.CapitalNames), MemberType = typeof(ValidCode))]
    public void TryAdvance_ValidCode_IsTaken(string code) => Assert.Equal("", Grammars.Refusal(Grammars.Greenhouse, Grammars.Reply(code)));

    [Theory]
    [InlineData("Drive.Forward(0.5); Drive.Turn(-90); var p = Drive.Pose; Print($\"{p.X:F2} {p.Y:F2} {p.Heading:F0} {Drive.Pose.X}\"); Pose q = p; Print(q.X);")]
    public void TryAdvance_ValidCodeOfTheWorkbench_IsTaken(string code) => Assert.Equal("", Grammars.Refusal(Grammars.Workbench, Grammars.Reply(code.Replace("Drive.", DriveName + ".", StringComparison.Ordinal))));

    [Fact]
    public void TryAdvance_NameOfAnEarlierAction_IsTaken()
    {
        Assert.True(Grammars.Greenhouse.Start().TryAdvance(Grammars.Reply("double before = 3; double Half(double x) => x / 2;"), out ReplyState first, out _));

        Assert.Equal("", Grammars.Refusal(Grammars.Greenhouse, Grammars.Reply("Print(Half(before));"), first.Declared));
    }

    [Theory]
    [InlineData("for (int i = 0; i < 3; i++) { var x = i; Print(x); }", "")]
    [InlineData("double i = 3; for (int n = 0; n < 3; n++) Print(n);", "i")]
    [InlineData("if (true) { var n = 1; Print(n); } int n2 = 2; if (Now is var t) Print(t); int.TryParse(\"5\", out var p);", "n2 t p")]
    [InlineData("for (int i = 0; i < 3; i++) Print(i); int i = 4;", "i")]
    public void After_AnAction_WhatALoopOrABlockDeclaredIsGone(string code, string left) =>
        Assert.Equal(left, string.Join(' ', EarlierNames.After(DeclaredNames.None, Grammars.Greenhouse, code).All().Reverse()));

    [Fact]
    public void TryAdvance_NoThought_IsTaken() => Assert.Equal("", Grammars.Refusal(Grammars.Greenhouse, "```csharp\nDone();\n```"));

    private static string DriveName => Grammars.Workbench.Devices.First(d => d.Kind.Name == "drive").Name;
}
