using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Models.Embedded;
using CodeAct.Robotics.Models.Engine;
using CodeAct.Robotics.Models.Sampling;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Models.Tests.Embedded;

/// <summary>A conversation in two wordings, of which a reply's first line is chosen by both.</summary>
public sealed class ReadingsTests : IClassFixture<RealModel>, IDisposable
{
    const string Rules = "These are the rules, in one order of two.";
    static readonly int[] First = [1, 2, 3, 4, 5, 6], Second = [1, 3, 2, 4, 6, 5];

    readonly TinyEngine _tiny = new();
    readonly EmbeddedSession _one, _two;
    readonly RealModel _real;

    public ReadingsTests(RealModel real) => (_real, _one, _two) = (real, _tiny.Model.CreateSession(64), _tiny.Model.CreateSession(64));

    [Fact]
    public void Scores_OfTwoReadings_AreTheMixturesLogarithms()
    {
        var readings = new Readings(_one, First, _two, Second);
        readings.Read([], default);
        readings.Append([7, 8], 0, [], default);

        var a = Chances([.. First, 7, 8]);
        var b = Chances([.. Second, 7, 8]);
        for (var token = 0; token < a.Length; token++)
        {
            Assert.Equal(Math.Log(0.6 * a[token] + 0.4 * b[token]), readings.Scores[token], 3);
        }
    }

    [Fact]
    public void Scores_AfterTheSecondIsLeft_AreTheFirsts()
    {
        var readings = new Readings(_one, First, _two, Second);
        readings.Read([], default);
        List<int> reply = [7];
        readings.Append(reply, 0, [], default);
        readings.LeaveSecond();
        reply.Add(8);
        readings.Append(reply, 1, [], default);

        Assert.Equal(Logits([.. First, 7, 8]), readings.Scores.ToArray());
        Assert.Equal(Second.Length + 1, _two.Tokens.Count);
    }

    [Fact]
    public void Append_GuessedWellAndBadly_GivesTheSameScores()
    {
        var plain = new Readings(_one, First, _two, Second);
        plain.Read([], default);
        plain.Append([7, 8, 9], 0, [], default);
        var expected = plain.Scores.ToArray();

        var readings = new Readings(_one, First, _two, Second);
        readings.Read([], default);
        List<int> reply = [7];
        readings.Append(reply, 0, [8, 10], default);
        reply.Add(8);
        readings.Append(reply, 1, [], default);
        reply.Add(9);
        readings.Append(reply, 2, [], default);

        Assert.Equal(expected, readings.Scores.ToArray());
        Assert.True(readings.Guessed > 0);
    }

    [Fact]
    public void Read_TokensTakenOff_IsAsIfTheyHadNeverBeen()
    {
        var readings = new Readings(_one, First, _two, Second);
        readings.Read([7], default);
        var expected = readings.Scores.ToArray();
        readings.Append([7, 8, 9], 1, [], default);

        readings.Read([7], default);

        Assert.Equal(expected, readings.Scores.ToArray());
    }

    [Fact]
    public void Append_SecondHasNoRoomLeft_GoesOnWithTheFirst()
    {
        using var small = _tiny.Model.CreateSession(Second.Length + 1);
        var readings = new Readings(_one, First, small, Second);
        readings.Read([], default);
        List<int> reply = [7];
        readings.Append(reply, 0, [], default);
        Assert.True(readings.AreTwo);
        reply.Add(8);

        readings.Append(reply, 1, [], default);

        Assert.False(readings.AreTwo);
        Assert.Equal(Logits([.. First, 7, 8]), readings.Scores.ToArray());
    }

