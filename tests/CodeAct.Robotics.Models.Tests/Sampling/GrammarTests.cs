using System.Text.RegularExpressions;
using CodeAct.Robotics.Agents.Grammar;
using CodeAct.Robotics.Models.Embedded;
using CodeAct.Robotics.Models.Sampling;
using CodeAct.Robotics.Robots;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Models.Tests.Sampling;

/// <summary>Replies held to a robot's grammar, with the real vocabulary and weights.</summary>
public sealed partial class GrammarTests(RealModel real) : IClassFixture<RealModel>
{
    const string Robot = """
        robot: greenhouse
        description: A small greenhouse with one bed of tomatoes.
        devices:
          - { name: Pump, kind: relay, description: waters the bed, safe: off }
          - { name: Fan, kind: dimmer, description: moves the air, safe: 0 }
          - { name: Vent, kind: servo, description: opens the roof vent, range: [0, 90], safe: 0 }
          - { name: Soil, kind: sensor, description: soil moisture of the bed, unit: "%", range: [0, 100] }
          - { name: Temperature, kind: sensor, description: air temperature, unit: "°C", range: [-20, 60] }

        """;

    const string Reply = """
        Take the mean of the last hour, then water – if it's dry.
        ```csharp
        double Mean(List<double> xs) => xs.Average(); // of `all`
        var past = History(Soil, 60).Where(v => v > 0).ToList();
        if (Mean(past) < 40 && !Pump.IsOn)
        {
            Pump.On();
            WaitUntil(() => Soil.Read() >= 60, timeout: 30);
        }
        Done($"It was {Mean(past):F1} % and is {(Soil.Read() > 50 ? "wet" : "dry")}.");
        ```
        """;

    static readonly ActionGrammar Grammar = new(ManifestReader.Parse(Robot));

    public static TheoryData<string> Tasks => new("What is the soil moisture?", "Water the bed for 10 seconds.", "Open the vent if it is warmer than 25 degrees.", "Play some music.");

    [Fact]
    public void Mask_StatesOfAReply_AllowsWhatEachTokenByItselfWouldBe()
    {
        var masks = new GrammarMasks(real.Model.Tokenizer);
        var state = Grammar.Start();
        var text = Reply.ReplaceLineEndings("\n");
        for (var at = 0; at < text.Length; at++)
        {
            // Every few characters: asking each of 49,152 tokens at each would take a minute.
            if (at % 7 == 0)
            {
                var mask = masks.Of(state);
                for (var token = 0; token < real.Model.Tokenizer.Count; token++)
                {
                    var word = masks.Vocabulary.Text(token);
                    var allowed = word.Length > 0 && state.TryAdvance(word, out _, out _);
                    Assert.True(allowed == mask.Allows(token), $"'{word}' after '{text[..at]}'");
                }
            }
            Assert.True(state.TryAdvance(text[at], out state), text[..at]);
        }
        Assert.True(state.IsEnd);
        Assert.Same(masks.Of(Grammar.Start()), masks.Of(new ReplyGrammar(Grammar, Grammar.Start()).Start));
    }

