using CodeAct.Robotics.Agents.Grammar;
using CodeAct.Robotics.Models.Tokenization;

namespace CodeAct.Robotics.Models.Sampling;

/// <summary>The masks of a vocabulary, worked out once for each state of a grammar and kept while they are in use. Not thread safe.</summary>
sealed class GrammarMasks(BytePairTokenizer tokenizer)
{
    /// <summary>Masks kept at most: about 3 MB with 49,152 tokens.</summary>
    public const int Most = 512;

    readonly Dictionary<ReplyState, LinkedListNode<(ReplyState State, TokenMask Mask)>> _known = [];
    readonly LinkedList<(ReplyState State, TokenMask Mask)> _latest = [];

    /// <summary>The tokenizer.</summary>
    public BytePairTokenizer Tokenizer => tokenizer;

    /// <summary>The vocabulary.</summary>
    public VocabularyTrie Vocabulary { get; } = new(tokenizer);

    /// <summary>Masks that are kept now.</summary>
    public int Count => _known.Count;

    /// <summary>The tokens that may follow a state.</summary>
    public TokenMask Of(in ReplyState state)
    {
        if (_known.TryGetValue(state, out var node))
        {
            _latest.Remove(node);
            _latest.AddFirst(node);
            return node.Value.Mask;
        }
        var mask = Vocabulary.Mask(state);
        _known.Add(state, _latest.AddFirst((state, mask)));
        if (_known.Count > Most)
        {
            _known.Remove(_latest.Last!.Value.State);
            _latest.RemoveLast();
        }
        return mask;
    }
}
