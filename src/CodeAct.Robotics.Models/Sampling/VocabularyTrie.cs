using System.Text;
using CodeAct.Robotics.Agents.Grammar;
using CodeAct.Robotics.Models.Tokenization;

namespace CodeAct.Robotics.Models.Sampling;

/// <summary>
/// A vocabulary's texts by their first characters, so that a grammar refuses all tokens with a wrong beginning at once. Tokens that
/// are only a part of a character count as a letter that no name has: free text takes them, code does not. Special tokens stand for
/// no text and are never in a mask.
/// </summary>
sealed class VocabularyTrie
{
    /// <summary>What a part of a character looks like to a grammar.</summary>
    public const string Part = "°";

    static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    readonly string[] _texts;
    readonly Node _root = new();

    public VocabularyTrie(BytePairTokenizer tokenizer)
    {
        _texts = new string[tokenizer.Count];
        for (var token = 0; token < tokenizer.Count; token++)
        {
            _texts[token] = tokenizer.IsSpecial(token) ? "" : Text(tokenizer.Bytes(token));
            if (_texts[token].Length > 0)
            {
                Add(_texts[token], token);
            }
        }
        Freeze(_root);
    }

    /// <summary>A token's text as a grammar reads it; empty for a special one.</summary>
    public string Text(int token) => _texts[token];

    /// <summary>The tokens that may follow a state.</summary>
    public TokenMask Mask(in ReplyState state)
    {
        var mask = new TokenMask(_texts.Length);
        Walk(_root, state, mask);
        return mask;
    }

    static void Walk(Node node, in ReplyState state, TokenMask mask)
    {
        foreach (var (character, next) in node.Children)
        {
            if (!state.TryAdvance(character, out var after))
            {
                continue;
            }
            foreach (var token in next.Tokens)
            {
                mask.Add(token);
            }
            if (next.Children.Length > 0)
            {
                Walk(next, after, mask);
            }
        }
    }

    static string Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Part;
        }
    }

    void Add(string text, int token)
    {
        var node = _root;
        foreach (var character in text)
        {
            ref var next = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(node.Building!, character, out _);
            node = next ??= new Node();
        }
        node.Tokens = [.. node.Tokens, token];
    }

    static void Freeze(Node node)
    {
        node.Children = [.. node.Building!.Select(pair => (pair.Key, pair.Value))];
        node.Building = null;
        foreach (var (_, child) in node.Children)
        {
            Freeze(child);
        }
    }

    sealed class Node
    {
        public Dictionary<char, Node>? Building = [];
        public (char Character, Node Next)[] Children = [];
        public int[] Tokens = [];
    }
}
