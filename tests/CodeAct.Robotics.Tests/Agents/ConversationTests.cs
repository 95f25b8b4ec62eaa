using CodeAct.Robotics.Agents;
using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Tests.Agents;

public sealed class ConversationTests
{
    [Fact]
    public void Messages_WithinTheBudget_AreAllThere()
    {
        var conversation = new Conversation("rules", "water it", 1000);
        conversation.Add("reply 1", "observation 1");
        conversation.Add("reply 2", "observation 2");

        Assert.Equal(["rules", "Task: water it", "reply 1", "observation 1", "reply 2", "observation 2"], conversation.Messages().Select(m => m.Text));
    }

    [Fact]
    public void Messages_BeyondTheBudget_FoldTheOldestAndKeepRulesTaskAndTheLatest()
    {
        var conversation = new Conversation("rules", "water it", 300);
        for (int i = 1; i <= 10; i++) conversation.Add($"reply {i} {new string('x', 200)}", $"observation {i}");

        List<ChatMessage> messages = conversation.Messages();

        Assert.True(conversation.Folded >= 6);
        Assert.Equal("rules", messages[0].Text);
        Assert.Equal($"Task: water it\n({conversation.Folded} earlier steps are left out.)", messages[1].Text);
        Assert.StartsWith("reply 10", messages[^2].Text, StringComparison.Ordinal);
        Assert.True(messages.Sum(m => m.Text.Length) < 300 * 4);
    }

    [Fact]
    public void Messages_OneTurnLargerThanTheBudget_IsKept()
    {
        var conversation = new Conversation("rules", "water it", 10);
        conversation.Add(new string('x', 1000), "observation");

        Assert.Equal(4, conversation.Messages().Count);
    }

    [Fact]
    public void RepeatDetector_SameCodeSameError_CountsWhateverTheWhitespace()
    {
        var repeats = new RepeatDetector();
        repeats.Book("Pump.On();", new ActionError("range", "x"));
        repeats.Book("Pump.On( );\n", new ActionError("range", "y"));
        Assert.Equal(2, repeats.Count);

        repeats.Book("Pump.On();", new ActionError("min-off", "x"));
        Assert.Equal(1, repeats.Count);

        repeats.Book("Pump.On();", null);
        Assert.Equal(0, repeats.Count);
    }
}
