using CodeAct.Robotics.Agents.Grammar;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Tests.Agents.Grammar;

/// <summary>What does not exist is refused, at the first character that can't be right.</summary>
public sealed class RefusedTests
{
    // The sign ▶ stands before the character that must be refused.
    [Theory]
    [InlineData("Pump.IsOn▶();")]
    [InlineData("Pump▶ = 3;")]
    [InlineData("Done($\"{Pump.▶On()}\");")]
    [InlineData("if (Fan.▶Set(1) > 0)")]
    [InlineData("Print(Vent.▶MoveTo(3));")]
    [InlineData("Soil.Read() =▶ 15;")]
    [InlineData("Wait(1)▶(2);")]
    [InlineData("Fan.Set(▶);")]
    [InlineData("Fan.Set(0.5▶, 1);")]
    [InlineData("if (Soil▶ < 40)")]
    [InlineData("Done($\"{Soil▶}\");")]
    [InlineData("Wait(Soil▶);")]
    [InlineData("Math.F▶oo(1);")]
    [InlineData("Console.▶Read();")]
    [InlineData("▶moisture = 3;")]
    [InlineData("Print(▶moisture);")]
    [InlineData("double x = ▶moisture;")]
    [InlineData("var x = 1; Print(x▶y);")]
    [InlineData("var x = 1; Print(x.▶foo);")]
    [InlineData("Fo▶o();")]
    [InlineData("Print(W▶hatever.X);")]
    [InlineData("Print(1); ▶```")]
    [InlineData("double x =\n▶```")]
    [InlineData("Print(1);\n```▶ and so on")]
    [InlineData("▶```")]
    [InlineData("Print(▶x => x);")]
    [InlineData("var l = new List<int>(); l.Where(y▶);")]
    [InlineData("▶#r \"a\"")]
    [InlineData("▶goto L;")]
    [InlineData("un▶safe { }")]
    [InlineData("int __x▶ = 1;")]
    [InlineData("Wait(1▶, 2);")]
    [InlineData("System.IO▶.File.Delete(\"a\");")]
    [InlineData("var pump = Pump; pump.T▶urnOn();")]
    [InlineData("(Pump ▶+ 1);")]
    [InlineData("double Foo = 3; Foo▶o.On();")]
    [InlineData("Done($\"{Pump.IsOn ▶? 1 : 2}\");")]
    [InlineData("Done($\"{Pump.IsOn ▶?? 1}\");")]
    [InlineData("Done($\"{Now ?▶ 1 : 2}\");")]
    [InlineData("Print(History(▶Pump, 5));")]
    [InlineData("Print(History(▶5, Soil));")]
    [InlineData("Print(History(▶\"Soil\", 5));")]
    [InlineData("Fan.Level *▶= 2;")]
    [InlineData("Fan.Level /▶= 2;")]
    [InlineData("Soil.Read() +▶= 2;")]
    [MemberData(nameof(WrongCode.ForBoth), MemberType = typeof(WrongCode))]
    public void TryAdvance_Wrong_IsRefusedThere(string marked)
    {
        string reply = Grammars.Reply(marked.Replace("▶", "", StringComparison.Ordinal));
        bool taken = Grammars.Greenhouse.Start().TryAdvance(reply, out _, out int refused);

        Assert.False(taken);
        if (marked.Contains('▶', StringComparison.Ordinal)) Assert.Equal("Do it.\n```csharp\n" + marked[..marked.IndexOf('▶', StringComparison.Ordinal)], reply[..refused]);
    }

    [Fact]
    public void TryAdvance_HistoryOnARobotWithoutASensor_IsRefused()
    {
        var grammar = new ActionGrammar(ManifestReader.Parse("robot: r\ndevices:\n  - { name: Lamp, kind: relay, safe: off }\n"));

        Assert.False(grammar.Start().TryAdvance(Grammars.Reply("Print(History(Lamp, 5));"), out _, out _));
        Assert.DoesNotContain("History", GbnfWriter.Write(grammar), StringComparison.Ordinal);
        Assert.True(Grammars.Greenhouse.Start().TryAdvance(Grammars.Reply("Print(History(Soil, 5));"), out _, out _));
    }

    [Theory]
    [InlineData("Done($\"{Mood.", false)]
    [InlineData("Wait(Mood.", false)]
    [InlineData("double x = 3 + Mood.", false)]
    [InlineData("Print(Mood)", true)]
    [InlineData("var x = Mood;", true)]
    [InlineData("Mood.Off();", true)]
    [InlineData("Print(Moo.Read())", true)]
    public void TryAdvance_DeviceThatTellsNothing_IsRefusedWhereAValueIsNeeded(string code, bool taken)
    {
        var grammar = new ActionGrammar(ManifestReader.Parse("robot: r\nsimulator: generic\ndevices:\n  - { name: Mood, kind: color-light, safe: off }\n  - { name: Moo, kind: sensor, unit: lux, range: [0, 9] }\n"));

        Assert.Equal(taken, grammar.Start().TryAdvance("```csharp\n" + code, out _, out _));
    }

    [Theory]
    [InlineData("Two\n▶lines\n```csharp\n")]
    [InlineData("A `▶tick`")]
    [InlineData("A thought.\n```▶json\n")]
    [InlineData("A thought.\n```c▶\n")]
    [InlineData("```csharp▶ \n")]
    public void TryAdvance_WrongEnvelope_IsRefused(string marked)
    {
        string reply = marked.Replace("▶", "", StringComparison.Ordinal);
        Assert.False(Grammars.Greenhouse.Start().TryAdvance(reply, out _, out int refused));
        Assert.True(refused <= marked.IndexOf('▶', StringComparison.Ordinal));
    }
}
