using System.Text.RegularExpressions;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Agents.Grammar;
using CodeAct.Robotics.Evaluation.Dataset;
using CodeAct.Robotics.Robots;
using CodeAct.Robotics.Sandbox;
using CodeAct.Robotics.Tests.Agents.Grammar;

namespace CodeAct.Robotics.Evaluation.Tests;

public sealed class DatasetTests
{
    [Fact]
    public async Task MakeAsync_SameSeed_SameEpisodesThatAreWellFormed()
    {
        List<DatasetEpisode> first = await MakeAsync(DatasetSplit.Train, 40), second = await MakeAsync(DatasetSplit.Train, 40);
        Assert.Equal(first.Select(DatasetCard.ShareGpt), second.Select(DatasetCard.ShareGpt));
        Assert.All(first, e =>
        {
            Assert.StartsWith("Task: ", e.Turns[0].Text, StringComparison.Ordinal);
            Assert.DoesNotContain('{', e.Turns[0].Text);
            Assert.True(e.Turns[^1] is { FromModel: true, Learn: true });
            Assert.All(e.Turns.Where(t => t.Learn), t => Assert.NotNull(ReplyParser.Parse(t.Text).Code));
            Assert.Equal(e.Turns.Select((_, i) => i % 2 == 1), e.Turns.Select(t => t.FromModel));
        });
        Assert.Contains(first, e => e.Slip is not null);
        Assert.Equal(first.Count, first.Select(e => e.System + e.Turns[0].Text).Distinct().Count());
    }

    [Fact]
    public void Split_Concepts_AreApart()
    {
        string[] train = [.. PhraseBank.Load(DatasetSplit.Train).Concepts.Select(c => c.Key)], held = [.. PhraseBank.Load(DatasetSplit.Robots).Concepts.Select(c => c.Key)];
        Assert.Empty(train.Intersect(held));
        Assert.InRange(held.Length, 10, 60);
        Assert.InRange(train.Length, 150, 1000);
    }

    [Fact]
    public void Split_Sentences_AreApart()
    {
        PhraseBank train = PhraseBank.Load(DatasetSplit.Train), held = PhraseBank.Load(DatasetSplit.Phrases);
        foreach (string list in (string[])["read", "on_for", "until_up", "cond_else", "refuse_other"])
        {
            Assert.NotEmpty(held[list]);
            Assert.Empty(train[list].Intersect(held[list]));
        }
        Assert.Empty(train.Of(train.Known[0], "refs").Intersect(held.Of(held.Known[0], "refs")));
    }

    [Fact]
    public void Make_ManyRobots_AreValidAndFullyDescribed()
    {
        PhraseBank bank = PhraseBank.Load(DatasetSplit.Train);
        for (int seed = 0; seed < 200; seed++)
        {
            SynthRobot robot = new RobotMaker(bank, new Dice(seed)).Make();
            Assert.True(robot.Devices.Count >= 2);
            Assert.All(robot.Devices, d => Assert.NotEmpty(d.Spec.Description));
        }
    }

