using Microsoft.Extensions.AI;

namespace CodeAct.Robotics.Agents;

/// <summary>The messages of a task. When they outgrow the context budget, the oldest turns are folded into one line; rules, task and the latest turns stay.</summary>
internal sealed class Conversation(string system, string task, int contextTokens)
{
    // Source text and readings average three to four characters a token; three errs on the safe side.
    private const int CharactersPerToken = 3;
    private readonly List<(string Reply, string Observation)> _turns = [];
    private int _folded;

    /// <summary>Adds a turn.</summary>
    public void Add(string reply, string observation)
    {
        _turns.Add((reply, observation));
        while (_turns.Count - _folded > 1 && Length() / CharactersPerToken > contextTokens) _folded++;
    }

    /// <summary>How many turns are folded.</summary>
    public int Folded => _folded;

    /// <summary>The messages to send.</summary>
    public List<ChatMessage> Messages()
    {
        var messages = new List<ChatMessage> { new(ChatRole.System, system), new(ChatRole.User, FirstMessage()) };
        foreach ((string reply, string observation) in _turns.Skip(_folded))
        {
            messages.Add(new ChatMessage(ChatRole.Assistant, reply));
            messages.Add(new ChatMessage(ChatRole.User, observation));
        }

        return messages;
    }

    private string FirstMessage() => _folded == 0 ? $"Task: {task}" : $"Task: {task}\n({_folded} earlier steps are left out.)";

    private int Length() => system.Length + task.Length + _turns.Skip(_folded).Sum(t => t.Reply.Length + t.Observation.Length);
}
