using CodeAct.Robotics.Agents.Grammar;
using CodeAct.Robotics.Models.Embedded;
using CodeAct.Robotics.Models.Sampling;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Models.Tests.Embedded;

/// <summary>What a reply under way takes back, token by token, with the real vocabulary.</summary>
public sealed class GrammarRunTests(RealModel real) : IClassFixture<RealModel>
{
    static readonly ActionGrammar Grammar = new(ManifestReader.Parse("""
        robot: r
        simulator: generic
        devices:
          - { name: Pump, kind: relay, description: waters the bed, safe: off, limits: { max-on: 30 } }
          - { name: Fan, kind: dimmer, description: moves the air, safe: 0 }
          - { name: Gate, kind: stepper, description: "yard, open at 0, closed at 100", unit: "%", range: [0, 100], safe: stop }
          - { name: Vent, kind: servo, description: roof, range: [0, 90], safe: 0 }
          - { name: Cart, kind: drive, description: small cart, safe: stop }
          - { name: Soil, kind: sensor, description: soil moisture, unit: "%", range: [0, 100] }
          - { name: Mood, kind: color-light, description: lights the wall, safe: off }
          - { name: Door, kind: input, description: door of the house }
        """));

    // Reading the vocabulary takes most of a second.
    static GrammarMasks? _masks;

    [Theory]
    [InlineData("Run Soil", " (", "Run", " Pump (waters the bed)| Fan (moves the air)", " Soil| the")]
    [InlineData("First read Soil (soil moisture), then move Gote", " (", "First read Soil (soil moisture), then move", " Gate (yard", " Gote| Pump")]
    [InlineData("Run Pump (waters the bed)", " until", "Run Pump (waters the bed)", " in bursts", " until Soil| for")]
    [InlineData("Run Pump (waters the bed) for 2 min", ".", "", "Pump (waters the bed) may be on for 30 s at a time, so run it 2 min in parts", "Run Pump|Pump is")]
    [InlineData("Move Gate (yard, open at 0, closed at 100) to 0, its low end,", " closed", "Move Gate (yard, open at 0, closed at 100) to", " 100, its high end, closed.", " 0, its| 50")]
    [InlineData("Drive Cart (small cart) by 0.7", " m", "Drive Cart (small cart) by", " 0.07 m", " 0.7| 7")]
    public void Repair_ThoughtThatIsNotTrueOfItsDevice_GoesBackAndTakesOnlyWhatIs(string said, string wish, string kept, string taken, string refused)
    {
        var run = Run();
        var reply = Say(run, said);
        Assert.True(run.Repair(Token(wish), reply));
        var left = Text(reply);
        Assert.Equal(kept, left.TrimEnd());
        Assert.All(taken.Split('|'), text => Assert.True(run.Constraint.State.TryAdvance(Rest(text, left), out _, out _), text));
        Assert.All(refused.Split('|'), text => Assert.False(run.Constraint.State.TryAdvance(Rest(text, left), out _, out _), text));
        Assert.False(run.Repair(Token(wish), reply));
    }

