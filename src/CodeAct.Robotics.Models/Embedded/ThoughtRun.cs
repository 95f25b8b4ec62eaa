using CodeAct.Robotics.Agents.Grammar;
using CodeAct.Robotics.Models.Sampling;

namespace CodeAct.Robotics.Models.Embedded;

/// <summary>One reply's thought, whose names are held against what is said of them.</summary>
sealed class ThoughtRun(VocabularyTrie vocabulary, ReplyState start, string task)
{
    readonly ThoughtNames _names = start.Thoughts;

    // A model that insists is left alone.
    readonly HashSet<int> _repaired = [];

    /// <summary>How many of the thought's tokens stay, whatever comes.</summary>
    public int Settled(List<int> reply) => TokenAt(reply, _names.Settled(Text(reply)));

    /// <summary>Where a name begins that cannot be meant, once the model has written what it would: the reply's token, and the state in which only fitting names may come.</summary>
    public (int Token, ReplyState State)? Misnamed(List<int> reply, int wish)
    {
        var thought = Text(reply);
        var text = vocabulary.Text(wish);
        var line = text.IndexOf('\n', StringComparison.Ordinal);
        if (_names.Find(thought + (line < 0 ? text : text[..line]), thought.Length, task) is not { } misnamed)
        {
            return null;
        }
        var token = TokenAt(reply, misnamed.At);
        var before = Text(reply[..token]);
        // What is within a description is the manifest's, and no word of the model's.
        if (_repaired.Contains(token) || !start.TryAdvance(before, out var state, out _) || !state.IsFreeText)
        {
            return null;
        }
        _repaired.Add(token);
        var space = before.Length < misnamed.At ? " " : "";
        return (token, state.NarrowTo(misnamed.Fitting.Select(word => space + word)));
    }

    /// <summary>The reply's text.</summary>
    public string Text(List<int> reply) => string.Concat(reply.Select(vocabulary.Text));

    // The token that has the letter at an index; behind the last where it is at the end.
    int TokenAt(List<int> reply, int index)
    {
        var length = 0;
        for (var token = 0; token < reply.Count; token++)
        {
            length += vocabulary.Text(reply[token]).Length;
            if (length > index)
            {
                return token;
            }
        }
        return reply.Count;
    }
}
