using CodeAct.Robotics.Agents.Grammar;

namespace CodeAct.Robotics.Models.Sampling;

/// <summary>Holds one reply to a grammar, token by token.</summary>
sealed class TokenConstraint(GrammarMasks masks, ReplyState start)
{
    readonly float[] _masked = new float[masks.Tokenizer.Count];

    /// <summary>Where the reply is.</summary>
    public ReplyState State { get; set; } = start;

    /// <summary>How often the likeliest token was refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Whether a token may come next. Special tokens may not: a reply is over where the grammar is.</summary>
    public bool Allows(int token) => masks.Vocabulary.Text(token) is { Length: > 0 } text && State.TryAdvance(text, out _, out _);

    /// <summary>The scores with all tokens that may not come at minus infinity. Valid until the next call.</summary>
    public ReadOnlySpan<float> Mask(ReadOnlySpan<float> scores)
    {
        Refused++;
        masks.Of(State).Apply(scores, _masked);
        return _masked;
    }

    /// <summary>Takes a token that may come.</summary>
    public void Accept(int token)
    {
        if (!State.TryAdvance(masks.Vocabulary.Text(token), out var next, out _))
        {
            throw new InvalidOperationException("The grammar refuses the token.");
        }
        State = next;
    }
}
