using CodeAct.Robotics.Models.Embedded;
using CodeAct.Robotics.Models.Engine;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Models.Tests.Embedded;

/// <summary>Each client here stands for a process of its own.</summary>
public sealed class PrefixStoreTests : IDisposable
{
    const string Rules = "These are the rules, longer than what is not worth keeping.";
    readonly TinyEngine _tiny = new();
    readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("codeact-").FullName, "prefixes");

    string[] Kept => Directory.GetFiles(_folder);

    [Fact]
    public async Task GetResponse_SecondStart_ComputesTheTaskOnlyAndSaysTheSame()
    {
        var fresh = await Ask("one", folder: null);
        await Ask("another");

        var second = await Ask("one");

        Assert.Equal(fresh.Text, second.Text);
        Assert.Equal(0, fresh.Usage!.CachedInputTokenCount);
        Assert.InRange(second.Usage!.CachedInputTokenCount!.Value, Rules.Length, second.Usage.InputTokenCount!.Value - 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(-1)]
    public async Task GetResponse_DamagedFile_ComputesAndMendsIt(int at)
    {
        var fresh = await Ask("one");
        var bytes = File.ReadAllBytes(Kept.Single());
        var damaged = at == 0 ? bytes[..50] : (byte[])bytes.Clone();
        damaged[at < 0 ? ^1 : at / 2] ^= 1;
        File.WriteAllBytes(Kept.Single(), damaged);

        var second = await Ask("one");

        Assert.Equal((fresh.Text, 0L), (second.Text, second.Usage!.CachedInputTokenCount!.Value));
        Assert.Equal(bytes, File.ReadAllBytes(Kept.Single()));
    }

    [Fact]
    public async Task GetResponse_OtherRobotOrOtherWeights_IsComputedAndKeptBesides()
    {
        await Ask("one");

        Assert.Equal(0, (await Ask("one", rules: Rules + " And more.")).Usage!.CachedInputTokenCount);
        using var other = new TinyEngine(context: 255);
        Assert.Equal(0, (await Ask("one", model: other.Model)).Usage!.CachedInputTokenCount);

        Assert.Equal(3, Kept.Length);
    }

    [Fact]
    public async Task GetResponse_ManyRobots_KeepsTheLastUsedSixteen()
    {
        await Ask("one");
        var first = Kept.Single();
        for (var i = 0; i < 17; i++)
        {
            File.SetLastWriteTimeUtc(first, DateTime.UtcNow.AddMinutes(1));
            await Ask("one", rules: Rules + i);
        }

        Assert.Equal(16, Kept.Length);
        Assert.Contains(first, Kept);
    }

    [Fact]
    public async Task GetResponse_RemovedMeanwhile_IsKeptAgainWhenTheRobotIsBack()
    {
        using var client = new EmbeddedChatClient(_tiny.Model, new() { MaxTokens = 5, PrefixFolder = _folder });
        await client.GetResponseAsync([new(ChatRole.System, Rules), new(ChatRole.User, "one")]);
        var first = Kept.Single();
        File.Delete(first);
        await client.GetResponseAsync([new(ChatRole.System, "Of another robot: " + Rules), new(ChatRole.User, "one")]);

        await client.GetResponseAsync([new(ChatRole.System, Rules), new(ChatRole.User, "one")]);

        Assert.Contains(first, Kept);
    }

    [Fact]
    public async Task GetResponse_FolderThatCannotBe_GoesOnWithoutIt()
    {
        var file = Path.GetTempFileName();
        Assert.Equal((await Ask("one", folder: null)).Text, (await Ask("one", folder: Path.Combine(file, "prefixes"))).Text);
        File.Delete(file);
    }

    [Fact]
    public async Task GetResponse_NoSystemMessage_KeepsNothing()
    {
        using var client = new EmbeddedChatClient(_tiny.Model, new() { MaxTokens = 5, PrefixFolder = _folder });
        await client.GetResponseAsync("a question without a system message, long enough to be kept");
        Assert.False(Directory.Exists(_folder));
    }

    public void Dispose()
    {
        _tiny.Dispose();
        Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);
    }

    Task<ChatResponse> Ask(string task, string rules = Rules, EmbeddedModel? model = null) => Ask(task, _folder, rules, model);

    async Task<ChatResponse> Ask(string task, string? folder, string rules = Rules, EmbeddedModel? model = null)
    {
        using var client = new EmbeddedChatClient(model ?? _tiny.Model, new() { MaxTokens = 20, PrefixFolder = folder });
        return await client.GetResponseAsync([new(ChatRole.System, rules), new(ChatRole.User, task)]);
    }
}