    [Fact]
    public void Run_RealTask_ReadsTheSecondWordingUpToTheEndOfTheThought()
    {
        using var one = _real.Model.CreateSession(1024);
        using var two = _real.Model.CreateSession(1024);
        var template = new ChatMlTemplate(_real.Model);
        var prompt = template.Encode([new(ChatRole.System, RealModel.System), new(ChatRole.User, "Task: Open the vent half way.")]);
        var other = template.Encode([new(ChatRole.System, Reversed()), new(ChatRole.User, "Task: Open the vent half way.")]);
        var text = "";

        new ReplyGenerator(_real.Model, template, lookUp: true, TimeProvider.System)
            .Run(new Readings(one, prompt, two, other), new TokenSampler(new()), new StopStrings([]), 100, piece => text += piece, null, default);

        Assert.Contains("Vent.MoveTo(", text, StringComparison.Ordinal);
        var read = _real.Model.Tokenizer.Decode([.. two.Tokens.Skip(other.Count)]);
        Assert.NotEmpty(read);
        Assert.StartsWith(read, text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', read.TrimEnd('\n'));
        Assert.True(one.Tokens.Count > two.Tokens.Count);

        static string Reversed()
        {
            var lines = RealModel.System.Split('\n');
            return string.Join('\n', [lines[0], .. lines[1..6].Reverse(), .. lines[6..]]);
        }
    }

    [Fact]
    public async Task GetResponse_TheSameWordingTwice_SaysTheSame()
    {
        using var client = new EmbeddedChatClient(_tiny.Model, new() { MaxTokens = 30 });
        var once = await client.GetResponseAsync(Conversation());

        Assert.Equal(once.Text, (await client.GetResponseAsync(Conversation(), Read(Rules))).Text);
    }

    [Fact]
    public async Task GetResponse_AnotherWording_ChangesWhatIsSaid()
    {
        using var client = new EmbeddedChatClient(_tiny.Model, new() { MaxTokens = 30 });
        var with = await client.GetResponseAsync(Conversation(), Read("Quite other rules, of which the first know nothing at all."));

        Assert.Equal(30, with.Usage!.OutputTokenCount);
        Assert.NotEqual((await client.GetResponseAsync(Conversation())).Text, with.Text);
    }

    [Fact]
    public async Task GetResponse_NoSystemMessage_ReadsOnce()
    {
        using var client = new EmbeddedChatClient(_tiny.Model, new() { MaxTokens = 30 });

        Assert.Equal((await client.GetResponseAsync("hello")).Text, (await client.GetResponseAsync("hello", Read("Rules"))).Text);
    }

    [Fact]
    public async Task GetResponse_SecondStart_ReadsNeitherWordingAgain()
    {
        var folder = Directory.CreateTempSubdirectory("codeact-").FullName;
        var then = new DateTimeOffset(2001, 2, 3, 4, 5, 6, TimeSpan.Zero);
        string[] texts = ["", ""];
        for (var start = 0; start < 2; start++)
        {
            using var client = new EmbeddedChatClient(_tiny.Model, new() { MaxTokens = 10, PrefixFolder = folder, Time = new Clock(then) });
            texts[start] = (await client.GetResponseAsync(Conversation(), Read("Quite other rules, of which the first know nothing at all."))).Text;
            // What is read is marked with the clock's time; what is written anew has the disk's.
            Assert.Equal(2, Directory.GetFiles(folder).Count(file => File.GetLastWriteTimeUtc(file) == then.UtcDateTime == (start == 1)));
        }

        Assert.Equal(texts[0], texts[1]);
        Directory.Delete(folder, true);
    }

    public void Dispose()
    {
        _one.Dispose();
        _two.Dispose();
        _tiny.Dispose();
    }

    sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    static List<ChatMessage> Conversation() => [new(ChatRole.System, Rules), new(ChatRole.User, "hello")];

    static ChatOptions Read(string rules) => new() { AdditionalProperties = new() { [SecondReading.Key] = new SecondReading(rules) } };

    float[] Logits(int[] tokens)
    {
        using var session = _tiny.Model.CreateSession(64);
        session.Append(tokens);
        return session.Logits.ToArray();
    }

    double[] Chances(int[] tokens)
    {
        var logits = Logits(tokens);
        var sum = logits.Sum(l => Math.Exp(l));
        return [.. logits.Select(l => Math.Exp(l) / sum)];
    }
}
