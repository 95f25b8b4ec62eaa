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
        }

        Assert.Contains("device-relay ::= (\"Heater\" | \"Lamp\" | \"Pump\") \".\" (\"On()\" | \"Off()\" | \"IsOn\")", GbnfWriter.Write(Grammars.Greenhouse), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"""(\\.|[^""\\])*""|\[(\\.|[^\]\\])*\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex("[a-z][a-z-]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();
}
