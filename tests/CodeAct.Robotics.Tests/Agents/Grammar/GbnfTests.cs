using System.Text.RegularExpressions;
using CodeAct.Robotics.Agents.Grammar;

namespace CodeAct.Robotics.Tests.Agents.Grammar;

public sealed partial class GbnfTests
{
    [Fact]
    public void Write_AnyRobot_DefinesEveryRuleOnceAndNamesTheDevices()
    {
        foreach (ActionGrammar grammar in new[] { Grammars.Greenhouse, Grammars.Home, Grammars.Workbench })
        {
            string text = GbnfWriter.Write(grammar);
            string[] rules = text.Split('\n').Where(l => l.Contains(" ::= ", StringComparison.Ordinal)).ToArray();
            string[] defined = rules.Select(r => r[..r.IndexOf(' ')]).ToArray();
            string plain = Literal().Replace(string.Join('\n', rules.Select(r => r[(r.IndexOf("::=", StringComparison.Ordinal) + 3)..])), "");

            Assert.Equal(defined.Distinct(), defined);
            Assert.Empty(Word().Matches(plain).Select(m => m.Value).Except(defined));
            Assert.Empty(defined.Except(Word().Matches(plain).Select(m => m.Value)).Except(["root"]));
            Assert.Equal(plain.Count(c => c == '('), plain.Count(c => c == ')'));
            Assert.Empty(new GbnfMatcher(text).Endless());
        }

        Assert.Contains("device-relay ::= (\"Heater\" | \"Lamp\" | \"Pump\") \".\" (\"On()\" | \"Off()\" | \"IsOn\")", GbnfWriter.Write(Grammars.Greenhouse), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ValidCode.SmallNames), MemberType = typeof(ValidCode))]
    [InlineData("if (Soil.Read() > 40)\n{\n    Pump.On();\n}\nelse\n{\n    Pump.Off();\n}\n\n// done\nDone(); // here")]
    [InlineData("Print(Soil.Read()/2/(1+1));\nPump.On();\nWaitUntil(() =>\n{\n    /* two * three **/\n    return true; // so\n}, 3);")]
    [InlineData("var all = new[]\n{\n    Pump,\n    Heater\n};\nvar x = Pump;\nvar y = x.IsOn ? Pump : Heater;\nforeach (var r in all) forceOff(r);")]
    public void Write_ValidCode_IsTaken(string code) => Assert.Equal("", Refusal(Grammars.Greenhouse, Grammars.Reply(code)));

    // The sign ▶ stands before the character that must be refused.
    [Theory]
    [InlineData("Console.Read▶able();")]
    [InlineData("Done($\"{M▶oisture}\");")]
    [InlineData("var v = new { Soil = D▶ry };")]
    [InlineData("Print(1▶; 2);")]
    [InlineData("for▶\n{")]
    [InlineData("Done($\"{Pump.IsOn ?▶ 1 : 2}\");")]
    [MemberData(nameof(WrongCode.ForBoth), MemberType = typeof(WrongCode))]
    public void Write_Wrong_IsRefusedThere(string marked)
    {
        string reply = Grammars.Reply(marked.Replace("▶", "", StringComparison.Ordinal));

        int taken = new GbnfMatcher(GbnfWriter.Write(Grammars.Greenhouse)).Taken(reply);

        Assert.Equal("Do it.\n```csharp\n" + marked[..marked.IndexOf('▶', StringComparison.Ordinal)], reply[..Math.Min(taken, reply.Length)]);
    }

    [Fact]
    public void Write_EveryExpertReply_IsTaken() =>
        Assert.All(Grammars.ExpertReplies(), r => Assert.Equal("", Refusal(r.Grammar, r.Reply)));

    private static string Refusal(ActionGrammar grammar, string reply)
    {
        int taken = new GbnfMatcher(GbnfWriter.Write(grammar)).Taken(reply);
        return taken > reply.Length ? "" : $"{reply[Math.Max(0, taken - 60)..taken]}▶{reply[taken..Math.Min(reply.Length, taken + 1)]}";
    }

    [Theory]
    [InlineData("root ::= root \"a\" | \"b\"")]
    [InlineData("root ::= list \"b\"\nlist ::= [ ]? list? \"a\"")]
    [InlineData("root ::= ([a]? [b]*)* \"c\"")]
    public void Endless_RuleThatBeginsWithItselfOrRepeatsNothing_IsTold(string grammar) => Assert.NotEmpty(new GbnfMatcher(grammar).Endless());

    [GeneratedRegex(@"""(\\.|[^""\\])*""|\[(\\.|[^\]\\])*\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex("[a-z][a-z-]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();
}
