using System.Text;
using CodeAct.Robotics.Tasks;

namespace CodeAct.Robotics.Tests.Tasks;

public sealed class TaskRequestReaderTests
{
    [Theory]
    [InlineData("Water the bed.")]
    [InlineData("  Wässere das Beet \n")]
    [InlineData("[1, 2] is how I write")]
    public void Read_PlainWords_AreTheTask(string text) => Assert.Equal(text.Trim(), Read(text).Task);

    [Fact]
    public void Read_Json_AllKeys()
    {
        TaskRequest request = Read("""{"task":"Water","id":"a-1.b","timeout":"90s","expires":60,"priority":-3,"requires":["Pump","relay"],"retry":true}""");
        Assert.Equal(("Water", "a-1.b", TimeSpan.FromSeconds(90), TimeSpan.FromMinutes(1), -3, true), (request.Task, request.Id, request.Timeout, request.Expires, request.Priority, request.Retry));
        Assert.Equal(["Pump", "relay"], request.Requires);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("""{"task":" "}""", "empty")]
    [InlineData("""{"id":"a"}""", "no \"task\"")]
    [InlineData("""{"task":5}""", "no text")]
    [InlineData("""{"task":"x","id":"a/b"}""", "letters, digits")]
    [InlineData("""{"task":"x","id":""}""", "letters, digits")]
    [InlineData("""{"task":"x","prio":1}""", "no key \"prio\"")]
    [InlineData("""{"task":"x","priority":11}""", "from -10 to 10")]
    [InlineData("""{"task":"x","priority":1.5}""", "from -10 to 10")]
    [InlineData("""{"task":"x","timeout":"soon"}""", "a duration")]
    [InlineData("""{"task":"x","timeout":0}""", "a duration")]
    [InlineData("""{"task":"x","timeout":"2d"}""", "a duration")]
    [InlineData("""{"task":"x","retry":"yes"}""", "true or false")]
    [InlineData("""{"task":"x","requires":[]}""", "a list of 1 to 32")]
    [InlineData("""{"task":"x" """, "is none")]
    [InlineData("""{"task":"x","task":"y"}""", "is none")]
    [InlineData("""{"task":{"a":{"b":{"c":{"d":1}}}}}""", "is none")]
    public void Read_Bad_SaysWhatIsWrong(string text, string says) =>
        Assert.Contains(says, Assert.Throws<TaskRefusedException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_BadButWithId_TellsTheId() => Assert.Equal("a7", Assert.Throws<TaskRefusedException>(() => Read("""{"task":"x","id":"a7","wrong":1}""")).Id);

    [Fact]
    public void Read_NotUtf8_IsRefused() => Assert.Throws<TaskRefusedException>(() => TaskRequestReader.Read([0xC3, 0x28]));

    [Fact]
    public void Read_TooLong_IsRefused()
    {
        Assert.Throws<TaskRefusedException>(() => TaskRequestReader.Read(new byte[TaskRequestReader.MostBytes + 1]));
        Assert.Throws<TaskRefusedException>(() => Read(new string('x', TaskRequest.MostCharacters + 1)));
    }

    [Fact]
    public void Read_RandomBytes_NeverAnythingButARequestOrARefusal()
    {
        var random = new Random(5);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = new byte[random.Next(60)];
            random.NextBytes(bytes);
            if (i % 2 == 0 && bytes.Length > 0) bytes[0] = (byte)'{';
            try
            {
                TaskRequestReader.Read(bytes);
            }
            catch (TaskRefusedException)
            {
                // As it must be.
            }
        }
    }

    private static TaskRequest Read(string text) => TaskRequestReader.Read(Encoding.UTF8.GetBytes(text));
}