    [Fact]
    public void Masks_ManyStates_ForgetsTheOldest()
    {
        var masks = new GrammarMasks(real.Model.Tokenizer);
        Assert.True(Grammar.Start().TryAdvance("A\n```csharp\nvar a = \"", out var state, out _));
        for (var i = 0; i < GrammarMasks.Most + 20; i++)
        {
            Assert.True(state.TryAdvance($"\"; var x{i} = Pum", out state, out _));
            _ = masks.Of(state);
            Assert.True(state.TryAdvance("p; var z = \"", out state, out _));
        }
        Assert.Equal(GrammarMasks.Most, masks.Count);
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public async Task GetResponse_JumpForward_GivesTheSameReply(string task)
    {
        using var jumping = new EmbeddedChatClient(real.Model, new() { MaxTokens = 120 });
        using var stepping = new EmbeddedChatClient(real.Model, new() { MaxTokens = 120, JumpForward = false });
        var jumped = await jumping.GetResponseAsync(Messages(task), Options(0));
        var stepped = await stepping.GetResponseAsync(Messages(task), Options(0));
        Assert.Equal(stepped.Text, jumped.Text);
        Assert.True(GenerationFigures.Of(jumped)!.ForcedTokens > 0);
        Assert.Equal(0, GenerationFigures.Of(stepped)!.ForcedTokens);
        Assert.Equal(true, jumped.Messages[0].AdditionalProperties?[ReplyGrammar.Key] ?? jumped.AdditionalProperties?[ReplyGrammar.Key]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task GetResponse_PromptLookup_GivesTheSameReplyFromFewerSteps(float temperature)
    {
        using var guessing = new EmbeddedChatClient(real.Model, new() { MaxTokens = 120, Temperature = temperature });
        using var stepping = new EmbeddedChatClient(real.Model, new() { MaxTokens = 120, Temperature = temperature, PromptLookup = false });
        foreach (var options in (Microsoft.Extensions.AI.ChatOptions?[])[Options(0), null])
        {
            var guessed = await guessing.GetResponseAsync(Messages("Water the bed until the soil is above 60 percent."), options is null ? null : Options(temperature));
            var stepped = await stepping.GetResponseAsync(Messages("Water the bed until the soil is above 60 percent."), options is null ? null : Options(temperature));
            Assert.Equal(stepped.Text, guessed.Text);
            Assert.True(GenerationFigures.Of(guessed)!.GuessedTokens > 0);
            Assert.Equal(0, GenerationFigures.Of(stepped)!.GuessedTokens);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task GetResponse_HotSampling_StaysInTheGrammar(long seed)
    {
        using var client = new EmbeddedChatClient(real.Model, new() { MaxTokens = 80, Temperature = 2, Seed = seed });
        var response = await client.GetResponseAsync(Messages("Water the bed."), Options(2));
        Assert.True(Grammar.Start().TryAdvance(response.Text, out _, out var refused), response.Text[..Math.Max(0, refused)]);
    }

    [Fact]
    public void Tokens_RestOfANameAndItsBrackets_AreThoseOfTheTokenizer()
    {
        var tokenizer = real.Model.Tokenizer;
        var jump = new JumpForward(tokenizer);
        Assert.True(Grammar.Start().TryAdvance("Read it.\n", out var fence, out _));
        Assert.Equal("```csharp\n", tokenizer.Decode(jump.Tokens(fence, tokenizer.Encode("Read it.\n"))));
        Assert.True(Grammar.Start().TryAdvance("Read it.\n```csharp\nvar x = Soil.", out var member, out _));
        // The brackets are held back: what follows may join them in one token.
        Assert.Equal("Read", tokenizer.Decode(jump.Tokens(member, tokenizer.Encode("var x = Soil."))));
        Assert.True(Grammar.Start().TryAdvance("Read it.\n```csharp\nvar x = \"", out var text, out _));
        Assert.Empty(jump.Tokens(text, tokenizer.Encode("var x = \"")));
    }

    [Fact]
    public void Repair_UnknownNameRightAfterAWordOfCSharp_LeavesTheReplyAlone()
    {
        var masks = new GrammarMasks(real.Model.Tokenizer);
        var run = new GrammarRun(masks, Grammar.Start(), jump: false);
        var reply = new List<int>();
        foreach (var token in real.Model.Tokenizer.Encode("Go.\n```csharp\nPump.On();\nreturn"))
        {
            reply.Add(token);
            run.Accept(token, reply, 500);
        }
        var count = reply.Count;
        // Tokens such as " Bed": a space and a name that is nothing.
        int[] wishes = [.. Enumerable.Range(0, real.Model.Tokenizer.Count).Where(token => masks.Vocabulary.Text(token) is [' ', ..] text && run.Constraint.State.IsUnknownName(text))];
        Assert.NotEmpty(wishes);
        Assert.All(wishes, wish => Assert.False(run.Repair(wish, reply)));
        Assert.Equal(count, reply.Count);
    }

    [Fact]
    public void TryAdvance_RandomTokens_NeverNameAnUnknownDeviceOrMember()
    {
        string[] tempting = [" Pump", "Pump", "Pumps", ".", "Soil", "Read", "On", "TurnOn", "();\n", "()", "Value", "Sensor", "Bed", ";", ";\n", " = ", "(", "var", " x", "Math", "Max", " }", " {"];
        var vocabulary = new VocabularyTrie(real.Model.Tokenizer);
        // Without texts and comments, in which anything may stand.
        string[] words = [.. Enumerable.Range(0, real.Model.Tokenizer.Count).Select(vocabulary.Text).Where(w => w.Length > 0 && w.IndexOfAny(['"', '\'', '/', '@', '$', '`']) < 0)];
        var random = new Random(7);
        Assert.True(Grammar.Start().TryAdvance("Go.\n```csharp\n", out var begin, out _));
        var members = 0;
        for (var reply = 0; reply < 10_000; reply++)
        {
            var state = begin;
            var text = "";
            for (int tokens = 0, tries = 0; tokens < 40 && tries < 600; tries++)
            {
                var word = random.Next(4) == 0 ? tempting[random.Next(tempting.Length)] : words[random.Next(words.Length)];
                if (state.TryAdvance(word, out var next, out _))
                {
                    (state, text, tokens) = (next, text + word, tokens + 1);
                }
            }
            foreach (Match use in Use().Matches(text))
            {
                var (name, member) = (use.Groups["name"].Value, use.Groups["member"].Value);
                var device = Grammar.Devices.FirstOrDefault(d => d.Name == name);
                // In a pattern's braces stand members, of any type.
                var pattern = Grammar.MemberNames.Contains(name) && text[..use.Index].TrimEnd() is [.., '{' or ',' or '('];
                var known = pattern || (device.Name is not null ? device.Kind.Member(member) is not null : Known.Contains(name) || Grammar.Types.Contains(name) || state.Declared.Contains(name));
                Assert.True(known, $"{use.Value} in {text}");
                members += device.Name is null ? 0 : 1;
            }
        }
        Assert.True(members > 1000, $"only {members} members of devices");
    }

    static readonly string[] Known = ["System", "CodeAct", "Now", "T", "U", "K", "V", "TKey", "TValue", "TResult", "TItem", "TSource"];

    // A name with a member, both complete.
    [GeneratedRegex(@"(?<![\w.]\s*)(?<name>[A-Z]\w*)\.(?<member>\w+)(?=\W)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Use();

    static IList<ChatMessage> Messages(string task) => [new(ChatRole.System, RealModel.System), new(ChatRole.User, $"Task: {task}")];

    static ChatOptions Options(float temperature) => new()
    {
        Temperature = temperature,
        AdditionalProperties = new() { [ReplyGrammar.Key] = new ReplyGrammar(Grammar, Grammar.Start()) },
    };
}
