using CodeAct.Robotics.Agents.Grammar;
using CodeAct.Robotics.Models.Sampling;

namespace CodeAct.Robotics.Models.Embedded;

/// <summary>
/// One reply under a grammar. A model that is about to write a name that does not exist nearly always means a device: it goes back
/// to where the name begins and chooses among the names of the robot and of the code. To mask the wrong letters only would turn
/// what was to be <c>Bed</c> into <c>Boolean</c>. It goes back, too, where its thought says of a device what is not true of it
/// (<see cref="ThoughtNames"/>), and where its code gives a device again the value that it just gave.
/// </summary>
/// <param name="masks">The vocabulary's.</param>
/// <param name="start">Where the reply begins.</param>
/// <param name="jump">Whether tokens that must come are put in.</param>
/// <param name="task">The person's words.</param>
/// <param name="isFirst">Whether this is a task's first reply: its code is about what its thought names. Later thoughts are often about an error.</param>
sealed class GrammarRun(GrammarMasks masks, ReplyState start, bool jump, string task = "", bool isFirst = false)
{
    // What the same model takes back again and again it would take back for ever.
    const int MostRepairs = 12;

    readonly JumpForward _jump = new(masks.Tokenizer);
    readonly ThoughtRun _thought = new(masks.Vocabulary, start, task);

    // Where the name now being written begins: the reply's token, and the state before it.
    int _nameToken;
    ReplyState _beforeName;
    int _repairs;
    int _settled;

    /// <summary>Allows and refuses tokens.</summary>
    public TokenConstraint Constraint { get; } = new(masks, start);

    /// <summary>How many of the reply's tokens stay, whatever comes.</summary>
    public int Settled(List<int> reply)
    {
        var open = Constraint.State.IsThought ? _thought.Settled(reply)
            : Constraint.State.IsName || RepeatedCommand.MayBecome(_thought.Text(reply)) ? _nameToken
            : reply.Count;
        return _settled = Math.Max(_settled, open);
    }

    /// <summary>
    /// Looks at what the model would write. Where that is a name that does not exist, only names of the robot and of the code may
    /// come instead, and a beginning that none of them has is taken off the reply.
    /// </summary>
    /// <returns>Whether tokens were taken off.</returns>
    public bool Repair(int wish, List<int> reply)
    {
        var state = Constraint.State;
        if (state.IsThought)
        {
            return RepairThought(wish, reply);
        }
        if (RepairRepeated(wish, reply))
        {
            return true;
        }
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

    bool RepairThought(int wish, List<int> reply)
    {
        if (Constraint.State.IsNarrow || _repairs >= MostRepairs || _thought.Misnamed(reply, wish) is not var (token, state) || token < _settled)
        {
            return false;
        }
        _repairs++;
        Constraint.State = state;
        reply.RemoveRange(token, reply.Count - token);
        return true;
    }

    bool RepairRepeated(int wish, List<int> reply)
    {
        var text = masks.Vocabulary.Text(wish);
        var end = text.IndexOf(';', StringComparison.Ordinal);
        if (end < 0 || _repairs >= MostRepairs || _nameToken < _settled || !RepeatedCommand.Ends(_thought.Text(reply) + text[..(end + 1)]))
        {
            return false;
        }
        _repairs++;
        Constraint.State = _beforeName.WithoutDevices();
        reply.RemoveRange(_nameToken, reply.Count - _nameToken);
        return true;
    }

    /// <summary>Takes the token just chosen, the last of the reply, and adds those that must follow it.</summary>
    public void Accept(int token, List<int> reply, int room)
    {
        var before = Constraint.State;
        Take(token, reply.Count - 1);
        if (isFirst && before.IsThought && !Constraint.State.IsThought)
        {
            Constraint.State = Constraint.State.After(_thought.Text(reply), task);
        }
        Jump(reply, room);
        if (Told(reply, before) is { Count: > 0 } told)
        {
            Put(told, reply, room);
            Jump(reply, room);
        }
    }

    void Jump(List<int> reply, int room)
    {
        if (jump)
        {
            Put(_jump.Tokens(Constraint.State, reply), reply, room);
        }
    }

    // What the thought has told already. Where the last token brings a minus with the bracket, it is taken off: the sum has its own.
    IReadOnlyList<int> Told(List<int> reply, ReplyState before)
    {
        var last = masks.Vocabulary.Text(reply[^1]);
        if (Constraint.State.IsCodesBeginning)
        {
            return isFirst && start.Thoughts.Opening(_thought.Text(reply)) is { } opening && Constraint.State.TryAdvance(opening, out var opened, out _)
                ? _jump.Tokens(opening, opened, reply)
                : [];
        }
        if (Constraint.State.IsThought || Constraint.State.IsFreeText || !(last.EndsWith('(') || last.EndsWith("(-", StringComparison.Ordinal)))
        {
            return [];
        }
        var text = _thought.Text(reply);
        var open = text.TrimEnd('-');
        if (start.Thoughts.Argument(text.Split('\n')[0], open) is not { } argument)
        {
            return [];
        }
        if (open.Length == text.Length)
        {
            return Constraint.State.TryAdvance(argument, out var after, out _) ? _jump.Tokens(argument, after, reply) : [];
        }
        var bracket = last[..^1];
        if (!before.TryAdvance(bracket + argument, out var end, out _) || _jump.Tokens(bracket + argument, end, reply[..^1]) is not { Count: > 0 } tokens)
        {
            return [];
        }
        Constraint.State = before;
        reply.RemoveAt(reply.Count - 1);
        return tokens;
    }

    void Put(IReadOnlyList<int> tokens, List<int> reply, int room)
    {
        foreach (var next in tokens.Take(room - reply.Count))
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
