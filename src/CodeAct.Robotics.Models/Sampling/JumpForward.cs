using CodeAct.Robotics.Agents.Grammar;
using CodeAct.Robotics.Models.Tokenization;

namespace CodeAct.Robotics.Models.Sampling;

/// <summary>
/// Finds the tokens that a grammar leaves no choice about, so that they need not be chosen one by one (jump-forward decoding, as
/// in SGLang, Zheng et al. 2024). Only tokens that the tokenizer itself would make of the text are given, and of these only those
/// that no continuation can change: the last word is held back where what follows could join it.
/// </summary>
sealed class JumpForward(BytePairTokenizer tokenizer)
{
    const int Context = 4;

    /// <summary>The tokens that must follow, often none.</summary>
    /// <param name="state">Where the reply is.</param>
    /// <param name="reply">The reply's tokens so far.</param>
    public IReadOnlyList<int> Tokens(ReplyState state, IReadOnlyList<int> reply) =>
        state.IsFreeText || state.IsEnd || ForcedText.From(state, out var after) is not { Length: > 0 } forced ? [] : Tokens(forced, after, reply);

    /// <summary>The tokens of a text that follows the reply.</summary>
    /// <param name="forced">The text.</param>
    /// <param name="after">Where the reply is behind it.</param>
    /// <param name="reply">The reply's tokens so far.</param>
    public IReadOnlyList<int> Tokens(string forced, ReplyState after, IReadOnlyList<int> reply)
    {
        var tail = reply.Skip(Math.Max(0, reply.Count - Context)).ToArray();
        var before = tokenizer.Decode(tail);
        var text = before + forced;
        var tokens = tokenizer.Encode(text);
        if (!tokens.Take(tail.Length).SequenceEqual(tail))
        {
            return [];
        }
        var safe = IsClosed(text, after) ? text.Length : tokenizer.LastWord(text);
        var taken = new List<int>();
        var length = before.Length;
        foreach (var token in tokens.Skip(tail.Length))
        {
            length += tokenizer.Decode([token]).Length;
            if (length > safe)
            {
                break;
            }
            taken.Add(token);
        }
        return taken;
    }

    /// <summary>Whether whatever follows begins a word of its own.</summary>
    bool IsClosed(string text, ReplyState after)
    {
        foreach (var next in ForcedText.Next(after))
        {
            if (tokenizer.LastWord(text + next) != text.Length)
            {
                return false;
            }
        }
        return true;
    }
}
