using CodeAct.Robotics.Models.Replay;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Models.Tests.Replay;

public sealed class ReplayChatClientTests : IDisposable
{
    readonly string _path = Path.Combine(Path.GetTempPath(), $"codeact-{Guid.NewGuid():N}.jsonl");

    [Fact]
    public async Task GetResponse_EpisodeFile_GivesItsRepliesInOrderThenSaysItIsExhausted()
    {
        File.WriteAllText(_path, "{\"reply\":\"one\"}\n\n{\"event\":\"reading\",\"value\":3}\n{\"reply\":5}\n{\"turn\":2,\"reply\":\"two\"}\n");
        using var client = new ReplayChatClient(_path);

        Assert.Equal("one", (await client.GetResponseAsync("a")).Text);
        Assert.Equal("two", (await client.GetResponseAsync("b")).Text);
        var e = await Assert.ThrowsAsync<ReplayExhaustedException>(() => client.GetResponseAsync("c"));
        Assert.Equal((_path, 3), (e.Path, e.Turn));
        Assert.Equal($"{_path}: has 2 replies, and turn 3 asks for one more.", e.Message);
    }

    [Theory]
    [InlineData("{\"reply\":\"one\"}\nnot json", ":2: is not JSON")]
    [InlineData("[1]", ":1: is JSON, but not an object")]
    public void Constructor_BadLine_NamesFileAndLine(string content, string expected)
    {
        File.WriteAllText(_path, content);
        Assert.StartsWith(_path + expected, Assert.Throws<ReplayFileException>(() => new ReplayChatClient(_path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_NoFile_SaysSo() => Assert.Throws<ReplayFileException>(() => new ReplayChatClient(_path));

    public void Dispose() => File.Delete(_path);
}
