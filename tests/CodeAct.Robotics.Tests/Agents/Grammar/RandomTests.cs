using CodeAct.Robotics.Agents.Grammar;

namespace CodeAct.Robotics.Tests.Agents.Grammar;

/// <summary>Whatever is drawn among the allowed characters names no device, member or function that does not exist.</summary>
public sealed class RandomTests
{
    private const int Replies = 10_000;
    private const int Length = 240;

    // Tempting ways to go on, right ones and wrong ones.
    private static readonly string[] Temptations =
    [
        "Pump", "Pumpp", "pump", ".On();\n", ".TurnOn()", ".Read()", ".Value", "Soil", "SoilSensor", "Heater.", "Fan.Set(0.5);\n", ".Level", "Wait(3);\n", "WaitFor(", "Print(", "Done($\"{", "}\");\n",
        "double x = ", "var y = ", "x", "y", "List<double> zs = new();\n", "foreach (var v in ", "if (", ") {\n", "}\n", ";\n", " => ", "v => v", ".Where(", ".Count", "Math.", "Max(", "(double Pumpp, int ", "new { Foo = ",
        "void Blink(int n)", "Blink(", "class Reader {", "record Point(double X);", "case ", "switch {", "is ", "Temperature < 20", "\"text\"", "\n```", "// note\n", " ", "using System.IO;", "T", "?", ":", "Device.",
    ];

    [Fact]
    public void TryAdvance_RandomReplies_NameNothingThatIsNot()
    {
        var random = new Random(1);
        var wrong = new List<string>();
        int complete = 0, devices = 0;
        for (int i = 0; i < Replies; i++)
        {
            string code = Draw(random, Grammars.Greenhouse, out ReplyState end);
            if (end.IsEnd) complete++;
            if (code.Contains("Soil.Read()", StringComparison.Ordinal) || code.Contains("Pump.O", StringComparison.Ordinal)) devices++;
            if (NameScan.Unknown(Grammars.Greenhouse, code, end.Declared) is { } name) wrong.Add($"{name} in {code}");
        }

        Assert.True(wrong.Count == 0, string.Join("\n---\n", wrong.Take(8)));
        Assert.True(complete > 50, $"only {complete} came to an end");
        Assert.True(devices > 500, $"only {devices} used a device");
    }

    private static string Draw(Random random, ActionGrammar grammar, out ReplyState state)
    {
        Assert.True(grammar.Start().TryAdvance("Go.\n```csharp\n", out state, out _));
        string code = "";
        for (int tries = 0; tries < 3 * Length && code.Length < Length && !state.IsEnd; tries++)
        {
            if (random.Next(2) == 0)
            {
                foreach (char c in Temptations[random.Next(Temptations.Length)])
                {
                    if (!state.TryAdvance(c, out ReplyState further)) break;
                    (state, code) = (further, code + c);
                }
            }
            else if (state.TryAdvance((char)random.Next(' ', '~'), out ReplyState next) && random.Next(4) == 0)
            {
                char c = ForcedText.Next(state).OrderBy(_ => random.Next()).First();
                Assert.True(state.TryAdvance(c, out next));
                (state, code) = (next, code + c);
            }
            else if (ForcedText.From(state, out ReplyState after) is { Length: > 0 } forced)
            {
                (state, code) = (after, code + forced);
            }
        }

        return code;
    }

    [Theory]
    [InlineData("", "Whatever", true)]
    [InlineData("Done($\"{", "Bed", true)]
    [InlineData("Pu", "pil", true)]
    [InlineData("Pump.", "TurnOn", false)]
    [InlineData("double ", "Whatever", false)]
    [InlineData("var x = 1; Print(x", "y", false)]
    public void IsUnknownName_AName_IsToldFromOtherMistakes(string code, string text, bool unknown)
    {
        Assert.True(Grammars.Greenhouse.Start().TryAdvance("Go.\n```csharp\n" + code, out ReplyState state, out _));

        Assert.Equal(unknown, state.IsUnknownName(text));
    }

    [Fact]
    public void TryNarrow_BeforeAName_LeavesOnlyTheRobotsAndTheCodesOwn()
    {
        Assert.True(Grammars.Greenhouse.Start().TryAdvance("Go.\n```csharp\nvar best = 1; Print(", out ReplyState state, out _));
        Assert.True(state.TryNarrow(out ReplyState narrow));

        Assert.True(narrow.TryAdvance("Soil.Read()", out ReplyState after, out _));
        Assert.False(after.IsNarrow);
        Assert.True(narrow.TryAdvance("best)", out _, out _));
        Assert.False(narrow.TryAdvance("Boolean", out _, out _));
        Assert.False(narrow.TryAdvance("\"", out _, out _));
        Assert.True(state.TryAdvance("Bo", out ReplyState typed, out _));
        Assert.False(typed.TryNarrow(out _));
    }
}