    [Theory]
    [InlineData(DatasetSplit.Train)]
    [InlineData(DatasetSplit.Phrases)]
    public void Make_EveryFamily_FindsTasksWithAllSlotsFilled(DatasetSplit split)
    {
        PhraseBank bank = PhraseBank.Load(split);
        SynthRobot[] robots = [.. Enumerable.Range(0, 150).Select(i => new RobotMaker(bank, new Dice(i)).Make()), .. Shipped().Select(m => KnownRobots.Of(m, bank))];
        foreach ((Func<SynthRobot, Talk, Draft?> make, _) in TaskFamilies.All)
        {
            Draft[] drafts = [.. robots.Select((r, i) => make(r, new Talk(bank, new Dice(i)))).OfType<Draft>()];
            Assert.True(drafts.Length > 0, make.Method.DeclaringType!.Name + "." + make.Method.Name);
            Assert.All(drafts, d => Assert.DoesNotContain('{', d.Task + d.Thought));
            Assert.All(drafts, d => Assert.Contains(d.Code, l => l.Contains("Done(", StringComparison.Ordinal) || l.Contains("Fail(", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData(DatasetSplit.Train)]
    [InlineData(DatasetSplit.Robots)]
    public void Draw_AnyTask_TheExpertsThoughtIsTrueOfItsDevicesAndNamesThoseOfTheCode(DatasetSplit split)
    {
        PhraseBank bank = PhraseBank.Load(split);
        for (int seed = 0; seed < 300; seed++)
        {
            SynthRobot robot = new RobotMaker(bank, new Dice(seed)).Make();
            var names = new ThoughtNames(robot.Manifest);
            foreach ((Func<SynthRobot, Talk, Draft?> make, _) in TaskFamilies.All)
            {
                if (make(robot, new Talk(bank, new Dice(seed))) is not { } draft) continue;
                string?[] thoughts = [draft.Thought, draft.Hasty is { IsRight: true } first ? first.Thought : null, draft.Hasty?.Second?.Thought, draft.Hasty?.SecondThought];
                foreach (string thought in thoughts.OfType<string>())
                    Assert.True(names.Find(thought, 0, draft.Task) is null, $"{draft.Family}: {thought} {string.Join(", ", names.Find(thought, 0, draft.Task)?.Fitting ?? [])}");
                string[]? meant = names.Meant(draft.Thought)?.Select(d => d.Name).ToArray();
                string code = Regex.Replace(string.Join('\n', draft.Code), "\"[^\"{]*\"", "");
                Assert.All(robot.Devices.Where(d => Regex.IsMatch(code, $@"\b{d.Name}\.")), d => Assert.True(meant?.Contains(d.Name) is not false, $"{draft.Family}: {draft.Thought} {code}"));
            }
        }
    }

    [Fact]
    public void Draw_AnyTask_TheGrammarsTakeTheExpertsReply()
    {
        PhraseBank bank = PhraseBank.Load(DatasetSplit.Train);
        for (int seed = 0; seed < 10; seed++)
        {
            SynthRobot robot = new RobotMaker(bank, new Dice(seed)).Make();
            ActionGrammar grammar = ActionGrammar.For(robot.Manifest);
            var served = new GbnfMatcher(GbnfWriter.Write(grammar));
            foreach (Draft draft in TaskFamilies.All.Select(f => f.Make(robot, new Talk(bank, new Dice(seed)))).OfType<Draft>())
            {
                string reply = $"{draft.Thought}\n```csharp\n{string.Join('\n', draft.Code)}\n```";
                Assert.True(grammar.Start().TryAdvance(reply, out ReplyState end, out int refused) && end.IsEnd, $"{reply[..Math.Max(0, refused)]}▶");
                Assert.True(served.Taken(reply) > reply.Length, $"{reply[..Math.Min(reply.Length, served.Taken(reply))]}▶");
            }
        }
    }

    [Theory]
    [InlineData(90, "a minute and a half")]
    [InlineData(900, "a quarter of an hour")]
    [InlineData(30, "half a minute")]
    [InlineData(240, "four minutes")]
    [InlineData(45, "forty-five seconds")]
    public void Duration_ManyDraws_SaysItInWords(int seconds, string words)
    {
        var dice = new Dice(1);
        string[] said = [.. Enumerable.Range(0, 200).Select(_ => Duration.Say(seconds, dice).Said).Distinct()];
        Assert.Contains(words, said);
        Assert.True(said.Length > 2);
    }

    [Fact]
    public void Duration_AnyLength_ItsCodeIsItsSeconds()
    {
        var dice = new Dice(5);
        foreach (Duration d in Enumerable.Range(0, 2000).Select(i => i % 2 == 0 ? Duration.Any(dice, 2, 14_400) : Duration.AnyMinutes(dice, 720)))
        {
            Assert.Equal(d.Seconds, Product(d.Code));
            if (d.Seconds % 60 == 0) Assert.Equal(d.Seconds / 60, Product(d.Minutes));
            Assert.InRange(d.Seconds, 2, 43_200);
        }
        static int Product(string code) => code.Split(" * ").Select(f => int.Parse(f, System.Globalization.CultureInfo.InvariantCulture)).Aggregate((a, b) => a * b);
    }

    [Theory]
    [InlineData("go to {x} degrees", "45", "go to 45 degrees")]
    [InlineData("go to {x}", "45", "go to 45 degrees")]
    [InlineData("{x}° please", "45", "45° please")]
    [InlineData("go {x} forward", "45", "go 45 degrees forward")]
    public void Measure_Slot_HasItsUnitOnce(string phrase, string number, string filled) => Assert.Equal(filled, Talk.Measure(phrase, "{x}", number, "degrees"));

    private static async Task<List<DatasetEpisode>> MakeAsync(DatasetSplit split, int count)
    {
        await using var sandbox = new ActionSandbox(new SandboxOptions { SessionsPerWorker = 20 });
        var episodes = new List<DatasetEpisode>();
        await foreach (IReadOnlyList<DatasetEpisode> robot in new DatasetSynthesizer(sandbox, Shipped(), split, 3).MakeAsync())
        {
            episodes.AddRange(robot);
            if (episodes.Count >= count) return episodes;
        }
        return episodes;
    }

    private static RobotManifest[] Shipped() => [.. ((string[])["greenhouse", "home", "workbench"]).Select(n => ManifestReader.Read(Path.Combine(Root(), "hardware", "robots", n + ".yaml")))];

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder!.FullName, "hardware"))) folder = folder.Parent;
        return folder.FullName;
    }
}