    [Theory]
    [InlineData("Move Vent (roof) by -20.\n```csharp\nVent.MoveTo(", "Vent.MoveTo(Vent.Angle - 20")]
    [InlineData("Move Vent (roof) by -20.\n```csharp\nVent.MoveTo(-", "Vent.MoveTo(Vent.Angle - 20")]
    [InlineData("Move Vent (roof) to -20.\n```csharp\nVent.MoveTo(-", "Vent.MoveTo(-")]
    [InlineData("Move Vent (roof) to 20.\n```csharp\nVent.MoveTo(", "Vent.MoveTo(")]
    public void Accept_ServoMovedBySoMuch_TheSumIsPutIn(string said, string code)
    {
        var run = Run();
        Assert.EndsWith(code, Text(Say(run, said)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("If Door (door of the house) is active, run Pump (waters the bed) for 5 s.\n```csharp\n", "if (Door.IsActive)\n{")]
    [InlineData("If Door (door of the house) is not active, run Pump (waters the bed) for 5 s.\n```csharp\n", "if (!Door.IsActive)\n{")]
    [InlineData("If Door (door of the house) is active, or Soil (soil moisture) is above 5, run Pump (waters the bed) for 5 s.\n```csharp\n", "")]
    [InlineData("If Soil (soil moisture) is above 5, run Pump (waters the bed) for 5 s.\n```csharp\n", "")]
    public void Accept_ThoughtThatHangsOnAnInput_TheCodeAsksIt(string said, string code)
    {
        var reply = Say(Run(isFirst: true), said);
        Assert.Equal(code, Text(reply)[said.Length..].TrimEnd());
    }

    [Fact]
    public void Repair_SameWordAgain_IsLeftToTheModel()
    {
        var run = Run();
        var reply = Say(run, "Run Pump (waters the bed)");
        Assert.True(run.Repair(Token(" until"), reply));
        Say(run, " in bursts", reply);
        Assert.False(run.Repair(Token(" until"), reply));
        Assert.Equal("Run Pump (waters the bed) in bursts", Text(reply));
    }

    [Theory]
    [InlineData("what may move it", true)]
    [InlineData("what may (and can) surely move it", false)]
    public void Repair_WordsThatWereGiven_AreNotTakenBack(string description, bool isTakenBack)
    {
        var run = new GrammarRun(_masks ??= new GrammarMasks(real.Model.Tokenizer), new ActionGrammar(ManifestReader.Parse($$"""
            robot: r
            simulator: generic
            devices:
              - { name: Beam, kind: relay, description: {{description}}, safe: off }
              - { name: Belt, kind: motor, description: belt, safe: stop }
            """)).Start(), jump: false);
        var reply = new List<int>();
        // A bracket within a description ends it too early for the words to be held, as they are given.
        foreach (var token in real.Model.Tokenizer.Encode($"Run Beam ({description})"))
        {
            reply.Add(token);
            run.Accept(token, reply, 500);
            _ = run.Settled(reply);
        }
        Assert.Equal(isTakenBack, run.Repair(Token(" at"), reply));
    }

    [Fact]
    public void Repair_DescriptionThatLooksLikeAPlan_IsTheManifests()
    {
        var grammar = new ActionGrammar(ManifestReader.Parse("""
            robot: r
            simulator: generic
            devices:
              - { name: Beam, kind: relay, description: what may move Yard (the flock), safe: off }
              - { name: Gate, kind: servo, description: gate, range: [0, 90], safe: 0 }
            """));
        var run = new GrammarRun(_masks ??= new GrammarMasks(real.Model.Tokenizer), grammar.Start(), jump: false);
        var reply = Say(run, "Run Beam (what may move Yard");
        Assert.False(run.Repair(Token(" ("), reply));
    }

    [Fact]
    public void Accept_CodeOfAFirstReply_NamesTheDevicesOfItsThought()
    {
        var run = Run(isFirst: true);
        Say(run, "Run Pump (waters the bed) for 5 s.\n```csharp\n");
        Assert.True(run.Constraint.State.TryAdvance("Pump.On();\nWait(5);", out _, out _));
        Assert.False(run.Constraint.State.TryAdvance("Fan.Set(1);", out _, out _));
        Assert.True(run.Constraint.State.IsUnknownName("Fan"));
    }

    [Theory]
    [InlineData("Run Pump (waters the bed) for 5 s.\n```csharp\n", false)]
    [InlineData("Switch everything off.\n```csharp\n", true)]
    public void Accept_LaterReplyOrThoughtWithoutDescription_NamesAnyDevice(string thought, bool isFirst)
    {
        var run = Run(isFirst);
        Say(run, thought);
        Assert.True(run.Constraint.State.TryAdvance("Fan.Set(0);", out _, out _));
    }

    [Fact]
    public void Repair_ValueThatWasJustGiven_IsTakenBackAndNoDeviceComesNext()
    {
        var run = Run();
        var reply = Say(run, "Show it.\n```csharp\nMood.Color(255, 0, 0);\nWait(40);\nMood.Color(255, 0, 0)");
        Assert.True(run.Settled(reply) < reply.Count);
        Assert.True(run.Repair(Token(";"), reply));
        Assert.EndsWith("Wait(40);\n", Text(reply), StringComparison.Ordinal);
        Assert.True(run.Constraint.State.TryAdvance("Done(\"It is red.\");", out _, out _));
        Assert.False(run.Constraint.State.TryAdvance("Mood", out _, out _));
    }

    [Theory]
    [InlineData("Mood.Color(255, 0, 0);\nWait(40);\nMood.Color(0, 0, 255)")]
    [InlineData("Cart.Forward(0.2);\nCart.Forward(0.2)")]
    [InlineData("Pump.On();\nWait(4);\nPump.On()")]
    [InlineData("Fan.Set(Fan.Level + 0.1);\nWait(4);\nFan.Set(Fan.Level + 0.1)")]
    [InlineData("Pump.Off();\nif (Soil.Read() < 5)\n{\n    Pump.Off()")]
    public void Repair_CommandThatDoesSomething_Stays(string code)
    {
        var run = Run();
        var reply = Say(run, "Show it.\n```csharp\n" + code);
        Assert.False(run.Repair(Token(";"), reply));
    }

    GrammarRun Run(bool isFirst = false) => new(_masks ??= new GrammarMasks(real.Model.Tokenizer), Grammar.Start(), jump: false, "go 7 cm", isFirst);

    List<int> Say(GrammarRun run, string text, List<int>? reply = null)
    {
        reply ??= [];
        foreach (var token in real.Model.Tokenizer.Encode(text))
        {
            reply.Add(token);
            run.Accept(token, reply, 500);
        }
        return reply;
    }

    // A space belongs to the word after it, or has a token of its own, which stays.
    static string Rest(string text, string left) => left.Length == 0 || left.EndsWith(' ') ? text.TrimStart(' ') : text;

    string Text(List<int> reply) => real.Model.Tokenizer.Decode([.. reply]);

    int Token(string text) => Assert.Single(real.Model.Tokenizer.Encode(text));
}
