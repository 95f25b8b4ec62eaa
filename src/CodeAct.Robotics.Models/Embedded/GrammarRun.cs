using CodeAct.Robotics.Agents.Grammar;
using CodeAct.Robotics.Models.Sampling;

namespace CodeAct.Robotics.Models.Embedded;

/// <summary>
/// One reply under a grammar. A model that is about to write a name that does not exist nearly always means a device: it goes back
/// to where the name begins and chooses among the names of the robot and of the code. To mask the wrong letters only would turn
/// what was to be <c>Bed</c> into <c>Boolean</c>.
/// </summary>
sealed class GrammarRun(GrammarMasks masks, ReplyState start, bool jump)
{
    // What the same model takes back again and again it would take back for ever.
    const int MostRepairs = 12;

    readonly JumpForward? _jump = jump ? new JumpForward(masks.Tokenizer) : null;

    // Where the name now being written begins: the reply's token, and the state before it.
    int _nameToken;
    ReplyState _beforeName;
    int _repairs;

    /// <summary>Allows and refuses tokens.</summary>
    public TokenConstraint Constraint { get; } = new(masks, start);

    /// <summary>How many of the reply's tokens stay, whatever comes.</summary>
    public int Settled(List<int> reply) => Constraint.State.IsName ? _nameToken : reply.Count;

    /// <summary>
    /// Looks at what the model would write. Where that is a name that does not exist, only names of the robot and of the code may
    /// come instead, and a beginning that none of them has is taken off the reply.
    /// </summary>
    /// <returns>Whether tokens were taken off.</returns>
    public bool Repair(int wish, List<int> reply)
    {
        var state = Constraint.State;
        if (state.IsNarrow || !state.IsUnknownName(masks.Vocabulary.Text(wish)))
        {
            return false;
        }
        if (state.TryNarrow(out var narrow))
        {
            Constraint.State = narrow;
            return false;
        }
        // Where a word of C# is under way, the wrong name comes after it, and the mask keeps it out.
        if (!state.IsName || ++_repairs > MostRepairs)
        {
            return false;
        }
        _ = _beforeName.TryNarrow(out narrow);
        Constraint.State = narrow;
        reply.RemoveRange(_nameToken, reply.Count - _nameToken);
        return true;
    }

    /// <summary>Takes the token just chosen, the last of the reply, and adds those that must follow it.</summary>
    public void Accept(int token, List<int> reply, int room)
    {
        Take(token, reply.Count - 1);
        if (_jump is null)
        {
            return;
        }
        foreach (var next in _jump.Tokens(Constraint.State, reply).Take(room - reply.Count))
        {
            Take(next, reply.Count);
            reply.Add(next);
        }
    }

    /// <summary>The beginning of a guess that the grammar lets follow.</summary>
    public ReadOnlySpan<int> Allowed(ReadOnlySpan<int> guess)
    {
        var state = Constraint.State;
        for (var i = 0; i < guess.Length; i++)
        {
            if (masks.Vocabulary.Text(guess[i]) is not { Length: > 0 } text || !state.TryAdvance(text, out state, out _))
            {
                return guess[..i];
            }
        }
        return guess;
    }

    void Take(int token, int at)
    {
        var before = Constraint.State;
        Constraint.Accept(token);
        var goesOn = before.IsName && masks.Vocabulary.Text(token).All(c => c == '_' || char.IsLetterOrDigit(c));
        if (Constraint.State.IsName && !goesOn)
        {
            (_nameToken, _beforeName) = (at, before);
        }
    }
}
